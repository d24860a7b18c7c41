import { readFile } from "node:fs/promises";
import { createOpenbellClient } from "../client/client.ts";
import type { CliIo } from "./cli-io.ts";

/** The world of a real process. */
export function processIo(signal: AbortSignal): CliIo {
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal,
    nowMs: () => Date.now(),
    readFile: (path) => readFile(path, "utf8"),
    createClient: createOpenbellClient,
  };
}

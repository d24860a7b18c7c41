import { mkdir, readFile } from "node:fs/promises";
import { createOpenbellClient } from "../client/client.ts";
import type { CliIo } from "./cli-io.ts";
import { writeWholeFile } from "./write-whole-file.ts";

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
    writeFile: writeWholeFile,
    async makeFolder(path) {
      await mkdir(path, { recursive: true });
    },
    async openPrompts() {
      const { stdin: input, stderr: output } = process;
      if (!input.isTTY || !output.isTTY) return undefined;
      // Only who is asked waits for the prompts to load.
      const { inquirerPrompts } = await import("./wizard/inquirer-prompts.ts");
      return inquirerPrompts({ input, output, signal });
    },
    createClient: createOpenbellClient,
  };
}

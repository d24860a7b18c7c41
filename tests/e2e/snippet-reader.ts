/** Does what a reader of a page does: copies a snippet, and runs it in the checkout. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCacheEnv } from "./compile-cache.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Snippet } from "./snippet.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** How a program ended, and what it wrote to both of its outputs. */
export interface Ending {
  /** Null when it could not be started. */
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Runs a snippet against a server, whose addresses take the place of the default ones. Its
 * environment is that of a plain shell, with the server's address for the `openbell` command.
 */
export async function runSnippet(snippet: Snippet, server: ServerProcess): Promise<Ending> {
  const folder = mkdtempSync(join(tmpdir(), "openbell-snippet-"));
  const text = snippet.text
    .replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host)
    .replaceAll("127.0.0.1:8080", new URL(server.httpUrl).host);
  const file = join(folder, `snippet.${snippet.language}`);
  const env = { OPENBELL_ADDRESS: server.grpcUrl, npm_config_cache: join(folder, "npm") };
  writeFileSync(file, text);
  try {
    switch (snippet.language) {
      case "sh":
        return await run(["sh", "-eu", file], env);
      case "python":
        return await run(["python3", "-B", file], env);
      case "ts":
        // By standard input, it stands in the root, from where a package finds itself by its name.
        return await run(
          [process.execPath, "--conditions=openbell-source", "--input-type=module-typescript"],
          env,
          text,
        );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a program that a reader needs is there, with what the snippets need of it. */
export async function isToolThere(tool: string): Promise<boolean> {
  const probes: Readonly<Record<string, readonly [string, ...string[]]>> = {
    curl: ["curl", "--version"],
    grpcurl: ["grpcurl", "-version"],
    "python3 with grpcio and protobuf": ["python3", "-c", "import grpc, google.protobuf"],
  };
  const probe = probes[tool];
  if (probe === undefined) throw new Error(`nobody knows how to look for ${tool}`);
  return (await run(probe)).exitCode === 0;
}

/** Runs a command in the root of the repository. */
async function run(
  [command, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const child = spawn(command, args, { cwd: root, env: { ...plainEnv(), ...env }, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  child.stdin.on("error", () => {}).end(input);
  child.once("error", (error) => resolve({ exitCode: null, output: error.message }));
  child.once("close", (exitCode) => resolve({ exitCode, output }));
  return promise;
}

/** The variables of a plain shell, with the pinned Node.js and the project's tools in its path. */
function plainEnv(): Record<string, string> {
  const kept = ["HOME", "LANG", "TMPDIR"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const path = [join(root, "node_modules", ".bin"), dirname(process.execPath)];
  return {
    ...Object.fromEntries(kept),
    ...compileCacheEnv(),
    PATH: [...path, process.env.PATH ?? ""].join(delimiter),
    NO_COLOR: "1",
  };
}

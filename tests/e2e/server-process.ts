/** A real server in a process of its own, for tests that kill it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedCatalog } from "../../src/market/import/seed-catalog.ts";
import { loadInstruments } from "../../src/market/load-instruments.ts";

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

/** A server that was started and said where it listens. */
export interface ServerProcess {
  readonly pid: number;
  /** `http://127.0.0.1:PORT` of the gRPC address. */
  readonly grpcUrl: string;
  /** `http://127.0.0.1:PORT` of the HTTP address. */
  readonly httpUrl: string;
  /** Everything that the server wrote so far. */
  readonly output: () => string;
  /** Ends it without any warning. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** A folder that is removed after the test, with a market in it that is imported only once. */
export async function dataFolder(): Promise<{ readonly path: string; remove(): void }> {
  const path = mkdtempSync(join(tmpdir(), "openbell-"));
  const market = join(tmpdir(), `openbell-test-market-${process.pid}`);
  if (!existsSync(market)) {
    mkdirSync(market, { recursive: true });
    await seedCatalog(market, loadInstruments());
    process.on("exit", () => rmSync(market, { recursive: true, force: true }));
  }
  cpSync(market, join(path, "market"), { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Starts a server on a folder and waits until it serves. `entry` is the program; by default it is
 * the `openbell` command itself.
 */
export async function startServerProcess(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  entry: readonly string[] = [command, "serve"],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...entry], {
    env: {
      PATH: process.env.PATH,
      OPENBELL_DATA_DIR: dataDir,
      OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
      OPENBELL_HTTP_ADDRESS: "127.0.0.1:0",
      OPENBELL_LIMITS_OPEN_SESSIONS_PER_OWNER: "0",
      OPENBELL_LIMITS_CREATES_PER_MINUTE: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const served = Promise.withResolvers<{ grpc: string; http: string }>();
  const onText = (text: string): void => {
    output += text;
    const grpc = /gRPC on (127\.0\.0\.1:\d+)/.exec(output)?.[1];
    const http = /http:\/\/(127\.0\.0\.1:\d+)/.exec(output)?.[1];
    if (grpc !== undefined && http !== undefined) served.resolve({ grpc, http });
  };
  child.stdout.setEncoding("utf8").on("data", onText);
  child.stderr.setEncoding("utf8").on("data", onText);
  child.once("exit", (code) => {
    served.reject(new Error(`the server ended with ${code} before it served:\n${output}`));
  });
  const { grpc, http } = await served.promise;
  return {
    pid: child.pid ?? 0,
    grpcUrl: `http://${grpc}`,
    httpUrl: `http://${http}`,
    output: () => output,
    kill: () => end(child, "SIGKILL").then(() => {}),
    stop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
  return child.exitCode;
}

/** A real server in a process of its own, for tests that stop and kill it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedCatalog } from "../../src/market/import/seed-catalog.ts";
import { loadInstruments } from "../../src/market/load-instruments.ts";
import { compileCacheEnv } from "./compile-cache.ts";

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that was asked to serve, and may still be on its way. */
export interface LaunchedServer {
  readonly pid: number;
  /** Everything that it wrote so far. */
  readonly output: () => string;
  /** Resolves when something was written that matches. */
  wrote(text: RegExp): Promise<void>;
  readonly exited: Promise<Exit>;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it serves; rejects when it ended before. */
  readonly served: Promise<ServerProcess>;
}

/** A server that was started and said where it listens. */
export interface ServerProcess extends Omit<LaunchedServer, "served"> {
  /** `http://127.0.0.1:PORT` of the gRPC address. */
  readonly grpcUrl: string;
  /** `http://127.0.0.1:PORT` of the HTTP address. */
  readonly httpUrl: string;
  /** Ends it without any warning. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** A folder that is removed after the test, with a market in it that is imported only once. */
export async function dataFolder(): Promise<{ readonly path: string; remove(): void }> {
  seededMarket ??= seedMarket();
  const files = await seededMarket;
  const path = mkdtempSync(join(tmpdir(), "openbell-"));
  for (const [name, bytes] of files) {
    const file = join(path, "market", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

let seededMarket: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** The files of a market, in memory: a folder would outlive a process that is killed. */
async function seedMarket(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), "openbell-"));
  try {
    await seedCatalog(folder, loadInstruments());
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => statSync(join(folder, name)).isFile());
    return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Starts a server on a folder and waits until it serves. `entry` is the program; by default it is
 * the `openbell` command itself.
 */
export function startServerProcess(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  entry: readonly string[] = [command, "serve"],
): Promise<ServerProcess> {
  return launchServer(dataDir, env, entry).served;
}

/** Starts a server on a folder, without waiting for it. */
export function launchServer(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  entry: readonly string[] = [command, "serve"],
): LaunchedServer {
  const child = spawn(process.execPath, [...entry], {
    env: {
      ...compileCacheEnv(),
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
  const written = new WrittenText();
  child.stdout.setEncoding("utf8").on("data", written.add);
  child.stderr.setEncoding("utf8").on("data", written.add);
  const exited = once(child, "exit").then(([code, signal]): Exit => ({ code, signal }));
  const running = {
    pid: child.pid ?? 0,
    output: () => written.text,
    wrote: async (text: RegExp) => void (await written.match(text)),
    exited,
    signal: (name: NodeJS.Signals) => void child.kill(name),
  };
  const end = async (name: NodeJS.Signals): Promise<number | null> => {
    child.kill(name);
    return (await exited).code;
  };
  const ended = exited.then(({ code }) => {
    throw new Error(`the server ended with ${code} before it served:\n${written.text}`);
  });
  const served = Promise.race([
    ended,
    Promise.all([
      written.match(/gRPC on (127\.0\.0\.1:\d+)/),
      written.match(/(http:\/\/127\.0\.0\.1:\d+)/),
    ]),
  ]).then(
    ([grpc, http]): ServerProcess => ({
      ...running,
      grpcUrl: `http://${grpc[1]}`,
      httpUrl: `${http[1]}`,
      kill: async () => void (await end("SIGKILL")),
      stop: () => end("SIGTERM"),
    }),
  );
  // Who launches may look at other things first, or only at those.
  ended.catch(() => {});
  served.catch(() => {});
  return { ...running, served };
}

/** What a process wrote, for those who wait for a piece of it. */
class WrittenText {
  text = "";
  readonly #waiting = new Set<() => void>();

  readonly add = (piece: string): void => {
    this.text += piece;
    for (const look of [...this.#waiting]) look();
  };

  match(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = pattern.exec(this.text);
        if (found === null) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

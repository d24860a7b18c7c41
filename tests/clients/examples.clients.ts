/**
 * The programs of `examples/` in every language whose tools are here, as processes against a real
 * server: the same bot comes to the same result in all of them, to the last digit.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createOpenbellClient, type OpenbellClient } from "../../src/client/client.ts";
import { runOpenbell } from "../e2e/example.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";
import { buildMs, type Language, languages, typescript, whyAbsent } from "./languages.ts";

/** Five thousand turns take a while where other tests have the cores. */
vi.setConfig({ testTimeout: 180_000 });

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Years of daily bars, and two days of generated quotes: bots that trade come to a digest. */
const bots = ["sma_crossover", "quote_bot"];

let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;
let client: OpenbellClient;
let files: string;

beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), "openbell-"));
  folder = await dataFolder();
  await runOpenbell(folder.path, ["data", "generate"]);
  server = await startServerProcess(folder.path);
  client = createOpenbellClient({ address: server.grpcUrl });
});

afterAll(async () => {
  client?.close();
  await server?.kill();
  folder?.remove();
  rmSync(files, { recursive: true, force: true });
});

interface Start {
  readonly args?: readonly string[];
  readonly items?: number;
}

/** Runs an example to its end; one that fails rejects with what it wrote. */
async function run(language: Language, name: string, { args = [], items }: Start = {}) {
  const { program, args: own, env } = language.example(name);
  const { stdout } = await promisify(execFile)(program, [...own, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      OPENBELL_ADDRESS: server.grpcUrl,
      ...(items !== undefined && { OPENBELL_EXAMPLE_ITEMS: String(items) }),
    },
  });
  return stdout;
}

/** What bots came to, by language and name: each is run once. */
const digests = new Map<string, Promise<string>>();
function digestOf(language: Language, name: string): Promise<string> {
  const key = `${language.name} ${name}`;
  const digest =
    digests.get(key) ??
    run(language, name).then((output) => {
      return /digest ([0-9a-f]{64})/.exec(output)?.[1] ?? `no digest in:\n${output}`;
    });
  digests.set(key, digest);
  return digest;
}

async function createSession(): Promise<string> {
  const simulation = { startDate: "2019-01-02", endDate: "2019-03-29" };
  const modeSpec = { case: "simulation", value: simulation } as const;
  const spec = { symbols: ["SP500"], initialCapital: "100000", modeSpec };
  const { session } = await client.create({ spec });
  return session?.sessionId ?? "";
}

describe.each(languages.filter((each) => whyAbsent(each) === undefined))("$name", (language) => {
  beforeAll(async () => {
    await language.build();
    await language.buildExamples();
  }, buildMs);

  test.each(bots)("%s comes to the same digest as in TypeScript", async (name) => {
    const digest = await digestOf(language, name);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digest).toBe(await digestOf(typescript, name));
  });

  test("feed_watcher goes on where it was", async () => {
    const file = join(files, `${language.name}.token`);
    const before = await createSession();
    const first = await run(language, "feed_watcher", { args: [file], items: 2 });
    expect(first).toContain(before);
    const after = await createSession();
    const second = await run(language, "feed_watcher", { args: [file], items: 1 });
    expect(second).toContain(after);
    expect(second).not.toContain(before);
  });

  test("error_handling shows what it is about", async () => {
    const output = await run(language, "error_handling");
    expect(output).toContain("INVALID_SYMBOL");
    expect(output).toContain("created once");
    expect(output).toContain("ILLEGAL_TRANSITION");
    expect(output).toContain("no server answers at 127.0.0.1:1");
  });
});

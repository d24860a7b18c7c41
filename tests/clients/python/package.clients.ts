/**
 * The Python package as its users meet it: its pages show what runs, its types hold under mypy's
 * strictest rules, and its core decides as it should without a server.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataFolder, type ServerProcess, startServerProcess } from "../../e2e/server-process.ts";
import { snippetsOf } from "../../e2e/snippet.ts";
import { buildMs, languages, whyAbsent } from "../languages.ts";

const root = new URL("../../../", import.meta.url);
const python = languages.find(({ name }) => name === "python");
const isAbsent = python === undefined || whyAbsent(python) !== undefined;

/** What a user may have beside the package, and what checks its types. */
const others = ["numpy", "mypy", "types-grpcio", "types-protobuf"];

/** What each program of a page shows, from top to bottom. */
const pages: Readonly<Record<string, readonly RegExp[]>> = {
  "gen/python/README.md": [/^1 fill, digest [0-9a-f]{64}$/],
  "docs/clients/python.md": [
    /SESSION_STATE_COMPLETED$/,
    /^session_created True$/,
    /^[1-9]\d* fills, digest [0-9a-f]{64}$/,
    // Its highest close was on 2020-02-19.
    /^5105 closes, the highest 3386\.15$/,
    // The trading days from 2020-01-02 to 2020-04-17.
    /^True 74 bars$/,
    /^spec\.symbols\[0\]: (.*\n)*SESSION_NOT_FOUND\nno server answers at 127\.0\.0\.1:1: /,
  ],
};

describe.skipIf(isAbsent)("python package", () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;
  let scratch: string;

  beforeAll(async () => {
    await python?.build();
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await runPython([...pip, "--only-binary=:all:", ...others]);
    scratch = mkdtempSync(join(tmpdir(), "openbell-"));
    folder = await dataFolder();
    server = await startServerProcess(folder.path);
  }, buildMs);
  afterAll(async () => {
    await server?.kill();
    folder?.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  test.each(Object.entries(pages))(
    "%s shows what runs",
    async (page, shows) => {
      const snippets = snippetsOf(root, page);
      expect(snippets.map(({ language }) => language)).toEqual(shows.map(() => "python"));
      for (const [index, shown] of shows.entries()) {
        const { text = "", line } = snippets[index] ?? {};
        const file = join(scratch, `page-${line}.py`);
        writeFileSync(file, text.replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host));
        const output = await runPython(["-B", file]);
        expect(output.trim(), `${page}:${line}`).toMatch(shown);
      }
    },
    120_000,
  );

  test("its types and those of the examples hold", async () => {
    const cache = `--cache-dir=${join(scratch, "mypy")}`;
    const manifest = fileURLToPath(new URL("gen/python/pyproject.toml", root));
    await runPython(["-m", "mypy", cache, `--config-file=${manifest}`, "-p", "openbell"], scratch);
    const names = ["sma_crossover", "quote_bot", "feed_watcher", "error_handling"];
    for (const name of names) {
      await runPython(["-m", "mypy", cache, "--strict", `examples/python/${name}.py`]);
    }
  }, 300_000);

  test("its core decides as it should", () =>
    runPython(["-B", "tests/clients/python/test_core.py"]));

  test("its streams on asyncio say what the server said, however busy the loop", () =>
    runPython(["-B", "tests/clients/python/test_aio_streams.py"]));
});

/** Runs the interpreter that has the package; one that fails rejects with what it wrote. */
async function runPython(args: readonly string[], cwd = fileURLToPath(root)): Promise<string> {
  const program = python?.example("").program ?? "python3";
  const { stdout } = await promisify(execFile)(program, [...args], { cwd });
  return stdout;
}

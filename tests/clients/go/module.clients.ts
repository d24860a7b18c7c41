/** The Go module: its own tests pass, and the programs of its pages run as they stand. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataFolder, type ServerProcess, startServerProcess } from "../../e2e/server-process.ts";
import { buildMs, languages, whyAbsent } from "../languages.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const go = languages.find(({ name }) => name === "go");
const execute = promisify(execFile);

/** What each program of a page shows, from top to bottom. */
const pages: Readonly<Record<string, readonly RegExp[]>> = {
  "gen/go/README.md": [/^85 bars SESSION_STATE_COMPLETED$/m],
  "docs/clients/go.md": [
    /^SESSION_STATE_RUNNING\n(.*\n)*SESSION_STATE_COMPLETED$/m,
    /^true true$/m,
    /^[1-9]\d* fills, digest [0-9a-f]{64}$/m,
    /^spec\.symbols\[0\]: (.*\n)*spec\.initial_capital: .*\nSESSION_NOT_FOUND\nno server answers at /m,
  ],
};

function programsOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```go\n([\s\S]*?)^```$/gm)].map(([, program = ""]) => program);
}

describe.skipIf(go === undefined || whyAbsent(go) !== undefined)("go", () => {
  let server: ServerProcess;
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let module: string;

  beforeAll(async () => {
    folder = await dataFolder();
    server = await startServerProcess(folder.path);
    module = mkdtempSync(join(tmpdir(), "openbell-"));
    const asked = readFileSync(join(root, "examples/go/go.mod"), "utf8");
    writeFileSync(join(module, "go.mod"), asked.replace("../../gen/go", join(root, "gen/go")));
    cpSync(join(root, "examples/go/go.sum"), join(module, "go.sum"));
  }, buildMs);
  afterAll(async () => {
    await server?.kill();
    folder?.remove();
    rmSync(module, { recursive: true, force: true });
  });

  test.for(Object.entries(pages))("the programs of %s", { timeout: buildMs }, async (entry) => {
    const [page, shown] = entry;
    const programs = programsOf(page);
    expect(programs).toHaveLength(shown.length);
    for (const [index, program] of programs.entries()) {
      const name = `${page.replaceAll(/\W/g, "_")}_${index}`;
      mkdirSync(join(module, name));
      const text = program.replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host);
      writeFileSync(join(module, name, "main.go"), text);
      const formatted = await execute("gofmt", ["-l", name], { cwd: module });
      expect(formatted.stdout, `${page}, program ${index + 1}, is not formatted`).toBe("");
      await execute("go", ["build", "-o", join(module, name), `./${name}`], { cwd: module });
      const { stdout } = await execute(join(module, name, name), [], { cwd: module });
      expect(stdout).toMatch(shown[index] ?? /^$/);
    }
  });

  test("the tests of the module", { timeout: buildMs }, async () => {
    await execute("go", ["test", "./..."], { cwd: join(root, "gen/go") });
  });

  test.for(["gen/go", "examples/go", "tests/clients/go"])("%s is formatted", async (path) => {
    const { stdout } = await execute("gofmt", ["-l", "."], { cwd: join(root, path) });
    expect(stdout).toBe("");
  });
});

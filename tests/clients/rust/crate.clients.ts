/** The Rust crate: its own tests pass, and the programs of its pages run as they stand. */
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
const rust = languages.find(({ name }) => name === "rust");
/** Where the adapter is built too: what both need is compiled once. */
const built = join(root, "node_modules/.cache/openbell-clients/rust");

/** What each program of a page shows, from top to bottom. */
const pages: Readonly<Record<string, readonly RegExp[]>> = {
  "gen/rust/README.md": [/^85 bars SESSION_STATE_COMPLETED$/m],
  "docs/clients/rust.md": [
    /^SESSION_STATE_RUNNING\n(.*\n)*SESSION_STATE_COMPLETED$/m,
    /^true true$/m,
    /^[1-9]\d* fills, digest [0-9a-f]{64}$/m,
    /^spec\.symbols\[0\]: (.*\n)*spec\.initial_capital: .*\nSESSION_NOT_FOUND\nno server answers at /m,
  ],
};

const manifest = `[package]
name = "pages"
version = "0.0.0"
edition = "2024"

[dependencies]
openbell = { path = "${join(root, "gen/rust")}" }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
`;

function programsOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```rust\n([\s\S]*?)^```$/gm)].map(([, program = ""]) => program);
}

function nameOf(page: string, index: number): string {
  return `${page.replaceAll(/\W/g, "_")}_${index}`;
}

/** Runs cargo, or a program that it built; one that fails rejects with what it wrote. */
async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, CARGO_TARGET_DIR: built };
  const { stdout } = await promisify(execFile)(program, [...args], { cwd, env });
  return stdout;
}

describe.skipIf(rust === undefined || whyAbsent(rust) !== undefined)("rust", () => {
  let server: ServerProcess;
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let scratch: string;

  beforeAll(async () => {
    folder = await dataFolder();
    server = await startServerProcess(folder.path);
    scratch = mkdtempSync(join(tmpdir(), "openbell-"));
    mkdirSync(join(scratch, "src/bin"), { recursive: true });
    writeFileSync(join(scratch, "Cargo.toml"), manifest);
    cpSync(join(root, "examples/rust/Cargo.lock"), join(scratch, "Cargo.lock"));
    for (const page of Object.keys(pages)) {
      for (const [index, program] of programsOf(page).entries()) {
        const text = program.replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host);
        writeFileSync(join(scratch, "src/bin", `${nameOf(page, index)}.rs`), text);
      }
    }
    await run("cargo", ["fmt", "--check"], scratch);
    await run("cargo", ["build", "--quiet", "--release"], scratch);
  }, buildMs);
  afterAll(async () => {
    await server?.kill();
    folder?.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  test.for(Object.entries(pages))("the programs of %s", async ([page, shown]) => {
    expect(programsOf(page)).toHaveLength(shown.length);
    for (const [index, expected] of shown.entries()) {
      const program = join(built, "release", nameOf(page, index));
      expect(await run(program, [], scratch), `${page}, program ${index + 1}`).toMatch(expected);
    }
  });

  test("the tests of the crate and the programs in its comments", {
    timeout: buildMs,
  }, async () => {
    // In a copy, as cargo writes a lock file beside the manifest.
    const copy = join(scratch, "crate");
    cpSync(join(root, "gen/rust"), copy, { recursive: true });
    cpSync(join(root, "examples/rust/Cargo.lock"), join(copy, "Cargo.lock"));
    await run("cargo", ["test", "--quiet", "--release"], copy);
  });

  test.for(["gen/rust", "examples/rust", "tests/clients/rust", "scripts/generate/rust"])(
    "%s is formatted",
    async (path) => {
      await run("cargo", ["fmt", "--check"], join(root, path));
    },
  );
});

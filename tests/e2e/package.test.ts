/**
 * The published package works where nothing of the checkout is: no sources, no development
 * dependency, and so no prices but the generated ones. It is built, packed and unpacked once.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  checkout,
  type DependentProject,
  filesBelow,
  installPublished,
  manifestOf,
  runIn,
} from "./published-package.ts";
import { startServerProcess } from "./server-process.ts";
import { snippetsOf } from "./snippet.ts";

let project: DependentProject;

beforeAll(async () => {
  project = await installPublished();
}, 120_000);
afterAll(() => project?.remove());

test("holds what runs and what it says of itself, and nothing else", () => {
  const files = filesBelow(project.packagePath);
  const folders = Object.groupBy(files, (file) => file.replace(/\/.*/, "/"));
  const count = (folder: string) => folders[folder]?.length ?? 0;
  console.log(
    `${files.length} files, ${Math.round(project.packedBytes / 1024)} KiB packed: ` +
      Object.keys(folders)
        .map((folder) => (folder.endsWith("/") ? `${count(folder)} in ${folder}` : folder))
        .join(", "),
  );
  expect(Object.keys(folders).sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "bin/", "dist/", "package.json", "proto/"].sort(),
  );
  expect(files).toEqual(
    expect.arrayContaining([
      "dist/src/store/sqlite/migrations/0001-init.sql",
      "dist/src/cli/report/page-style.css",
      "proto/openbell/v1/session_service.proto",
    ]),
  );
  const foreign = files.filter((file) => {
    return file.startsWith("dist/") && !/(\.js|\.d\.ts|\.sql|\.css)$/.test(file);
  });
  expect(foreign).toEqual([]);
});

test("says nothing of the machine that built it", () => {
  const telling = filesBelow(project.packagePath).filter((file) => {
    const text = readFileSync(join(project.packagePath, file), "utf8");
    return /sourceMappingURL/.test(text) || project.origins.some((path) => text.includes(path));
  });
  expect(telling).toEqual([]);
});

test("the command says its version", async () => {
  const command = join(project.packagePath, "bin", "openbell.js");
  const output = await runIn(project.path, process.execPath, [command, "--version"]);
  expect(output.trim()).toBe(manifestOf(project.packagePath).version);
});

test("the watcher of the README is typed, and sees a session end on a packed server", async () => {
  const [watcher] = snippetsOf(new URL("../../", import.meta.url), "README.md").filter(
    ({ language }) => language === "ts",
  );
  const command = join(project.packagePath, "bin", "openbell.js");
  const server = await startServerProcess(join(project.path, "data"), {}, [command, "serve"]);
  onTestFinished(() => server.kill());
  expect(server.output()).toContain("market: SYNTH\n");

  const program = (watcher?.text ?? "")
    .replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host)
    .replaceAll("SP500", "SYNTH");
  writeFileSync(join(project.path, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(project.path, "watcher.ts"), program);
  await checkTypes(project.path);
  const output = await runIn(project.path, process.execPath, ["watcher.ts"]);
  expect(output).toMatch(/^COMPLETED [0-9a-f]{64}$/m);
}, 60_000);

/** Checks the project's program against the declarations of the package, those included. */
async function checkTypes(folder: string): Promise<void> {
  const compilerOptions = {
    target: "es2024",
    lib: ["es2024", "esnext.disposable", "dom"],
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  };
  const settings = JSON.stringify({ compilerOptions, files: ["watcher.ts"] });
  writeFileSync(join(folder, "tsconfig.json"), settings);
  const compiler = join(checkout, "node_modules", "typescript", "bin", "tsc");
  await runIn(folder, process.execPath, [compiler, "-p", folder]);
}

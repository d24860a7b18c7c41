/**
 * The light package: it holds the client and the contract and nothing else, installs with npm, and
 * runs the programs of its pages and of `examples/typescript`, as they stand, against a server.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexDays } from "../e2e/example.ts";
import { checkout, filesBelow, manifestOf, runIn } from "../e2e/published-package.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";
import { type Snippet, snippetsOf } from "../e2e/snippet.ts";
import { type ClientProject, installClient } from "./installed-client.ts";

let project: ClientProject;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;

beforeAll(async () => {
  project = await installClient();
  folder = await dataFolder();
  server = await startServerProcess(folder.path);
}, 120_000);
afterAll(async () => {
  await server?.kill();
  folder?.remove();
  project?.remove();
});

/** On how many days of that autumn prices went more than so many percent under the last close. */
function fallsOf(percent: number): number {
  const days = indexDays().filter(({ date }) => date >= "2008-09-02" && date <= "2008-12-31");
  const falls = days.filter(({ low }, day) => {
    const before = days[day - 1]?.close ?? 0;
    return low < Math.floor((before * (100 - percent)) / 100);
  });
  return falls.length;
}

/** What each program of a page shows, from top to bottom. */
const pages: Readonly<Record<string, readonly RegExp[]>> = {
  "gen/ts/README.md": [/^1 fill, digest [0-9a-f]{64}$/],
  "docs/clients/typescript.md": [
    /RUNNING\n(.*\n)*COMPLETED$/,
    /^sessionCreated true$/,
    new RegExp(`^${fallsOf(2)} fills, digest [0-9a-f]{64}$`),
    /^spec\.symbols\[0\]: (.*\n)*spec\.initial_capital: .*\nSESSION_NOT_FOUND\nno server answers at /,
  ],
};

const examples = ["sma-crossover.ts", "mean-reversion.ts", "quote-bot.ts", "feed-watcher.ts"];

test("holds the client, the contract and what it says of itself, and nothing else", () => {
  const files = filesBelow(project.packagePath);
  const kibibytes = Math.round(project.packedBytes / 1024);
  const seconds = (project.installMs / 1_000).toFixed(1);
  console.log(`${files.length} files, ${kibibytes} KiB packed, installed in ${seconds} s`);
  const folders = new Set(files.map((file) => file.replace(/^(dist\/([^/]+\/)*)?.*$/, "$1")));
  expect([...folders].sort()).toEqual([
    "",
    "dist/gen/ts/google/rpc/",
    "dist/gen/ts/openbell/v1/",
    "dist/src/client/",
  ]);
  const own = files.filter((file) => !file.startsWith("dist/"));
  expect(own).toEqual(["LICENSE", "README.md", "package.json"]);
  expect(files.filter((file) => /^dist\//.test(file) && !/(\.js|\.d\.ts)$/.test(file))).toEqual([]);
});

test("brings three packages and their dependencies, of which there are none", () => {
  const installed = readdirSync(join(project.path, "node_modules"), { recursive: true })
    .map(String)
    .filter((path) => /^(@[^/]+\/)?[^/@.]+\/package\.json$/.test(path))
    .map((path) => path.replace(/\/package\.json$/, ""))
    .filter((name) => !["@types/node", "undici-types"].includes(name));
  const declared = Object.keys(manifestOf(project.packagePath).dependencies);
  expect(installed.sort()).toEqual([...declared, "openbell-client"].sort());
});

test("is of the product's version, and says nothing of the machine that built it", () => {
  expect(manifestOf(project.packagePath).version).toBe(manifestOf(checkout).version);
  const telling = filesBelow(project.packagePath).filter((file) => {
    const text = readFileSync(join(project.packagePath, file), "utf8");
    return /sourceMappingURL/.test(text) || project.origins.some((path) => text.includes(path));
  });
  expect(telling).toEqual([]);
});

test("its exports are there, and are those of the client in the whole package", () => {
  const exportsOf = (path: string) =>
    Object.entries<string | { default: string }>(
      JSON.parse(readFileSync(join(path, "package.json"), "utf8")).exports,
    ).map(([name, target]) => [name, typeof target === "string" ? target : target.default]);
  const own = exportsOf(project.packagePath);
  for (const [, target = ""] of own) {
    const [before = "", after = ""] = target.slice(2).split("*");
    const found = filesBelow(project.packagePath).filter(
      (file) => file.startsWith(before) && file.endsWith(after),
    );
    expect(found, target).not.toEqual([]);
  }
  const whole = exportsOf(checkout).map(([name = "", target]) => [
    name.replace(/^\.\/client/, "."),
    target,
  ]);
  const shared = whole.filter(([name]) => !["./calendar", "./package.json"].includes(name ?? ""));
  expect(own.map(([name]) => name).sort()).toEqual(
    [...shared.map(([name]) => name), "./package.json"].sort(),
  );
});

test("its pages and the examples are typed", async () => {
  const root = new URL("../../", import.meta.url);
  const files = Object.keys(pages).flatMap((page) => snippetsOf(root, page).map(writeSnippet));
  for (const name of [...examples, "error-handling.ts"]) files.push(writeExample(name));
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
  writeFileSync(join(project.path, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const compiler = join(checkout, "node_modules/typescript/bin/tsc");
  await runIn(project.path, process.execPath, [compiler, "-p", project.path]);
}, 60_000);

test.each(Object.entries(pages))(
  "%s shows what runs",
  async (page, shows) => {
    const snippets = snippetsOf(new URL("../../", import.meta.url), page);
    expect(snippets.map(({ language }) => language)).toEqual(shows.map(() => "ts"));
    for (const [index, shown] of shows.entries()) {
      const snippet = snippets[index];
      if (snippet === undefined) continue;
      const output = await runIn(project.path, process.execPath, [writeSnippet(snippet)]);
      expect(output.trim(), `${page}:${snippet.line}`).toMatch(shown);
    }
  },
  60_000,
);

test("a bot trades what it trades with the whole package", async () => {
  const env = { OPENBELL_ADDRESS: server.grpcUrl };
  const bot = writeExample("sma-crossover.ts");
  const light = await runIn(project.path, process.execPath, [bot], env);
  const args = ["--conditions=openbell-source", "examples/typescript/sma-crossover.ts"];
  const whole = await runIn(checkout, process.execPath, args, env);
  const digest = /^net profit 14014\.4, digest ([0-9a-f]{64})$/m;
  expect(digest.exec(light)?.[1]).toMatch(/./);
  expect(digest.exec(light)?.[1]).toBe(digest.exec(whole)?.[1]);
}, 60_000);

/** Writes a program of a page into the project. Gives its name there. */
function writeSnippet({ page, line, text }: Snippet): string {
  const name = `${page.replace(/\W/g, "-")}-${line}.ts`;
  const host = new URL(server.grpcUrl).host;
  writeFileSync(join(project.path, name), text.replaceAll("127.0.0.1:50051", host));
  return name;
}

/** Writes an example into the project, in the words of its README for this package. */
function writeExample(name: string): string {
  const text = readFileSync(join(checkout, "examples/typescript", name), "utf8");
  const renamed = text
    .replaceAll('"openbell/client', '"openbell-client')
    .replaceAll('"openbell/contract', '"openbell-client/contract');
  writeFileSync(join(project.path, name), renamed);
  return name;
}

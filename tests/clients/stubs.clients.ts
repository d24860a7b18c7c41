/**
 * The contract makes stubs for languages that have no client here, with Debian's compiler and no
 * file of anybody else: `docs/clients/other-languages.md`, its commands and its programs as they
 * stand, against a server.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { checkout, filesBelow } from "../e2e/published-package.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";

const page = readFileSync(join(checkout, "docs/clients/other-languages.md"), "utf8");
/** A C++ compiler takes its time where others have the cores. */
const patienceMs = 1_200_000;

let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;
beforeAll(async () => {
  folder = await dataFolder();
  server = await startServerProcess(folder.path);
});
afterAll(async () => {
  await server?.kill();
  folder?.remove();
});

/** A language of the page: what it needs, and how its program is built and run. */
interface StubLanguage {
  /** Of the fences of its commands. */
  readonly name: string;
  /** Commands that fail where something is missing that the page says to install. */
  readonly needs: readonly string[];
  /** The blocks that are written to files, by the word of their fence. */
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
  readonly shows: RegExp;
}

const protoc = (plugin: string) => [
  "protoc --version",
  `which ${plugin}`,
  "test -f /usr/include/google/protobuf/timestamp.proto",
];

const languages: readonly StubLanguage[] = [
  {
    name: "cpp",
    needs: [...protoc("grpc_cpp_plugin"), "make --version", "pkg-config --exists grpc++ protobuf"],
    files: { cpp: "first.cc", make: "Makefile" },
    commands: ["make -j4 first", "./first"],
    shows: /^COMPLETED [0-9a-f]{64}$/,
  },
  {
    name: "ruby",
    needs: [...protoc("grpc_ruby_plugin"), `ruby -e 'require "grpc"'`],
    files: { ruby: "first.rb" },
    commands: [
      // The program uses one service; all of them load.
      'ruby -Istubs -e \'Dir["stubs/**/*.rb"].each { |file| require "./#{file}" }\'',
      "ruby -Istubs first.rb",
    ],
    shows: /^COMPLETED [0-9a-f]{64}\nopenbell\.dev SESSION_NOT_FOUND$/,
  },
  {
    name: "php",
    needs: [...protoc("grpc_php_plugin"), "test -f /usr/share/php/Google/Protobuf/Any.php"],
    files: { php: "first.php" },
    commands: [
      // The class that the stubs extend is in an extension: they are only read.
      "! find stubs -name '*.php' -print0 | xargs -0 -n1 php -l | grep -v '^No syntax errors'",
      "php first.php",
    ],
    shows: /^started ses_\S+$/,
  },
];

describe.each(languages)("$name", ({ name, needs, files, commands, shows }) => {
  const limit = { timeout: patienceMs };
  test("generates, compiles and runs as its page says", limit, async ({ skip }) => {
    for (const need of needs) {
      const missing = await shell(need, tmpdir()).then(
        () => undefined,
        () => `${need} fails`,
      );
      if (missing === undefined) continue;
      if (process.env.OPENBELL_REQUIRE_CLIENTS === "all") expect.fail(`${missing}: required`);
      console.log(`skipped: stubs of ${name}: ${missing}`);
      skip(missing);
    }
    const project = projectWithContract();
    for (const [fence, file] of Object.entries(files)) {
      writeFileSync(join(project, file), blockOf(fence));
    }
    await shell(blockOf(`sh ${name}`), project);
    let output = "";
    for (const command of commands) output = await shell(command, project);
    expect(output.trim()).toMatch(shows);
  });
});

test("the messages of C# and Kotlin come out too", async ({ skip }) => {
  for (const need of protoc("protoc")) {
    const isThere = await shell(need, tmpdir()).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    if (process.env.OPENBELL_REQUIRE_CLIENTS === "all") expect.fail(`${need} fails: required`);
    skip(`${need} fails`);
  }
  const project = projectWithContract();
  const contract = readdirSync(join(project, "proto/openbell/v1")).length;
  await shell("mkdir cs kt && protoc -I proto --csharp_out=cs proto/openbell/v1/*.proto", project);
  await shell("protoc -I proto --java_out=kt --kotlin_out=kt proto/openbell/v1/*.proto", project);
  expect(filesBelow(join(project, "cs")).filter((file) => file.endsWith(".cs"))).toHaveLength(
    contract,
  );
  expect(filesBelow(join(project, "kt"))).toContain("dev/openbell/v1/TurnKt.kt");
});

test("the contract imports nothing but itself and the well-known types", () => {
  const imports = readdirSync(join(checkout, "proto/openbell/v1")).flatMap((file) => {
    const text = readFileSync(join(checkout, "proto/openbell/v1", file), "utf8");
    return [...text.matchAll(/^import "(.*)";$/gm)].map(([, path = ""]) => path);
  });
  expect(imports.length).toBeGreaterThan(20);
  expect(imports.filter((path) => !/^(openbell\/v1|google\/protobuf)\//.test(path))).toEqual([]);
});

/** An empty folder with nothing but the contract. */
function projectWithContract(): string {
  const project = mkdtempSync(join(tmpdir(), "openbell-stubs-"));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  mkdirSync(join(project, "proto"));
  cpSync(join(checkout, "proto/openbell/v1"), join(project, "proto/openbell/v1"), {
    recursive: true,
  });
  expect(existsSync(join(project, "proto/openbell/v1/session.proto"))).toBe(true);
  return project;
}

/** The one block of the page under a fence, with this server's addresses. */
function blockOf(fence: string): string {
  const escaped = fence.replaceAll("+", "\\+");
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${escaped}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))];
  expect(
    blocks.map(([, text]) => text !== undefined),
    `blocks of ${fence}`,
  ).toEqual([true]);
  return (blocks[0]?.[1] ?? "")
    .replaceAll("127.0.0.1:50051", new URL(server.grpcUrl).host)
    .replaceAll("127.0.0.1:8080", new URL(server.httpUrl).host);
}

/** Runs commands. Gives what they write to their standard output; throws all that they wrote. */
async function shell(commands: string, cwd: string): Promise<string> {
  const options = { cwd, maxBuffer: 2 ** 26, env: { PATH: process.env.PATH } };
  const { stdout } = await promisify(execFile)("sh", ["-euc", commands], options);
  return stdout;
}

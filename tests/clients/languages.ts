/** The languages that have a client: what each needs, how its adapter is built and started. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Command } from "./adapter-process.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cache = join(root, "node_modules/.cache/openbell-clients");

/** A language that has a client. */
export interface Language {
  /** Name of its folders in gen/, examples/ and tests/clients/. */
  readonly name: string;
  /** Programs that must be in PATH. */
  readonly tools: readonly string[];
  /** Builds the adapter; what was built before is used as far as it is fresh. */
  readonly build: () => Promise<void>;
  /** The clients that its adapter has, by name: some languages have two. */
  readonly adapters: Readonly<Record<string, Command>>;
  /** Builds the programs of `examples/`; the client is built before. */
  readonly buildExamples: () => Promise<void>;
  /** A program of `examples/`, by its name in small letters with `_` between words. */
  readonly example: (name: string) => Command;
}

const folder = (name: string) => join(root, "tests/clients", name);
const built = (name: string) => join(cache, name);

/** The language of the reference: what the others are compared with. */
export const typescript: Language = {
  name: "typescript",
  tools: [],
  build: async () => {},
  adapters: {
    typescript: { program: process.execPath, args: [join(folder("typescript"), "adapter.ts")] },
  },
  buildExamples: async () => {},
  example: (name) => ({
    program: process.execPath,
    args: ["--conditions=openbell-source", `examples/typescript/${name.replaceAll("_", "-")}.ts`],
  }),
};

const venvPython = join(built("python"), "venv/bin/python");
const pythonAdapter = (client: string): Command => ({
  program: venvPython,
  args: [join(folder("python"), "adapter.py"), client],
  env: { PYTHONDONTWRITEBYTECODE: "1" },
});

const python: Language = {
  name: "python",
  tools: ["python3"],
  async build() {
    const venv = join(built("python"), "venv");
    if (!existsSync(venvPython)) await run("python3", ["-m", "venv", "--clear", venv]);
    const source = copied("gen/python", join(built("python"), "source"));
    const quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(venvPython, [...quiet, source]);
    // The version is that of last time, so a changed client would count as installed.
    await run(venvPython, [...quiet, "--force-reinstall", "--no-deps", source]);
  },
  adapters: { "python sync": pythonAdapter("sync"), "python aio": pythonAdapter("aio") },
  buildExamples: async () => {},
  example: (name) => ({ program: venvPython, args: [`examples/python/${name}.py`] }),
};

const go: Language = {
  name: "go",
  tools: ["go"],
  build: () => run("go", ["build", "-o", join(built("go"), "adapter"), "."], folder("go")),
  adapters: { go: { program: join(built("go"), "adapter"), args: [] } },
  async buildExamples() {
    mkdirSync(join(built("go"), "examples"), { recursive: true });
    const target = `${join(built("go"), "examples")}/`;
    await run("go", ["build", "-o", target, "./..."], join(root, "examples/go"));
  },
  example: (name) => ({ program: join(built("go"), "examples", name), args: [] }),
};

// Maven makes `target/adapter.jar`, which runs by itself, and `target/examples.jar`, which has
// everything that its classes need; each example is a class without a package.
const javaAdapter = join(built("java"), "adapter");
const javaExamples = join(built("java"), "examples");
const maven = (goal: string, source: string) => {
  const repository = `-Dmaven.repo.local=${join(built("java"), "repository")}`;
  return run("mvn", ["--quiet", "--batch-mode", repository, "-DskipTests", goal], source);
};

const java: Language = {
  name: "java",
  tools: ["java", "mvn"],
  async build() {
    await maven("install", copied("gen/java", join(built("java"), "client")));
    await maven("package", copied("tests/clients/java", javaAdapter));
  },
  adapters: { java: { program: "java", args: ["-jar", join(javaAdapter, "target/adapter.jar")] } },
  async buildExamples() {
    await maven("package", copied("examples/java", javaExamples));
  },
  example: (name) => ({
    program: "java",
    args: ["-cp", join(javaExamples, "target/examples.jar"), javaClass(name)],
  }),
};

/** `sma_crossover` as `SmaCrossover`. */
function javaClass(name: string): string {
  return name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}

const rust: Language = {
  name: "rust",
  tools: ["cargo"],
  build: () => cargo(folder("rust")),
  adapters: { rust: { program: join(built("rust"), "release/adapter"), args: [] } },
  buildExamples: () => cargo(join(root, "examples/rust")),
  example: (name) => ({ program: join(built("rust"), "release", name), args: [] }),
};

function cargo(source: string): Promise<void> {
  return run("cargo", ["build", "--quiet", "--release"], source, {
    CARGO_TARGET_DIR: built("rust"),
  });
}

/** How long a build may take, in milliseconds: from nothing, packages are fetched and compiled. */
export const buildMs = 900_000;

/** All of them. */
export const languages: readonly Language[] = [typescript, python, go, java, rust];

/** Why a language cannot be tested here; undefined when it can. */
export function whyAbsent({ name, tools }: Language): string | undefined {
  const missing = tools.filter((tool) => !isInPath(tool));
  if (missing.length > 0) return `${missing.join(" and ")} not in PATH`;
  return existsSync(folder(name)) ? undefined : `there is no tests/clients/${name}`;
}

/** Whether an absent language is a failure, by OPENBELL_REQUIRE_CLIENTS: `all`, or a list. */
export function isRequired({ name }: Language): boolean {
  const required = (process.env.OPENBELL_REQUIRE_CLIENTS ?? "").split(",");
  return required.includes("all") || required.includes(name);
}

function isInPath(program: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((each) => existsSync(join(each, program)));
}

/**
 * A copy, for tools that build beside the source. What was made in it before stays, so that only
 * what changed is built anew.
 */
function copied(path: string, target: string): string {
  mkdirSync(target, { recursive: true });
  rmSync(join(target, "src"), { recursive: true, force: true });
  const isSource = (file: string) =>
    !/[/\\](target|build|__pycache__|[^/\\]*\.egg-info)$/.test(file);
  cpSync(join(root, path), target, { recursive: true, filter: isSource });
  return target;
}

/** Runs a program to its end; throws with what it said when it fails. */
async function run(
  program: string,
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 28 };
  await promisify(execFile)(program, [...args], options);
}

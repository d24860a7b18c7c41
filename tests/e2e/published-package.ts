/** The package as npm would publish it, in a project that depends on it. */
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compileCacheEnv } from "./compile-cache.ts";

/** The root of the checkout. */
export const checkout: string = fileURLToPath(new URL("../../", import.meta.url));
const start = promisify(execFile);

/** A project with nothing but the package and the packages that it declares. */
export interface DependentProject {
  readonly path: string;
  /** Folder of the package in the project. */
  readonly packagePath: string;
  /** Folders that the package must know nothing of, for it was made in them. */
  readonly origins: readonly string[];
  /** Size of what is downloaded, in bytes. */
  readonly packedBytes: number;
  remove(): void;
}

/**
 * Builds and packs a copy of the checkout, and unpacks it in a project. No network is used: what
 * the package declares is linked from the checkout, and nothing else is.
 */
export async function installPublished(): Promise<DependentProject> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "openbell-package-")));
  const remove = () => rmSync(base, { recursive: true, force: true });
  try {
    const [origin, path] = [join(base, "origin"), join(base, "project")];
    copyCheckout(origin);
    const archive = await pack(origin, base);
    const packagePath = join(path, "node_modules", "openbell");
    mkdirSync(packagePath, { recursive: true });
    await runIn(base, "tar", ["-xzf", archive, "--strip-components=1", "-C", packagePath]);
    linkDeclared(path, packagePath);
    const packedBytes = statSync(archive).size;
    return { path, packagePath, origins: [origin, checkout], packedBytes, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Links what the package declares, and the types of Node.js, which every project has. */
function linkDeclared(path: string, packagePath: string): void {
  for (const name of [...Object.keys(manifestOf(packagePath).dependencies), "@types/node"]) {
    const link = join(path, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, "node_modules", name), link, "junction");
  }
}

/** What the package says of itself. */
export function manifestOf(packagePath: string): {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(packagePath, "package.json"), "utf8"));
}

/** Every file below a folder, as paths from it with slashes, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** Runs a program in a plain environment. Throws what it wrote unless it ends well. */
export async function runIn(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  const options = {
    cwd: folder,
    env: { ...compileCacheEnv(), PATH: path, HOME: process.env.HOME, NO_COLOR: "1", ...env },
    maxBuffer: 16 * 1024 * 1024,
  };
  const { stdout } = await start(program, [...args], options).catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
  return stdout;
}

/** All that a fresh clone after `npm run setup` has and a build needs. */
function copyCheckout(target: string): void {
  const left = ["node_modules", ".git", "dist", "coverage", "data"];
  cpSync(checkout, target, {
    recursive: true,
    filter: (path) => !left.includes(relative(checkout, path)),
  });
  symlinkSync(join(checkout, "node_modules"), join(target, "node_modules"), "junction");
}

/** Packs a checkout as `npm publish` does, its build included. Gives the archive's path. */
async function pack(folder: string, target: string): Promise<string> {
  const cache = join(target, "npm");
  const args = ["pack", "--json", "--loglevel=error", "--pack-destination", target];
  await runIn(folder, "npm", args, { npm_config_cache: cache });
  const archive = readdirSync(target).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) throw new Error("npm pack made no archive");
  return join(target, archive);
}

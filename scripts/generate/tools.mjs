// How the generators find the repository and run programs.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where generators keep tools that they install; safe to remove at any time. */
export const toolCache = join(root, "node_modules/.cache/openbell-tools");

/** The contract, and the only folder that languages other than the server's own are made of. */
export const contractFolder = "proto/openbell/v1";

/** A language's tools are not on this machine, for a reason that a person can act upon. */
export class ToolchainAbsent extends Error {}

/**
 * Runs a program to its end and returns its standard output. Throws with what it said when it
 * fails, and ToolchainAbsent when there is no such program.
 */
export function run(program, args, { cwd = root, env = {}, encoding = "utf8" } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    encoding,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
  });
  if (result.error?.code === "ENOENT") throw new ToolchainAbsent(`${program} is not in PATH`);
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) {
    const said = `${result.stdout}${result.stderr}`.trim();
    throw new Error(`${[program, ...args].join(" ")} failed (${result.status}):\n${said}`);
  }
  return result.stdout;
}

/** As `run`, for a step that installs: when it fails the toolchain counts as absent. */
export function install(program, args, options) {
  try {
    run(program, args, options);
  } catch (error) {
    throw new ToolchainAbsent(error.message);
  }
}

/** Runs the pinned buf; its plugins are looked for in `plugins`, then in node_modules/.bin. */
export function buf(args, { plugins = [], encoding } = {}) {
  const packageFolder = join(root, "node_modules/@bufbuild/buf");
  const { bin } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const path = [...plugins, join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  return run(process.execPath, [join(packageFolder, bin.buf), ...args], {
    env: { PATH: path },
    encoding,
  });
}

/** The .proto files of the contract, relative to proto/, in alphabetical order. */
export function contractFiles() {
  return readdirSync(join(root, contractFolder))
    .filter((name) => name.endsWith(".proto"))
    .sort()
    .map((name) => `${contractFolder}/${name}`.slice("proto/".length));
}

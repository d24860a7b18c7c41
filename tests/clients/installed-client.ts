/** The client's own package as npm would publish it, in a project that installed it with npm. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkout, manifestOf, runIn } from "../e2e/published-package.ts";

/** A project with the client in it. */
export interface ClientProject {
  readonly path: string;
  /** Folder of the package in the project. */
  readonly packagePath: string;
  /** Folders that the package must know nothing of, for it was made in them. */
  readonly origins: readonly string[];
  /** Size of what is downloaded of the client itself, in bytes. */
  readonly packedBytes: number;
  /** How long npm took, its download left out, in milliseconds. */
  readonly installMs: number;
  remove(): void;
}

/** What a build of the client needs; that nothing else does is part of the test. */
const sources = ["package.json", "tsconfig.json", "tsconfig.build.json", "tsconfig.client.json"];
const folders = ["src/client", "gen/ts", "scripts"];

/**
 * Packs the client, and has npm install it. No network is used: npm finds the packages that the
 * client declares as archives beside it, made of those of the checkout.
 */
export async function installClient(): Promise<ClientProject> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "openbell-client-")));
  const remove = () => rmSync(base, { recursive: true, force: true });
  try {
    const [origin, archives, path] = ["origin", "archives", "project"].map((name) =>
      join(base, name),
    ) as [string, string, string];
    for (const each of [...sources, ...folders]) {
      const isSource = (file: string) => file !== join(checkout, "gen/ts/dist");
      cpSync(join(checkout, each), join(origin, each), { recursive: true, filter: isSource });
    }
    symlinkSync(join(checkout, "node_modules"), join(origin, "node_modules"), "junction");
    const client = await pack(join(origin, "gen/ts"), join(archives, "client"));
    const installed = [client];
    for (const name of Object.keys(manifestOf(join(origin, "gen/ts")).dependencies)) {
      const from = join(checkout, "node_modules", name);
      installed.push(await pack(from, join(archives, name), ["--ignore-scripts"]));
    }
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "package.json"), JSON.stringify({ type: "module", private: true }));
    const started = performance.now();
    const quiet = ["--offline", "--no-audit", "--no-fund", "--loglevel=error"];
    await runIn(path, "npm", ["install", ...quiet, ...installed], { npm_config_cache: base });
    const installMs = performance.now() - started;
    linkTypesOfNode(path);
    const packagePath = join(path, "node_modules/openbell-client");
    const packedBytes = statSync(client).size;
    return { path, packagePath, origins: [origin, checkout], packedBytes, installMs, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Packs a package as `npm publish` does, its build included. Gives the archive's path. */
async function pack(folder: string, target: string, more: readonly string[] = []): Promise<string> {
  mkdirSync(target, { recursive: true });
  const cache = { npm_config_cache: join(target, "npm") };
  await runIn(folder, "npm", ["pack", "--pack-destination", target, ...more], cache);
  const archive = readdirSync(target).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) throw new Error(`npm pack made no archive of ${folder}`);
  return join(target, archive);
}

/** Every project that checks types has those of Node.js. */
function linkTypesOfNode(path: string): void {
  for (const name of ["@types/node", "undici-types"]) {
    const link = join(path, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, "node_modules", name), link, "junction");
  }
}

/**
 * Builds the published forms. Nothing else needs a build: Node runs the sources of a checkout, but
 * strips no types below `node_modules`.
 *
 *   node scripts/build.mjs           dist: all of `src` and `gen/ts`, and beside it the files that
 *                                    the program reads from its own folders
 *   node scripts/build.mjs client    gen/ts/dist: the client, and the contract, without the server
 */
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [form = "server"] = process.argv.slice(2);
if (form === "server") {
  compile("tsconfig.build.json", "dist");
  cpSync(join(root, "src"), join(root, "dist/src"), { recursive: true, filter: isReadAtRuntime });
} else if (form === "client") {
  compile("tsconfig.client.json", "gen/ts/dist");
} else {
  console.error(`nothing is called ${form}; there are server, client`);
  process.exit(1);
}

/** Makes `target` anew: what was removed from the sources must not be published from before. */
function compile(project, target) {
  rmSync(join(root, target), { recursive: true, force: true });
  const tsc = fileURLToPath(import.meta.resolve("typescript/package.json"));
  const { status, error } = spawnSync(
    process.execPath,
    [join(dirname(tsc), "bin", "tsc"), "-p", join(root, project)],
    { stdio: "inherit" },
  );
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Migrations and instruments: whatever lies in the sources and is neither code nor its manual. */
function isReadAtRuntime(path) {
  return statSync(path).isDirectory() || !/\.(ts|md)$/.test(path);
}

/**
 * Builds the published form: `dist` holds what `tsc` makes of `src` and `gen/ts`, and beside it the
 * files that the program reads from its own folders. Nothing else needs a build: Node runs the
 * sources of a checkout, but strips no types below `node_modules`.
 */
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src");
const target = join(root, "dist");

// What was removed from the sources must not be published from an older build.
rmSync(target, { recursive: true, force: true });
compile();
cpSync(source, join(target, "src"), { recursive: true, filter: isReadAtRuntime });

function compile() {
  const tsc = fileURLToPath(import.meta.resolve("typescript/package.json"));
  const { status, error } = spawnSync(
    process.execPath,
    [join(dirname(tsc), "bin", "tsc"), "-p", join(root, "tsconfig.build.json")],
    { stdio: "inherit" },
  );
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Migrations and instruments: whatever lies in the sources and is neither code nor its manual. */
function isReadAtRuntime(path) {
  return statSync(path).isDirectory() || !/\.(ts|md)$/.test(path);
}

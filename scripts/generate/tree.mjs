// Compares and replaces generated files.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Paths below `made` or `kept` that the generator owns and whose content differs, in order. */
export function differences(made, kept, owned) {
  return owned
    .flatMap((path) => [...new Set([...filesIn(made, path), ...filesIn(kept, path)])])
    .filter((file) => !sameContent(join(made, file), join(kept, file)))
    .sort();
}

/** Makes `kept` equal to `made` in the given files. Files that were not made are removed. */
export function replace(made, kept, files) {
  for (const file of files) {
    if (existsSync(join(made, file))) cpSync(join(made, file), join(kept, file));
    else rmSync(join(kept, file));
  }
}

function filesIn(folder, path) {
  const start = join(folder, path);
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [path];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => entry.name !== "__pycache__")
    .flatMap((entry) => filesIn(folder, `${path}/${entry.name}`));
}

function sameContent(a, b) {
  return existsSync(a) && existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

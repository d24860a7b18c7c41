import fs from "node:fs";
import path from "node:path";
import { StoreError } from "../store-error.ts";

/**
 * Makes the folder, readable by its owner only, if it is not there. What it makes is on disk when
 * it returns. Throws a StoreError, UNUSABLE, when there can be no such folder.
 */
export function prepareFolder(folder: string): void {
  try {
    const made = fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (made === undefined) return;
    for (let at = folder; at.length >= made.length; at = path.dirname(at)) {
      syncFolder(path.dirname(at));
    }
  } catch (cause) {
    const code = codeOf(cause);
    const reason =
      code === "EEXIST" || code === "ENOTDIR"
        ? "a file stands in its way"
        : (reasonAbove(folder) ?? code);
    throw new StoreError("UNUSABLE", `The folder ${folder} cannot be made: ${reason}`, { cause });
  }
}

/** Why nothing can be made there. Node itself says ENOENT where the disk is read-only. */
function reasonAbove(folder: string): unknown {
  let above = path.dirname(folder);
  while (!fs.existsSync(above) && above !== path.dirname(above)) above = path.dirname(above);
  try {
    fs.accessSync(above, fs.constants.W_OK);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}

/** Makes sure that the entries of a folder are on disk. */
export function syncFolder(folder: string): void {
  // Windows has no way to sync a folder, and needs none: its entries are in a journal.
  if (process.platform === "win32") return;
  const descriptor = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files whose names begin so are unfinished: readers pass them over, an import removes them. */
export const TEMPORARY_PREFIX = ".tmp-";

/**
 * Puts a file in place in one step: after a crash at any point it is there whole, or not at all
 * (then what was there before still is). Returns when it is on disk, its name included.
 */
export async function putFile(directory: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(directory, `${TEMPORARY_PREFIX}${name}`);
  const file = await open(temporary, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(directory, name));
  await syncDirectory(directory);
}

/** The content of a file; undefined when there is none, which is no error. */
export async function readIfPresent(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

/** Makes a directory and those above it. Returns when their names are on disk. */
export async function makeDirectory(directory: string): Promise<void> {
  const firstMade = await mkdir(directory, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = directory; made.length >= firstMade.length; made = dirname(made)) {
    await syncDirectory(dirname(made));
  }
}

/** Writes a directory to disk: a new name in it lasts only from then on. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows has no way to flush a directory and refuses to open one.
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

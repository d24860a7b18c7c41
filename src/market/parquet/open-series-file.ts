import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { CatalogError } from "../catalog.ts";
import {
  replacedFilePath,
  type SeriesFile,
  type SeriesIndex,
  seriesFilePath,
} from "./series-index.ts";

/** Files of a process that were found to be what was imported, by their paths. */
export type VerifiedFiles = Set<string>;

/**
 * Opens a file of a series. It is compared with its index first, unless it was before.
 * @throws Error for a file that is missing or not what was imported.
 */
export async function openSeriesFile(
  catalogDir: string,
  index: SeriesIndex,
  file: SeriesFile,
  verified: VerifiedFiles,
): Promise<FileHandle> {
  const path = seriesFilePath(catalogDir, index, file);
  const handle = await openFile(path, replacedFilePath(catalogDir, file));
  try {
    if (!verified.has(path)) await verify(handle, file);
    verified.add(path);
    return handle;
  } catch (problem) {
    await handle.close();
    throw problem;
  }
}

/** What the reader of a series is told when one of its files cannot be read. */
export function unreadable(path: string, cause: unknown): CatalogError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const advice = "Import the data again, or restore the file from a backup.";
  return new CatalogError([`${path} cannot be read: ${reason}. ${advice}`], { cause });
}

/** A file that an import replaced since this catalog was opened waits elsewhere. */
async function openFile(path: string, replacedPath: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (missing) {
    return open(replacedPath, "r").catch(() => {
      throw missing;
    });
  }
}

/** Parquet carries no checksum that its readers check: a flipped bit would pass for a price. */
async function verify(handle: FileHandle, file: SeriesFile): Promise<void> {
  const { size } = await handle.stat();
  if (size !== file.bytes) {
    throw new Error(`it has ${size} bytes, and ${file.bytes} were imported`);
  }
  const hash = createHash("sha256");
  const chunks = handle.createReadStream({ start: 0, autoClose: false });
  for await (const chunk of chunks) hash.update(chunk);
  if (hash.digest("hex") !== file.sha256) {
    throw new Error("its content is not what was imported (SHA-256 differs)");
  }
}

/** Whether a file is there and is what was imported; otherwise what is wrong with it. */
export async function fileProblem(
  catalogDir: string,
  index: SeriesIndex,
  file: SeriesFile,
): Promise<string | undefined> {
  const path = seriesFilePath(catalogDir, index, file);
  try {
    const handle = await open(path, "r");
    try {
      await verify(handle, file);
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

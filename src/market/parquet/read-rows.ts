import type { FileHandle } from "node:fs/promises";
import type { RowBatch } from "../row-batch.ts";
import { openSeriesFile, unreadable, type VerifiedFiles } from "./open-series-file.ts";
import { readSeriesFile } from "./read-series-file.ts";
import { type SeriesIndex, seriesFilePath } from "./series-index.ts";

/**
 * Rows of a series whose first time lies from one instant up to another, file by file, decoded for
 * this reader alone. Each file is compared with its index once, when it is first read.
 * @throws CatalogError for a file that is missing or not what was imported.
 */
export async function* readRows(
  catalogDir: string,
  index: SeriesIndex,
  fromNs: bigint,
  toNs: bigint,
  verified: VerifiedFiles,
): AsyncGenerator<RowBatch> {
  for (const file of index.files) {
    if (file.last_ns < fromNs || file.first_ns >= toNs) continue;
    let handle: FileHandle | undefined;
    try {
      handle = await openSeriesFile(catalogDir, index, file, verified);
      yield* readSeriesFile(handle, index.kind, fromNs, toNs);
    } catch (cause) {
      throw unreadable(seriesFilePath(catalogDir, index, file), cause);
    } finally {
      await handle?.close();
    }
  }
}

import { doublesOfUnits } from "../price-units.ts";
import type { RowBatch } from "../row-batch.ts";
import type { SeriesBatch } from "../series-catalog.ts";
import { KIND_COLUMNS, type SeriesKind } from "../series-kind.ts";
import { firstFrom } from "../venue-dates.ts";
import { viewSeries } from "../view-series.ts";
import { openSeriesFile, unreadable, type VerifiedFiles } from "./open-series-file.ts";
import { type FileGroup, type ScannedFile, scanSeriesFile } from "./read-series-file.ts";
import type { GroupSource, RowGroupCache } from "./row-group-cache.ts";
import { type SeriesFile, type SeriesIndex, seriesFilePath } from "./series-index.ts";

/**
 * Series of a catalog, read out of row groups that are decoded once for all who read them. A file
 * is open only while something is decoded, so a reader that rests holds none.
 */
export class SharedRows {
  readonly #catalogDir: string;
  readonly #verified: VerifiedFiles;
  readonly #cache: RowGroupCache;
  /** The groups of the files that were read before, by the hashes of the files. */
  readonly #groups = new Map<string, Promise<readonly FileGroup[]>>();

  constructor(catalogDir: string, verified: VerifiedFiles, cache: RowGroupCache) {
    this.#catalogDir = catalogDir;
    this.#verified = verified;
    this.#cache = cache;
  }

  /**
   * Rows whose first time lies from one instant up to another, a batch for each group that has any.
   * Nobody may write into the columns: others read them.
   * @throws CatalogError for a file that is missing or not what was imported.
   */
  async *read(index: SeriesIndex, fromNs: bigint, toNs: bigint): AsyncGenerator<SeriesBatch> {
    // Who has gone through a whole group is likely to want the next one, too.
    let isGoingOn = false;
    let letGoAhead = () => {};
    for (const file of index.files) {
      if (file.last_ns < fromNs || file.first_ns >= toNs) continue;
      try {
        const groups = (await this.#groupsOf(index, file)).filter(
          ({ firstNs, lastNs }) => lastNs >= fromNs && firstNs < toNs,
        );
        for (const [at, group] of groups.entries()) {
          const lent = await this.#cache.lend(this.#sourceOf(index, file, group));
          letGoAhead();
          try {
            const next = groups[at + 1];
            if (isGoingOn && next !== undefined) {
              letGoAhead = this.#cache.prepare(this.#sourceOf(index, file, next));
            }
            const { timeNs } = lent.rows;
            const [from, to] = [firstFrom(timeNs, fromNs), firstFrom(timeNs, toNs)];
            if (from < to) yield viewSeries(lent.rows, from, to);
            isGoingOn = true;
          } finally {
            lent.giveBack();
          }
        }
      } catch (cause) {
        throw unreadable(seriesFilePath(this.#catalogDir, index, file), cause);
      } finally {
        letGoAhead();
      }
    }
  }

  #sourceOf(index: SeriesIndex, file: SeriesFile, group: FileGroup): GroupSource {
    return {
      // A file has the hash of its bytes, so that no import changes what a key means.
      key: `${file.sha256} ${group.rowStart}`,
      bytes: (group.rowEnd - group.rowStart) * rowBytesOf(index.kind),
      decode: () => this.#decode(index, file, group),
    };
  }

  #groupsOf(index: SeriesIndex, file: SeriesFile): Promise<readonly FileGroup[]> {
    const known = this.#groups.get(file.sha256);
    if (known !== undefined) return known;
    const groups = this.#scan(index, file, async ({ groups }) => groups);
    this.#groups.set(file.sha256, groups);
    // What cannot be read now may be there again tomorrow.
    groups.catch(() => this.#groups.delete(file.sha256));
    return groups;
  }

  #decode(index: SeriesIndex, file: SeriesFile, group: FileGroup): Promise<SeriesBatch> {
    return this.#scan(index, file, async ({ read }) => seriesBatchOf(await read(group)));
  }

  async #scan<Found>(
    index: SeriesIndex,
    file: SeriesFile,
    find: (scanned: ScannedFile) => Promise<Found>,
  ): Promise<Found> {
    const handle = await openSeriesFile(this.#catalogDir, index, file, this.#verified);
    try {
      return await find(await scanSeriesFile(handle, index.kind));
    } finally {
      await handle.close();
    }
  }
}

/** Bytes of a row in the columns of a batch. */
function rowBytesOf(kind: SeriesKind): number {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const wide = times.length + prices.length + quantities.length;
  return 8 * wide + (hasDate ? 4 : 0) + (hasSide ? 4 : 0);
}

function seriesBatchOf(rows: RowBatch): SeriesBatch {
  const [timeNs = new BigInt64Array(), knownNs = timeNs] = rows.times;
  return {
    kind: rows.kind,
    length: rows.length,
    timeNs,
    knownNs,
    date: rows.dates,
    prices: rows.prices.map(doublesOfUnits),
    quantities: rows.quantities,
    sides: rows.sides,
  };
}

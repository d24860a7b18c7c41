import { join } from "node:path";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import { NS_PER_DAY } from "../../domain/instant.ts";
import { epochDayOf, type TradingDate, tradingDateOf } from "../../domain/trading-date.ts";
import { type Hole, holeBetween } from "../hole.ts";
import { type Interval, parseInterval } from "../interval.ts";
import type { StagedFile } from "../parquet/commit-series.ts";
import { SeriesFileWriter } from "../parquet/series-file-writer.ts";
import { firstRowFrom, knownAt, type RowBatch, timeAt, viewRows } from "../row-batch.ts";
import type { SeriesKey } from "../series-kind.ts";

/** Where and for which series files are written. */
export interface YearWriting {
  readonly directory: string;
  readonly key: SeriesKey;
  readonly calendar: Calendar;
}

/** Writes ascending rows of a series into a file for each year, and finds holes on the way. */
export class YearWriter {
  readonly #writing: YearWriting;
  readonly #interval: Interval | undefined;
  /** Begins the names of the files, so that writers share a folder. */
  readonly #prefix: string;
  readonly #files: StagedFile[] = [];
  #year: OpenYear | undefined;

  constructor(writing: YearWriting, prefix: string) {
    this.#writing = writing;
    this.#prefix = prefix;
    this.#interval = parseInterval(writing.key.interval);
  }

  /** Time of the last row written; undefined before the first. */
  get lastNs(): bigint | undefined {
    return this.#year?.lastNs;
  }

  /** Appends rows, which come after all those before them. */
  async write(batch: RowBatch): Promise<void> {
    let from = 0;
    while (from < batch.length) {
      const year = yearOf(timeAt(batch, from));
      if (this.#year?.year !== year) {
        await this.#endYear();
        this.#year = await this.#startYear(year);
      }
      const to = firstRowFrom(batch, startOfYear(year + 1));
      const rows = from === 0 && to === batch.length ? batch : viewRows(batch, from, to);
      this.#year.look(rows);
      await this.#year.file.write(rows);
      from = to;
    }
  }

  /** Ends the last file. Gives all, one for each year that had a row, ascending. */
  async finish(): Promise<readonly StagedFile[]> {
    await this.#endYear();
    return this.#files;
  }

  /** Lets go of an unfinished file. */
  async abandon(): Promise<void> {
    await this.#year?.file.close();
  }

  async #startYear(year: number): Promise<OpenYear> {
    const { directory, key, calendar } = this.#writing;
    const path = join(directory, `${this.#prefix}-${year}.parquet`);
    const facts = { symbol: key.symbol, kind: key.kind, interval: key.interval };
    const file = await SeriesFileWriter.create(path, key.kind, facts);
    return new OpenYear(year, file, calendar, this.#interval);
  }

  async #endYear(): Promise<void> {
    const ended = this.#year;
    if (ended !== undefined) this.#files.push(await ended.finish());
    this.#year = undefined;
  }
}

/** The year that rows are written to. */
class OpenYear {
  readonly year: number;
  readonly file: SeriesFileWriter;
  readonly #calendar: Calendar;
  readonly #interval: Interval | undefined;
  readonly #holes: Hole[] = [];
  readonly #extraDates: TradingDate[] = [];
  #firstNs: bigint | undefined;
  #endNs = -(2n ** 63n);
  #firstDate = 0;
  #lastDate = 0;
  lastNs = 0n;

  constructor(
    year: number,
    file: SeriesFileWriter,
    calendar: Calendar,
    interval: Interval | undefined,
  ) {
    this.year = year;
    this.file = file;
    this.#calendar = calendar;
    this.#interval = interval;
  }

  look(rows: RowBatch): void {
    const isDaily = this.#interval?.unit === "day";
    // A gap shorter than this cannot be a hole; nearly all are, and cost one comparison.
    const quietNs = isDaily ? 0n : 29n * 60_000_000_000n;
    for (let row = 0; row < rows.length; row++) {
      const startNs = timeAt(rows, row);
      if (this.#firstNs !== undefined && startNs - this.#endNs > quietNs) {
        const hole = holeBetween(this.#calendar, this.#interval, this.#endNs, startNs);
        if (hole !== undefined) this.#holes.push(hole);
      }
      this.#firstNs ??= startNs;
      const endNs = knownAt(rows, row);
      if (endNs > this.#endNs) this.#endNs = endNs;
      if (isDaily) this.#lookForExtra(rows.dates[row] ?? 0);
    }
    if (rows.dates.length > 0) {
      this.#firstDate ||= rows.dates[0] ?? 0;
      this.#lastDate = rows.dates[rows.length - 1] ?? 0;
    }
    this.lastNs = timeAt(rows, rows.length - 1);
  }

  async finish(): Promise<StagedFile> {
    const { path, ...written } = await this.file.finish();
    const dates =
      this.#firstDate === 0 ? {} : { first_date: this.#firstDate, last_date: this.#lastDate };
    const file = {
      year: this.year,
      ...written,
      first_ns: this.#firstNs ?? 0n,
      last_ns: this.lastNs,
      end_ns: this.#endNs,
      ...dates,
      extra_dates: this.#extraDates,
      holes: this.#holes.map(({ fromNs, toNs }) => ({ from_ns: fromNs, to_ns: toNs })),
    };
    return { path, file };
  }

  #lookForExtra(date: TradingDate): void {
    const isSession = this.#calendar.covers(date) && this.#calendar.session(date) !== undefined;
    if (!isSession) this.#extraDates.push(date);
  }
}

/** The year of an instant, UTC. */
export function yearOf(instant: bigint): number {
  const day = instant / NS_PER_DAY - (instant % NS_PER_DAY < 0n ? 1n : 0n);
  return Math.floor(tradingDateOf(Number(day)) / 10_000);
}

/** The first instant of a year, UTC. */
export function startOfYear(year: number): bigint {
  return BigInt(epochDayOf(year * 10_000 + 101)) * NS_PER_DAY;
}

import type { Calendar } from "../../domain/calendar/calendar.ts";
import { epochDayOf } from "../../domain/trading-date.ts";
import type { Finding } from "../finding.ts";
import type { Instrument } from "../instrument.ts";
import { type Interval, parseInterval, TICK } from "../interval.ts";
import { unitsOfIncrement } from "../price-units.ts";
import { BATCH_ROWS, createRowBatch, type RowBatch } from "../row-batch.ts";
import { isBarKind, KIND_COLUMNS, type SeriesKey, type SeriesKind } from "../series-kind.ts";
import { findLayout, type Layout } from "./layout.ts";
import type { Source } from "./open-source.ts";
import { readLines } from "./read-lines.ts";
import { RowQuality } from "./row-quality.ts";
import { RowReader } from "./row-reader.ts";
import { RowTimes } from "./row-times.ts";
import { SourceError } from "./source-error.ts";
import { type Delimiter, findDelimiter, splitLine } from "./split-line.ts";
import {
  type DateOrder,
  findTimeFormat,
  millisecondsOfDay,
  type TimeFormat,
} from "./time-format.ts";

/** What the command line says of a file; everything has a default that its first lines give. */
export interface SourceRequest {
  readonly kind?: SeriesKind;
  readonly interval?: Interval;
  /** IANA zone of times that do not say their own; default: the venue's. */
  readonly timeZone?: string;
  readonly stamp?: "open" | "close";
  readonly day?: "session" | "clock";
  readonly dateOrder?: DateOrder;
  /** Our columns and the file's. */
  readonly columns?: ReadonlyMap<string, string>;
  /** Round prices to the instrument's increment: for files that were made from binary fractions. */
  readonly roundPrices?: boolean;
}

/** What surrounds a file. */
export interface SourceContext {
  readonly instrument: Instrument;
  readonly calendar: Calendar;
  /** With pre- and post-market. */
  readonly extendedCalendar: Calendar;
  readonly nowNs: bigint;
}

/** How a file was understood, and what it held. */
export interface SourceReport {
  readonly name: string;
  readonly sha256: string;
  readonly layout: string;
  readonly kind: SeriesKind;
  readonly interval: string;
  readonly timeFormat: string;
  readonly timeZone: string;
  readonly stamp: "open" | "close" | undefined;
  /** Columns of the kind that the file lacks, and those of the file that are not imported. */
  readonly absent: readonly string[];
  readonly passedOver: readonly string[];
  readonly rows: number;
  readonly firstNs: bigint;
  readonly lastNs: bigint;
  readonly findings: readonly Finding[];
}

/** Something in a file that cannot be imported. */
export interface LineProblem {
  readonly file: string;
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number;
  readonly problem: string;
}

/** Lines that are told of; a file in another format has a problem on each. */
export const PROBLEMS_MAX = 100;

/** How a file is read, settled by its first row. */
interface Understanding {
  readonly layout: Layout;
  readonly delimiter: Delimiter;
  readonly format: TimeFormat;
  readonly timeZone: string;
  readonly stamp: "open" | "close";
  readonly interval: Interval | undefined;
  readonly reader: RowReader;
  readonly quality: RowQuality;
}

/**
 * Reads a file's rows in batches, in the order of the file. After it has ended, `report` and
 * `problems` say how it went; with problems the rows that were handed over must not be used.
 */
export class SourceReader {
  readonly problems: LineProblem[] = [];
  readonly #source: Source;
  readonly #request: SourceRequest;
  readonly #context: SourceContext;
  #understanding: Understanding | undefined;
  #pendingHeader: { readonly cells: readonly string[]; readonly delimiter: Delimiter } | undefined;
  #line = 0;
  #rows = 0;
  #firstNs = 2n ** 63n - 1n;
  #lastNs = -(2n ** 63n);

  constructor(source: Source, request: SourceRequest, context: SourceContext) {
    this.#source = source;
    this.#request = request;
    this.#context = context;
  }

  /** The rows. What cannot be read ends up in `problems`; nothing is thrown for it. */
  async *rows(): AsyncGenerator<RowBatch> {
    try {
      for await (const lines of readLines(this.#source.bytes)) {
        if (this.problems.length >= PROBLEMS_MAX) {
          // Damage shows at the end: it is the problem then, not the nonsense it made of the lines.
          if (this.#source.isPacked) continue;
          break;
        }
        for (const line of lines) {
          this.#readLine(line);
          const full = this.#understanding?.reader.batch;
          if (full !== undefined && full.length === BATCH_ROWS) yield this.#handOver(full);
        }
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const where = this.#line === 0 ? "" : ` (after line ${this.#line})`;
      const isNonsense = this.problems.length > 0 && this.#source.isPacked;
      this.problems.length = 0;
      this.#complain(0, `${isNonsense ? "it is damaged: " : ""}${error.message}${where}`);
      return;
    }
    if (this.problems.length >= PROBLEMS_MAX) return;
    const last = this.#understanding?.reader.batch;
    if (last !== undefined && last.length > 0) yield this.#handOver(last);
    if (this.#rows === 0 && this.problems.length === 0) this.#complain(0, "it has no rows");
  }

  /** What the rows are, from the first batch on. */
  content(): Omit<SeriesKey, "symbol"> {
    const found = this.#understanding;
    if (found === undefined) throw new Error("no row was read yet");
    return { kind: found.layout.kind, interval: found.interval?.text ?? TICK };
  }

  /** How the file was understood, once it has ended; undefined where it was not. */
  report(): SourceReport | undefined {
    const found = this.#understanding;
    if (found === undefined || this.#rows === 0) return undefined;
    const { layout } = found;
    const { quantities } = KIND_COLUMNS[layout.kind];
    return {
      name: this.#source.name,
      sha256: this.#source.sha256(),
      layout: layout.name,
      ...this.content(),
      timeFormat: found.format.name,
      timeZone: found.format.hasZone ? "UTC" : found.timeZone,
      stamp: isBarKind(layout.kind) ? found.stamp : undefined,
      absent: quantities.filter((_, index) => layout.quantities[index] === undefined),
      passedOver: layout.passedOver,
      rows: this.#rows,
      firstNs: this.#firstNs,
      lastNs: this.#lastNs,
      findings: found.quality.findings(),
    };
  }

  #readLine(text: string): void {
    this.#line += 1;
    if (text === "" || text.trim() === "") return;
    const settled = this.#understanding ?? this.#pendingHeader;
    const delimiter = settled?.delimiter ?? findDelimiter(text);
    if (delimiter === undefined) {
      if (this.#line <= 2) this.#complain(this.#line, `"${text.slice(0, 60)}" is no row of a CSV`);
      return;
    }
    const cells = splitLine(text, delimiter);
    if (cells === undefined) {
      this.#complain(this.#line, "a quote is not closed");
      return;
    }
    const found = this.#understanding ?? this.#understand(cells, delimiter);
    if (found === undefined) return;
    const problems = found.reader.read(this.#line, cells);
    if (problems.length > 0 && isEqual(cells, this.#pendingHeader?.cells)) {
      this.#complain(this.#line, "the header occurs again: were two files put together?");
      return;
    }
    for (const problem of problems) this.#complain(this.#line, problem);
  }

  #complain(line: number, problem: string): void {
    if (this.problems.length >= PROBLEMS_MAX) return;
    this.problems.push({ file: this.#source.name, line, problem: printable(problem) });
  }

  #handOver(batch: RowBatch): RowBatch {
    const reader = this.#understanding?.reader;
    if (reader !== undefined) reader.batch = createRowBatch(batch.kind);
    for (let row = 0; row < batch.length; row++) {
      const time = batch.times[0]?.[row] ?? 0n;
      if (time < this.#firstNs) this.#firstNs = time;
      if (time > this.#lastNs) this.#lastNs = time;
    }
    this.#rows += batch.length;
    return batch;
  }

  /** Settles how the file is read, at its first row; a header alone says too little of times. */
  #understand(cells: readonly string[], delimiter: Delimiter): Understanding | undefined {
    const header = this.#pendingHeader;
    const { kind, columns = new Map() } = this.#request;
    const { asset_class } = this.#context.instrument;
    const isShare = asset_class === "stock" || asset_class === "etf";
    const found = findLayout(header?.cells ?? cells, { kind, columns, isShare });
    if ("problem" in found) {
      this.#fail(found.problem);
      return undefined;
    }
    if (found.layout.hasHeader && header === undefined) {
      this.#pendingHeader = { cells, delimiter };
      return undefined;
    }
    return this.#settle(found.layout, cells, delimiter);
  }

  #settle(
    layout: Layout,
    cells: readonly string[],
    delimiter: Delimiter,
  ): Understanding | undefined {
    const clockCell = layout.clock === undefined ? "" : ` ${(cells[layout.clock] ?? "").trim()}`;
    const sample = `${(cells[layout.time] ?? "").trim()}${clockCell}`;
    const format = layout.millisecondsOfDay
      ? this.#namedDay()
      : findTimeFormat(sample, this.#request.dateOrder);
    if (typeof format === "string") {
      this.#complain(this.#line, format);
      return undefined;
    }
    const interval = this.#intervalOf(layout, format, sample);
    if (interval === undefined && isBarKind(layout.kind)) {
      this.#fail("how long are its bars? Say it with --interval, for example 1m or 1d");
      return undefined;
    }
    const { calendar, instrument, extendedCalendar, nowNs } = this.#context;
    const timeZone = this.#request.timeZone ?? (layout.isUtc ? "UTC" : calendar.timeZone);
    const stamp = this.#request.stamp ?? layout.stamp ?? "open";
    const day = this.#request.day ?? (layout.isUtcDay ? "clock" : "session");
    const times = new RowTimes({ timeZone, interval, stamp, day, nowNs }, calendar);
    const { kind } = layout;
    const quality = new RowQuality({ kind, interval, instrument, calendar: extendedCalendar });
    const roundTo = this.#request.roundPrices
      ? unitsOfIncrement(instrument.price_increment)
      : undefined;
    const reader = new RowReader({ layout, format, times, quality, roundTo });
    const settled = { layout, delimiter, format, timeZone, stamp, interval, reader, quality };
    this.#understanding = settled;
    return settled;
  }

  #intervalOf(layout: Layout, format: TimeFormat, sample: string): Interval | undefined {
    if (!isBarKind(layout.kind)) return undefined;
    if (this.#request.interval !== undefined) return this.#request.interval;
    const reading = { day: 0, second: 0, nanos: 0, offset: undefined, isDate: false };
    format.read(sample, reading);
    return reading.isDate ? parseInterval("1d") : undefined;
  }

  /** The day that a LEAN file's name begins with. */
  #namedDay(): TimeFormat | string {
    const { name } = this.#source;
    const digits = /^(\d{8})[_.]/.exec(name)?.[1];
    if (digits !== undefined) return millisecondsOfDay(epochDayOf(Number(digits)));
    return `its times count from midnight, and "${name}" does not begin with a day (20131007_)`;
  }

  /** What makes the whole file unreadable: more lines would only say it again. */
  #fail(problem: string): never {
    throw new SourceError(problem);
  }
}

function isEqual(cells: readonly string[], others: readonly string[] | undefined): boolean {
  return cells.length === others?.length && cells.every((cell, index) => cell === others[index]);
}

/** A message fit for a terminal, whatever a file put into it. */
function printable(text: string): string {
  const short = text.length <= 400 ? text : `${text.slice(0, 120)}...${text.slice(-250)}`;
  return short.replace(/\p{Cc}/gu, "\uFFFD");
}

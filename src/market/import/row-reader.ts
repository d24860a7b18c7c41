import { parseDecimal } from "../../domain/decimal.ts";
import { dividedHalfEven, parseUnits, quickUnits } from "../price-units.ts";
import { createRowBatch, type RowBatch } from "../row-batch.ts";
import { KIND_COLUMNS, SIDE } from "../series-kind.ts";
import type { Layout } from "./layout.ts";
import type { RowQuality } from "./row-quality.ts";
import type { RowTime, RowTimes } from "./row-times.ts";
import type { TimeFormat, TimeReading } from "./time-format.ts";

/** What a row is read with. */
export interface RowReading {
  readonly layout: Layout;
  readonly format: TimeFormat;
  readonly times: RowTimes;
  readonly quality: RowQuality;
  /** Prices are rounded to this many units, half to even; undefined to keep them as they are. */
  readonly roundTo: bigint | undefined;
}

/**
 * Reads the cells of rows into batches: times, prices and quantities in place, without an object
 * for each. A cell that cannot be read is a problem of its row; the row then does not count.
 */
export class RowReader {
  /** The rows read so far; handed over and replaced when it is full. */
  batch: RowBatch;
  readonly #reading: RowReading;
  readonly #priceNames: readonly string[];
  readonly #quantityNames: readonly string[];
  readonly #prices: Float64Array;
  readonly #quantities: Float64Array;
  readonly #timeReading: TimeReading = {
    day: 0,
    second: 0,
    nanos: 0,
    offset: undefined,
    isDate: false,
  };
  readonly #time: RowTime = { openNs: 0n, closeNs: 0n, date: 0 };
  #symbol: string | undefined;

  constructor(reading: RowReading) {
    const { kind } = reading.layout;
    this.#reading = reading;
    this.batch = createRowBatch(kind);
    this.#priceNames = KIND_COLUMNS[kind].prices;
    this.#quantityNames = KIND_COLUMNS[kind].quantities;
    this.#prices = new Float64Array(this.#priceNames.length);
    this.#quantities = new Float64Array(this.#quantityNames.length);
  }

  /** Reads a row; gives everything that is wrong with it. */
  read(line: number, cells: readonly string[]): readonly string[] {
    const { layout, quality } = this.#reading;
    if (cells.length < layout.width) {
      return [`it has ${cells.length} cells, and column ${layout.width} is needed`];
    }
    if (cells.length > layout.cellsMax && cells.slice(layout.cellsMax).some(isFilled)) {
      const problem = `it has ${cells.length} cells, and the first line ${layout.cellsMax}`;
      return [`${problem}: does a number have commas in it?`];
    }
    const problems: string[] = [];
    this.#readTime(cells, problems);
    this.#readSymbol(line, cells, problems);
    for (let index = 0; index < layout.prices.length; index++) {
      this.#readPrice(line, index, cells[layout.prices[index] ?? 0] ?? "", problems);
    }
    for (let index = 0; index < layout.quantities.length; index++) {
      const cell = layout.quantities[index];
      this.#quantities[index] =
        cell === undefined ? 0 : this.#quantity(index, cells[cell], problems);
    }
    if (problems.length > 0) return problems;
    this.#keep(layout.side === undefined ? "" : (cells[layout.side] ?? ""));
    quality.add(line, this.#time, this.#prices, this.#quantities);
    return problems;
  }

  #readTime(cells: readonly string[], problems: string[]): void {
    const { layout, format, times } = this.#reading;
    const cell = (cells[layout.time] ?? "").trim();
    const text =
      layout.clock === undefined ? cell : `${cell} ${(cells[layout.clock] ?? "").trim()}`;
    const problem =
      format.read(text, this.#timeReading) ?? times.place(text, this.#timeReading, this.#time);
    if (problem !== undefined) problems.push(problem);
  }

  /** A file of several symbols would become one series of all of them. */
  #readSymbol(line: number, cells: readonly string[], problems: string[]): void {
    const { layout, quality } = this.#reading;
    if (layout.symbol === undefined) return;
    const found = cells[layout.symbol] ?? "";
    if (this.#symbol === undefined) quality.judgeSymbol(line, found);
    this.#symbol ??= found;
    if (found === this.#symbol) return;
    problems.push(`it is of ${found}, the rows before it of ${this.#symbol}: one symbol a file`);
  }

  #readPrice(line: number, index: number, cell: string, problems: string[]): void {
    const { layout, roundTo, quality } = this.#reading;
    const column = this.batch.prices[index];
    const quick = quickUnits(cell);
    if (!Number.isNaN(quick) && layout.priceDivisor === 1 && roundTo === undefined) {
      this.#prices[index] = quick;
      if (column !== undefined) column[this.batch.length] = BigInt(quick);
      return;
    }
    const parsed = parseUnits(cell.trim());
    if ("problem" in parsed) {
      problems.push(`${this.#priceNames[index]} "${cell}" is no price: ${parsed.problem}`);
      return;
    }
    const exact = dividedHalfEven(parsed.units, BigInt(layout.priceDivisor));
    const units = roundTo === undefined ? exact : dividedHalfEven(exact, roundTo) * roundTo;
    if (parsed.rounded || units !== exact) quality.addRounded(line, cell);
    this.#prices[index] = Number(units);
    if (column !== undefined) column[this.batch.length] = units;
  }

  #quantity(index: number, cell: string | undefined, problems: string[]): number {
    const text = (cell ?? "").trim();
    const value = Number(text);
    if (/^\d{1,15}(?:\.\d{1,12})?$/.test(text)) return value;
    const parsed = parseDecimal(text);
    const isHarmless = !parsed.ok && parsed.problem.suggestion !== undefined;
    const isNumber = parsed.ok || (isHarmless && /^[-+.\deE]+$/.test(text));
    if (isNumber && Number.isFinite(value)) return value;
    const why = parsed.ok ? "" : `: ${parsed.problem.message}`;
    problems.push(`${this.#quantityNames[index]} "${text}" is no quantity${why}`);
    return 0;
  }

  #keep(side: string): void {
    const { batch } = this;
    const row = batch.length;
    const [opens, closes] = batch.times;
    if (opens !== undefined) opens[row] = this.#time.openNs;
    if (closes !== undefined) closes[row] = this.#time.closeNs;
    if (batch.dates.length > 0) batch.dates[row] = this.#time.date;
    for (let index = 0; index < this.#quantities.length; index++) {
      const column = batch.quantities[index];
      if (column !== undefined) column[row] = this.#quantities[index] ?? 0;
    }
    if (batch.sides.length > 0) batch.sides[row] = sideOf(side);
    batch.length = row + 1;
  }
}

function isFilled(cell: string): boolean {
  return cell.trim() !== "";
}

function sideOf(text: string): number {
  const word = text.trim().toLowerCase();
  if (word === "buy" || word === "b" || word === "bid") return SIDE.buy;
  return word === "sell" || word === "s" || word === "ask" ? SIDE.sell : SIDE.unknown;
}

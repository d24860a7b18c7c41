import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import type { TradingDate } from "../../domain/trading-date.ts";
import type { Instrument } from "../instrument.ts";
import { writeSeries } from "../parquet/write-series.ts";
import { PriceGrid } from "../price-grid.ts";
import type { BarRow, RowProblem } from "./bar-row.ts";
import { DailyBarCheck } from "./daily-bar-check.ts";

/** What an import found and did. */
export interface ImportReport {
  readonly symbol: string;
  readonly interval: "1d";
  /** Where the prices come from, for people. */
  readonly source: string;
  /** Bars stored. */
  readonly bars: number;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  /** Sessions of the calendar between those dates that have no bar. */
  readonly missingDates: readonly TradingDate[];
  /** The increment that prices were rounded to, and how: see `PriceGrid.ticksOfDecimal`. */
  readonly priceIncrement: string;
  readonly rounding: "HALF_EVEN";
  /** How many prices (four in each bar) were not on the increment. */
  readonly roundedPrices: number;
  /** Size of the Parquet file. */
  readonly bytes: number;
}

/** The result of an import. Refused: nothing was stored, and every problem is there. */
export type ImportOutcome =
  | { readonly kind: "imported" | "unchanged"; readonly report: ImportReport }
  | {
      readonly kind: "refused";
      /** The first `MAX_PROBLEMS`, in the order of the source. */
      readonly problems: readonly RowProblem[];
      /** How many there were. */
      readonly problemCount: number;
    };

/** How many problems a refusal names; a file in another format has one on each of its lines. */
export const MAX_PROBLEMS = 1_000;

/**
 * Imports all daily bars of an instrument into the catalog in a folder, in place of those that are
 * there. It happens whole or not at all, whenever it is interrupted; importing the same again
 * changes nothing (`unchanged`). Every row is judged: a date that does not exist, does not ascend
 * or is no session of the instrument's calendar, a price that is no positive decimal, a low or
 * high that is not.
 *
 * @param rows the bars in ascending order; a problem among them refuses the import too.
 * @param source where the prices come from, for people; stored with them.
 */
export async function importDailyBars(
  rows: AsyncIterable<BarRow | RowProblem> | Iterable<BarRow | RowProblem>,
  source: string,
  instrument: Instrument,
  catalogDir: string,
): Promise<ImportOutcome> {
  const calendar = findCalendar(instrument.calendar);
  if (calendar === undefined) throw new Error(`no calendar ${instrument.calendar}`);
  const check = new DailyBarCheck(calendar, new PriceGrid(instrument.price_increment));
  const problems: RowProblem[] = [];
  let problemCount = 0;
  const note = (line: number, problem: string) => {
    problemCount++;
    if (problems.length < MAX_PROBLEMS) problems.push({ line, problem });
  };
  for await (const row of rows) {
    if ("problem" in row) note(row.line, row.problem);
    else for (const problem of check.add(row)) note(row.line, problem);
  }
  const bars = check.columns();
  const firstDate = bars.date.at(0);
  const lastDate = bars.date.at(-1);
  if (firstDate === undefined && problemCount === 0) note(0, "there are no rows");
  if (firstDate === undefined || lastDate === undefined || problemCount > 0) {
    return { kind: "refused", problems, problemCount };
  }
  const dates = new Set(bars.date);
  const missingDates = calendar
    .sessionsBetween(firstDate, lastDate)
    .map((session) => session.date)
    .filter((date) => !dates.has(date));
  const facts = {
    symbol: instrument.symbol,
    interval: "1d",
    source,
    priceIncrement: instrument.price_increment,
    missingDates,
  } as const;
  const { changed, bytes } = await writeSeries(catalogDir, { ...facts, bars });
  const report: ImportReport = {
    ...facts,
    bars: bars.length,
    firstDate,
    lastDate,
    rounding: "HALF_EVEN",
    roundedPrices: check.roundedPrices,
    bytes,
  };
  return { kind: changed ? "imported" : "unchanged", report };
}

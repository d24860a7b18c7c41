import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { TradingDate } from "../../domain/trading-date.ts";
import type { BarColumns, BarRange } from "../catalog.ts";
import { missingDatesOf } from "../hole.ts";
import { doublesOfUnits, ticksOfUnits } from "../price-units.ts";
import type { RowBatch } from "../row-batch.ts";
import type { SeriesInfo } from "../series-catalog.ts";
import type { SeriesIndex } from "./series-index.ts";

/**
 * The daily bars of a series as a session is judged by them: dates, where the catalog keeps
 * instants. Only what the calendar covers can be replayed, so older bars are left out of the range.
 */
export interface DailyBars extends BarRange {
  /** Dates with a bar that are no session, ascending, from the first date on. */
  readonly extraDates: readonly TradingDate[];
}

/** Undefined where all bars are older than the calendar. */
export function dailyBarsOf(
  index: SeriesIndex,
  info: SeriesInfo,
  calendar: Calendar,
): DailyBars | undefined {
  const { firstDate = 0, lastDate = 0 } = info;
  const covered = calendar.covers(calendar.firstDate) && lastDate >= calendar.firstDate;
  if (!covered) return undefined;
  const opening = calendar.session(calendar.firstDate) ?? calendar.nextSession(calendar.firstDate);
  const first = firstDate >= calendar.firstDate ? firstDate : (opening?.date ?? firstDate);
  const missingDates = info.holes.flatMap((hole) => missingDatesOf(calendar, hole));
  const extraDates = index.files
    .flatMap((file) => file.extra_dates)
    .filter((date) => date >= first);
  const bars = {
    firstDate: first,
    lastDate,
    missingDates,
    extraDates,
    source: info.sources.join("; "),
    version: info.version,
  };
  return { ...bars, bars: countBetween(bars, calendar, first, lastDate) };
}

/** Bars from one date to another, both included. */
export function countBetween(
  range: Pick<DailyBars, "firstDate" | "lastDate" | "missingDates" | "extraDates">,
  calendar: Calendar,
  from: TradingDate,
  to: TradingDate,
): number {
  const first = Math.max(from, range.firstDate);
  const last = Math.min(to, range.lastDate, calendar.lastDate);
  if (first > last) return 0;
  const isInside = (date: TradingDate) => date >= first && date <= last;
  const missing = range.missingDates.filter(isInside).length;
  const extra = range.extraDates.filter(isInside).length;
  return calendar.countSessions(first, last) - missing + extra;
}

/** The rows of a batch that lie from one date to another, with ticks; undefined when none do. */
export function barColumnsOf(
  batch: RowBatch,
  incrementUnits: bigint,
  from: TradingDate,
  to: TradingDate,
): BarColumns | undefined {
  let [start, end] = [0, batch.length];
  while (start < end && (batch.dates[start] ?? 0) < from) start++;
  while (end > start && (batch.dates[end - 1] ?? 0) > to) end--;
  if (start === end) return undefined;
  const price = (at: number) => {
    const units = (batch.prices[at] ?? new BigInt64Array()).subarray(start, end);
    return [doublesOfUnits(units), ticksOfUnits(units, incrementUnits)] as const;
  };
  const [[open, openTicks], [high, highTicks], [low, lowTicks], [close, closeTicks]] = [
    price(0),
    price(1),
    price(2),
    price(3),
  ];
  const time = (at: number) => (batch.times[at] ?? new BigInt64Array()).slice(start, end);
  return {
    length: end - start,
    date: batch.dates.slice(start, end),
    openTimeNs: time(0),
    closeTimeNs: time(1),
    ...{ open, high, low, close, openTicks, highTicks, lowTicks, closeTicks },
    volume: (batch.quantities[0] ?? new Float64Array()).slice(start, end),
  };
}

import type { Instant } from "../domain/instant.ts";
import { type CorporateAction, exInstant } from "./corporate-action.ts";
import type { LocalClock } from "./local-clock.ts";
import type { Adjustment, SeriesBatch } from "./series-catalog.ts";

/** From an instant on, later rows are what earlier ones have to be made comparable with. */
interface Step {
  /** Midnight at the venue at which the ex-date begins. */
  readonly atNs: Instant;
  /** Prices before it are divided by this, quantities multiplied. */
  readonly ratio: number;
  /** Prices before it are multiplied by this. */
  readonly dividendFactor: number;
}

/** The rows that prices are adjusted over. */
export interface AdjustedSpan {
  /** First time of the first row. */
  readonly firstNs: Instant;
  /** First time of the last row, of this series or the daily one, whichever is later. */
  readonly lastNs: Instant;
}

/** A raw close, and when its bar began. */
export interface DatedClose {
  readonly price: number;
  readonly timeNs: Instant;
}

/**
 * The steps that actions make in a series, ascending. A dividend that no row comes before changes
 * nothing, and one that no row comes after cannot be seen yet: both are passed over.
 * @param closeBefore the last raw close before an instant; asked for dividends only.
 * @throws RangeError for a dividend as large as the close before it, or without one.
 */
export async function adjustmentSteps(
  actions: readonly CorporateAction[],
  adjustment: Adjustment,
  clock: LocalClock,
  { firstNs, lastNs }: AdjustedSpan,
  closeBefore: (instant: Instant) => Promise<DatedClose | undefined>,
): Promise<readonly Step[]> {
  if (adjustment === "RAW") return [];
  const steps: Step[] = [];
  for (const { type, ex_date, value } of actions) {
    const atNs = exInstant(ex_date, clock);
    if (type === "split") steps.push({ atNs, ratio: Number(value), dividendFactor: 1 });
    const isSeen = atNs > firstNs && atNs <= lastNs;
    if (type === "split" || adjustment !== "TOTAL_RETURN" || !isSeen) continue;
    const close = comparableClose(await closeBefore(atNs), steps);
    if (close === undefined || close <= Number(value)) {
      throw new RangeError(
        `the dividend of ${value} on ${ex_date} needs a daily close above it before that date`,
      );
    }
    steps.push({ atNs, ratio: 1, dividendFactor: (close - Number(value)) / close });
  }
  return steps;
}

/** A close per share as it is on the ex-date: splits may have come between the two, or with it. */
function comparableClose(
  close: DatedClose | undefined,
  stepsUntilThen: readonly Step[],
): number | undefined {
  if (close === undefined) return undefined;
  const between = stepsUntilThen.filter(({ atNs }) => atNs > close.timeNs);
  return between.reduce((price, { ratio }) => price / ratio, close.price);
}

/** A batch with the steps after each of its rows applied. Ratios are multiplied before dividing. */
export function adjustBatch(batch: SeriesBatch, steps: readonly Step[]): SeriesBatch {
  const last = batch.timeNs[batch.length - 1] ?? 0n;
  const first = batch.timeNs[0] ?? 0n;
  const prices = batch.prices.map((column) => column.slice());
  const quantities = batch.quantities.map((column) => column.slice());
  let start = 0;
  // Rows between two steps have one factor: the batch is gone through in those stretches.
  const inside = steps.filter(({ atNs }) => atNs > first && atNs <= last);
  for (const endNs of [...inside.map(({ atNs }) => atNs), last + 1n]) {
    const end = firstFrom(batch.timeNs, endNs);
    const later = steps.filter(({ atNs }) => atNs > (batch.timeNs[start] ?? 0n));
    const ratio = later.reduce((product, step) => product * step.ratio, 1);
    const factor = later.reduce((product, step) => product * step.dividendFactor, 1);
    for (let row = start; row < end; row++) {
      for (const column of prices) column[row] = ((column[row] ?? 0) / ratio) * factor;
      for (const column of quantities) column[row] = (column[row] ?? 0) * ratio;
    }
    start = end;
  }
  return { ...batch, prices, quantities };
}

function firstFrom(ascending: BigInt64Array, value: bigint): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0n) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

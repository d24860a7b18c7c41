/** Rows of a random world as the batches of a series. */
import type { Session } from "../../src/domain/calendar/session.ts";
import type { FeedBatch } from "../../src/engine/market-feed.ts";

export type Kind = FeedBatch["kind"];

/** A row before it is given its time: prices in cents. */
export interface Row {
  readonly gap: number;
  readonly cents: number;
  readonly up: number;
  readonly down: number;
  /** How much of the way from the low to the high the close is, in percent. */
  readonly share: number;
  readonly size: number;
}

/** The rows as one batch: so many a day, bars of a minute and gaps of minutes, ticks of seconds. */
export function batchOf(
  kind: Kind,
  rows: readonly Row[],
  days: readonly Session[],
  rowsPerDay: number,
  shiftSeconds: number,
): FeedBatch {
  const isTick = kind === "trades" || kind === "quotes";
  const unitNs = isTick ? 1_000_000_000n : 60_000_000_000n;
  let units = 0n;
  const timeNs = BigInt64Array.from(rows, ({ gap }, at) => {
    // A bar begins where the one before it has ended, or later.
    units = at % rowsPerDay === 0 ? BigInt(gap) : units + BigInt(isTick ? gap : Math.max(gap, 1));
    const openNs = days[Math.floor(at / rowsPerDay)]?.openNs ?? 0n;
    return openNs + units * unitNs + BigInt(shiftSeconds) * 1_000_000_000n;
  });
  const column = (price: (row: Row) => number) =>
    Float64Array.from(rows, (one) => price(one) / 100);
  const sizes = Float64Array.from(rows, ({ size }) => size);
  const bar = (more: number) => [
    column(({ cents }) => cents + more),
    column(({ cents, up }) => cents + up + more),
    column(({ cents, down }) => cents - down + more),
    column(({ cents, up, down, share }) => {
      return cents - down + Math.round(((up + down) * share) / 100) + more;
    }),
  ];
  const one = column(({ cents }) => cents);
  const prices = {
    bars: () => bar(0),
    quote_bars: () => [...bar(0), ...bar(3)],
    trades: () => [one],
    quotes: () => [one, column(({ cents }) => cents + 3)],
  };
  return {
    ...{ kind, length: rows.length, timeNs },
    knownNs: isTick ? timeNs : timeNs.map((openNs) => openNs + 60_000_000_000n),
    date: Int32Array.from(rows, (_, at) => days[Math.floor(at / rowsPerDay)]?.date ?? 0),
    prices: prices[kind](),
    quantities: kind === "bars" || kind === "trades" ? [sizes] : [sizes, sizes],
    sides: new Int32Array(kind === "trades" ? rows.length : 0),
  };
}

/** A batch in parts of some lengths, again and again. */
export function cutBatch(batch: FeedBatch, lengths: readonly number[]): readonly FeedBatch[] {
  const parts: FeedBatch[] = [];
  for (let from = 0; from < batch.length; ) {
    const to = Math.min(batch.length, from + (lengths[parts.length % lengths.length] ?? 1));
    parts.push(part(batch, from, to));
    from = to;
  }
  return parts;
}

function part(batch: FeedBatch, from: number, to: number): FeedBatch {
  return {
    kind: batch.kind,
    length: to - from,
    timeNs: batch.timeNs.subarray(from, to),
    knownNs: batch.knownNs.subarray(from, to),
    date: batch.date.subarray(from, to),
    prices: batch.prices.map((column) => column.subarray(from, to)),
    quantities: batch.quantities.map((column) => column.subarray(from, to)),
    sides: batch.sides.subarray(from, to),
  };
}

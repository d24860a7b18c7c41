/** Replays of bars in memory, and what they should give, computed from the bars alone. */
import { createHash } from "node:crypto";
import { Replay, type ReplayedDay, type ReplayPosition } from "../../../src/engine/replay.ts";
import { SliceMerge } from "../../../src/engine/slice-merge.ts";
import { sourceOf, type TestBar } from "./bar-source.ts";

/** The bars of a replay by symbol, in the order of the spec. */
export type Series = readonly { readonly symbol: string; readonly bars: readonly TestBar[] }[];

/** A price in cents as text, for any whole number of cents. */
export const centsText = (cents: number): string => (cents / 100).toFixed(2);

/** A replay and the days that it closed. */
export function replayOf(series: Series, from: ReplayPosition, sizes: readonly number[] = [100]) {
  const days: ReplayedDay[] = [];
  const replay = new Replay(
    series.map(({ symbol }) => ({ symbol, priceText: centsText })),
    new SliceMerge(
      series.map(({ bars }) => sourceOf(bars, sizes)),
      from.sessionTimeNs,
    ),
    from,
    (day) => days.push(day),
  );
  return { replay, days };
}

/** Passes up to a number of slices; resolves with how many there were. */
export async function pass(replay: Replay, most = Number.POSITIVE_INFINITY): Promise<number> {
  let passed = 0;
  while (passed < most) {
    if (!replay.isReady) await replay.fill();
    if (!replay.step()) break;
    passed += 1;
  }
  return passed;
}

/** A closed day in one line, with the time of its last barrier. */
export function dayText({ day, timeNs }: ReplayedDay): string {
  const closes = day.closes.map(({ symbol, price }) => `${symbol}=${price}`).join(" ");
  return `${day.date} #${day.barrier} ${day.bars} ${closes} @${timeNs}`;
}

/** The days and the digest of series, without any of the engine's code. */
export function expected(series: Series): { days: string[]; digest: string; barriers: number } {
  const times = [...new Set(series.flatMap(({ bars }) => bars.map(({ timeNs }) => timeNs)))];
  times.sort((a, b) => (a < b ? -1 : 1));
  const byDate = new Map<number, { symbol: string; bar: TestBar }[]>();
  for (const { symbol, bars } of series) {
    for (const bar of bars)
      byDate.set(bar.date, [...(byDate.get(bar.date) ?? []), { symbol, bar }]);
  }
  let digest = Buffer.alloc(32);
  const days = [...byDate]
    .sort(([a], [b]) => a - b)
    .map(([date, found]) => {
      const last = found.map(({ bar }) => bar.timeNs).sort((a, b) => (a < b ? 1 : -1))[0] ?? 0n;
      const closes = series.flatMap(({ symbol }) => {
        const own = found.filter((each) => each.symbol === symbol);
        return own.length === 0 ? [] : [`${symbol}=${centsText(own.at(-1)?.bar.ticks ?? 0)}`];
      });
      const text = String(date).replace(/(....)(..)(..)/, "$1-$2-$3");
      const barrier = times.indexOf(last) + 1;
      const line = ["day", text, barrier, found.length, ...closes].join(" ");
      digest = createHash("sha256")
        .update(Buffer.concat([digest, Buffer.from(`${line}\n`)]))
        .digest();
      return `${text} #${barrier} ${found.length} ${closes.join(" ")} @${last}`;
    });
  return { days, digest: digest.toString("hex"), barriers: times.length };
}

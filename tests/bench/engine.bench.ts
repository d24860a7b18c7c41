/** How fast the engine passes bars when nothing else is done: no store, no server, no disk. */
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { Replay, replayBeginning } from "../../src/engine/replay.ts";
import { type BarBatch, SliceMerge } from "../../src/engine/slice-merge.ts";
import type { Figure } from "./figure.ts";

const enoughMs = 2_000;

/** Replays daily bars, each day closed and in the digest: of one symbol, then of ten at once. */
export async function benchEngine(): Promise<readonly Figure[]> {
  return [await benchSymbols(1), await benchSymbols(10)];
}

async function benchSymbols(count: number): Promise<Figure> {
  const bars = dailyBars();
  await replay(bars, count);
  const start = performance.now();
  let passed = 0;
  while (performance.now() - start < enoughMs) passed += await replay(bars, count);
  const perSecond = (passed * 1_000) / (performance.now() - start);
  const symbols = count === 1 ? "1 symbol" : `${count} symbols`;
  return { name: "Replay: engine alone", size: `${symbols}, 20 years, in process`, perSecond };
}

/** Replays to the end. Gives the number of bars. */
async function replay(bars: BarBatch, count: number): Promise<number> {
  const symbols = Array.from({ length: count }, (_, index) => ({
    symbol: `SYM${index}`,
    priceText: (ticks: number) => `${ticks}`,
  }));
  const sources = symbols.map(() =>
    (async function* () {
      yield bars;
    })(),
  );
  const merge = new SliceMerge(sources, undefined);
  const run = new Replay(symbols, merge, replayBeginning, () => {});
  do {
    await run.fill();
    while (run.isReady && run.step());
  } while (!run.isReady);
  return run.position.bars;
}

function dailyBars(): BarBatch {
  const sessions = findCalendar("XNYS")?.sessionsBetween(20000103, 20201231) ?? [];
  return {
    length: sessions.length,
    date: Int32Array.from(sessions, ({ date }) => date),
    closeTimeNs: BigInt64Array.from(sessions, ({ closeNs }) => closeNs),
    closeTicks: Float64Array.from(sessions, (_, index) => 100_000 + (index % 977)),
  };
}

/** How fast the engine passes bars when nothing else is done: no store, no server, no disk. */
import { create } from "@bufbuild/protobuf";
import {
  AccountModelSchema,
  AccountType,
  FillModelSchema,
} from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { type FeedBatch, type FeedSeries, MarketFeed } from "../../src/engine/market-feed.ts";
import { resolveFillModel } from "../../src/engine/profiles/resolve-fill-model.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { OrderIds } from "../../src/sessions/order-ids.ts";
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
async function replay(bars: FeedBatch, count: number): Promise<number> {
  const series = Array.from({ length: count }, (_, symbol): FeedSeries => {
    const batches = (async function* () {
      yield bars;
    })();
    return { symbol, kind: "bars", interval: "1d", batches };
  });
  const run = new Simulation(
    setupOf(count),
    new MarketFeed(series, undefined),
    new OrderIds(),
    undefined,
  );
  do {
    await run.fill();
    while (run.isReady && run.step());
  } while (!run.isReady);
  run.finish();
  return run.bars;
}

function setupOf(count: number) {
  const calendar = findCalendar("XNYS");
  const resolved = resolveFillModel(create(FillModelSchema), "fill_model");
  if (calendar === undefined || !resolved.ok) throw new Error("the bench knows its calendar");
  const terms = { priceIncrement: "0.01", quantityIncrement: "1", minQuantity: "1" };
  return {
    currency: "USD",
    initialCapital: "100000",
    fillModel: resolved.model,
    account: create(AccountModelSchema, {
      type: AccountType.MARGIN,
      initialMargin: "1",
      maintenanceMargin: "0.5",
    }),
    riskControls: undefined,
    instruments: Array.from({ length: count }, (_, index) => ({
      ...{ ...terms, symbol: `SYM${index}`, minNotional: "", multiplier: "1", calendar },
      ...{ lastCloseNs: 2n ** 62n, actions: [], fillSeries: index, hasVolume: true },
    })),
    ordersMax: 0,
  };
}

function dailyBars(): FeedBatch {
  const sessions = findCalendar("XNYS")?.sessionsBetween(20000103, 20201231) ?? [];
  const price = Float64Array.from(sessions, (_, index) => 1_000 + (index % 977) / 100);
  return {
    kind: "bars",
    length: sessions.length,
    date: Int32Array.from(sessions, ({ date }) => date),
    timeNs: BigInt64Array.from(sessions, ({ openNs }) => openNs),
    knownNs: BigInt64Array.from(sessions, ({ closeNs }) => closeNs),
    prices: [price, price, price, price],
    quantities: [new Float64Array(sessions.length).fill(1_000)],
    sides: new Int32Array(),
  };
}

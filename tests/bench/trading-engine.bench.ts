/** How fast the engine matches: in process, without store, server and disk. */
import { create } from "@bufbuild/protobuf";
import {
  AccountModelSchema,
  AccountType,
  FillModelSchema,
} from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  OrderSpecSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import { PlaceOrderSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { tradingDateOf } from "../../src/domain/trading-date.ts";
import { type FeedBatch, MarketFeed } from "../../src/engine/market-feed.ts";
import { resolveFillModel } from "../../src/engine/profiles/resolve-fill-model.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import type { KnownOrder } from "../../src/engine/simulation-setup.ts";
import type { Figure } from "./figure.ts";

const enoughMs = 2_000;
const rows = 200_000;
const minuteNs = 60_000_000_000n;

/** Rows a second: that nothing meets, that an order and a position meet, and that trade. */
export async function benchTradingEngine(): Promise<readonly Figure[]> {
  return [
    await bench("no order, no position", { slices: 256, act: () => {} }),
    await bench("a position and a resting order", { slices: 256, act: hold }),
    await bench("an order and a fill for each bar", { slices: 1, act: churn }),
  ];
}

/** What a strategy does, and how many slices it lets pass before it is asked again. */
interface Strategy {
  readonly slices: number;
  readonly act: (run: Simulation) => void;
}

async function bench(size: string, strategy: Strategy): Promise<Figure> {
  const batch = minuteBars();
  await drive(batch, strategy);
  const start = performance.now();
  let passed = 0;
  while (performance.now() - start < enoughMs) passed += await drive(batch, strategy);
  const perSecond = (passed * 1_000) / (performance.now() - start);
  return { name: "Trading: engine alone", size: `1 symbol, ${size}, in process`, perSecond };
}

function hold(run: Simulation): void {
  if (run.barrier !== 0) return;
  order(run, "buy", Side.BUY, OrderType.MARKET, "");
  order(run, "guard", Side.SELL, OrderType.LIMIT, "1000");
}

function churn(run: Simulation): void {
  const side = run.barrier % 2 === 1 ? Side.BUY : Side.SELL;
  order(run, `${run.barrier}`, side, OrderType.MARKET, "");
  run.takeRecords();
}

function order(run: Simulation, id: string, side: Side, type: OrderType, limitPrice: string): void {
  const isMarket = type === OrderType.MARKET;
  const spec = create(OrderSpecSchema, {
    symbol: "SYM",
    side,
    type,
    size: { case: "quantity", value: "10" },
    limitPrice,
    timeInForce: isMarket ? TimeInForce.IOC : TimeInForce.GTC,
  });
  const outcome = run.place(create(PlaceOrderSchema, { clientOrderId: id, spec }));
  if (!outcome.ok) throw new Error(outcome.rejection.message);
}

/** Runs to the end. Gives the number of rows. */
async function drive(batch: FeedBatch, { slices, act }: Strategy): Promise<number> {
  const calendar = findCalendar("24x7");
  const model = resolveFillModel(create(FillModelSchema), "fill_model");
  if (calendar === undefined || !model.ok) throw new Error("the bench knows its calendar");
  const batches = (async function* () {
    yield batch;
  })();
  const feed = new MarketFeed([{ symbol: 0, kind: "bars", interval: "1m", batches }], undefined);
  const known = new Map<string, KnownOrder>();
  const ids = {
    find: (id: string) => known.get(id),
    add: (id: string, one: KnownOrder) => void known.set(id, one),
    get size() {
      return known.size;
    },
  };
  const setup = {
    currency: "USD",
    initialCapital: "100000",
    fillModel: model.model,
    account: create(AccountModelSchema, {
      type: AccountType.MARGIN,
      initialMargin: "1",
      maintenanceMargin: "0.5",
    }),
    riskControls: undefined,
    instruments: [
      {
        symbol: "SYM",
        priceIncrement: "0.01",
        quantityIncrement: "1",
        minQuantity: "1",
        minNotional: "",
        multiplier: "1",
        calendar,
        lastCloseNs: 2n ** 62n,
        actions: [],
        fillSeries: 0,
        hasVolume: true,
      },
    ],
    ordersMax: 0,
  };
  const run = new Simulation(setup, feed, ids, undefined);
  const limit = { slices, untilNs: undefined, passedBytes: Number.POSITIVE_INFINITY };
  do {
    await run.fill();
    do act(run);
    while (run.isReady && run.pass(limit) > 0);
  } while (!run.isReady);
  run.finish();
  return run.bars;
}

function minuteBars(): FeedBatch {
  const first = 1_583_157_600_000_000_000n;
  const at = (row: number) => first + BigInt(row) * minuteNs;
  const column = (add: number) =>
    Float64Array.from({ length: rows }, (_, row) => 100 + (row % 97) / 100 + add);
  return {
    kind: "bars",
    length: rows,
    timeNs: BigInt64Array.from({ length: rows }, (_, row) => at(row)),
    knownNs: BigInt64Array.from({ length: rows }, (_, row) => at(row + 1)),
    // A new day every 390 bars.
    date: Int32Array.from({ length: rows }, (_, row) =>
      tradingDateOf(18_300 + Math.floor(row / 390)),
    ),
    prices: [column(0), column(0.5), column(-0.5), column(0.1)],
    quantities: [new Float64Array(rows).fill(10_000)],
    sides: new Int32Array(),
  };
}

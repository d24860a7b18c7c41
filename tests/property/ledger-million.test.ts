/**
 * Tens of thousands of random orders, a million with ENGINE_ORDERS=1000000: what the engine says of
 * money and positions is, to the last digit, what its fills, dividends and splits add up to, by
 * books that are kept here a second time. Nothing hangs on the order of the symbols, or on a clock.
 */
import { create } from "@bufbuild/protobuf";
import { afterEach, expect, test, vi } from "vitest";
import { OrderType, Side, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import { PlaceOrderSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import { seededRandom } from "../e2e/seeded-random.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  type Bar,
  cancel,
  dailyBars,
  days,
  replace,
  type SpecInit,
  simulate,
  specOf,
  type TrialOptions,
  type TrialSymbol,
} from "../unit/engine/simulation-trial.ts";
import { type BookedSymbol, FillBooks, type Sums, scaled } from "./fill-books.ts";

const ordersAsked = Number(process.env.ENGINE_ORDERS ?? 60_000);
const slices = 400;
const ordersPerSlice = 50;
const chunks = Math.max(1, Math.ceil(ordersAsked / (slices * ordersPerSlice)));
const capital = "1000000000000";
const names = ["ABC", "FUT", "SPL"] as const;

type Random = () => number;
const below = (random: Random, most: number) => Math.floor(random() * most);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)] as T;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The market of a chunk: a walk of each symbol, with gaps now and then. */
function marketOf(random: Random): ReadonlyMap<string, readonly Bar[]> {
  return new Map(
    names.map((name) => {
      let last = 10_000;
      const bars = Array.from({ length: slices }, (): Bar => {
        const open = Math.max(2_000, last + below(random, 301) - 150);
        const close = Math.max(2_000, open + below(random, 401) - 200);
        const [high, low] = [Math.max(open, close), Math.min(open, close)];
        last = close;
        const prices = [open, high + below(random, 90), low - below(random, 90), close];
        const [first = 0, second = 0, third = 0, fourth = 0] = prices.map((value) => value / 100);
        return [first, second, third, fourth, 200 + below(random, 9_000)];
      });
      return [name, bars];
    }),
  );
}

/** What each symbol is; SPL pays dividends and, where asked for, splits. */
function symbolsOf(market: ReadonlyMap<string, readonly Bar[]>, hasSplits: boolean): TrialSymbol[] {
  const at = (slice: number) => days[slice]?.date ?? 0;
  const dividends = [50, 120, 333].map((slice) => {
    return { type: "dividend" as const, exDate: at(slice), value: "0.37" };
  });
  const splits = ["2", "0.3", "1.5"].map((value, index) => {
    return { type: "split" as const, exDate: at(100 * index + 80), value };
  });
  const actions = [...dividends, ...(hasSplits ? splits : [])];
  const sorted = actions.toSorted((one, other) => one.exDate - other.exDate);
  const of = (symbol: string) => ({ symbol, batch: dailyBars(market.get(symbol) ?? []) });
  return [
    of("ABC"),
    { ...of("FUT"), multiplier: "50", quantityIncrement: "0.1", increment: "0.05" },
    { ...of("SPL"), actions: sorted },
  ];
}

/** The costs of a chunk, of all kinds in turn. */
function optionsOf(chunk: number): TrialOptions {
  const models = [
    { case: "percent", value: "0.000123456789" },
    { case: "perUnit", value: { amount: "0.0035", minimum: "0.35", maximumShare: "0.01" } },
    { case: "fixedPlusPercent", value: { fixed: "1.01", percent: "0.0003" } },
    { case: "perContract", value: "0.85" },
  ] as const;
  const model = models[chunk % models.length] ?? models[0];
  return {
    capital,
    fillModel: {
      commission: { model },
      slippage: { model: { case: "fixed", value: chunk % 2 === 0 ? "0.0001" : "0" } },
      latency: { seconds: BigInt(chunk % 3 === 2 ? 1 : 0), nanos: 0 },
    },
    account: { initialMargin: "0.5", maintenanceMargin: "0.25" },
  };
}

const types = [
  ...[OrderType.MARKET, OrderType.MARKET, OrderType.LIMIT, OrderType.LIMIT],
  ...[OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP],
];
const lives = [TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK];

/** An order near the last price. */
function specFor(random: Random, symbol: string, last: number): SpecInit {
  const type = oneOf(random, types);
  const near = () => (Math.round((last + (random() - 0.5) * 6) * 20) / 20).toFixed(2);
  const [limitPrice, triggerPrice] = [near(), near()];
  const life = oneOf(random, lives);
  return {
    ...{ symbol, type, side: oneOf(random, [Side.BUY, Side.SELL]) },
    size: { case: "quantity", value: `${1 + below(random, 60)}` },
    ...(type === OrderType.LIMIT || type === OrderType.STOP_LIMIT ? { limitPrice } : {}),
    ...(type === OrderType.STOP || type === OrderType.STOP_LIMIT ? { triggerPrice } : {}),
    ...(type === OrderType.TRAILING_STOP
      ? { trail: { case: "trailFraction", value: "0.02" } }
      : {}),
    timeInForce: type === OrderType.MARKET && life === TimeInForce.GTC ? TimeInForce.DAY : life,
    reduceOnly: random() < 0.05,
  } as SpecInit;
}

/** Places the orders of a slice, each symbol's in the order that its own chance gives. */
function trade(run: Simulation, slice: number, sources: Sources): number {
  let placed = 0;
  for (const [symbol, random] of sources.chances) {
    const last = sources.market.get(symbol)?.[slice]?.[3] ?? 0;
    const count = Math.ceil(ordersPerSlice / sources.chances.size);
    for (let index = 0; index < count; index++) {
      const clientOrderId = `${symbol}-${slice}-${index}`;
      const spec = specOf(specFor(random, symbol, last));
      run.place(create(PlaceOrderSchema, { clientOrderId, spec }));
      placed += 1;
      const other = `${symbol}-${slice}-${below(random, count)}`;
      if (random() < 0.1) cancel(run, other);
      if (random() < 0.1) replace(run, other, { quantity: `${1 + below(random, 90)}` });
    }
  }
  // Otherwise what rests would grow without end.
  if (slice % 5 === 4) run.cancelAll("");
  return placed;
}

interface Sources {
  readonly market: ReadonlyMap<string, readonly Bar[]>;
  readonly chances: ReadonlyMap<string, Random>;
}

interface Outcome {
  readonly placed: number;
  readonly digest: string;
  readonly books: FillBooks;
}

async function runChunk(chunk: number, order: readonly string[] = names): Promise<Outcome> {
  const chunkSeed = seed + chunk * 7_919;
  const market = marketOf(seededRandom(chunkSeed));
  const hasSplits = chunk % 2 === 1;
  const listed = symbolsOf(market, hasSplits);
  const symbols = order.map(
    (name) => listed.find((each) => each.symbol === name) ?? { batch: dailyBars([]) },
  );
  const chances = new Map(
    order.map((name) => [name, seededRandom(chunkSeed + names.indexOf(name as never) + 1)]),
  );
  const run = await simulate(symbols, optionsOf(chunk));
  const booked = symbols.map((each): BookedSymbol => {
    return { symbol: each.symbol ?? "", multiplier: each.multiplier ?? "1" };
  });
  const books = new FillBooks(capital, booked, !hasSplits);
  let placed = 0;
  for (let slice = 0; slice < slices; slice++) {
    if (!run.isReady) await run.fill();
    run.step();
    placed += trade(run, slice, { market, chances });
    books.add(run.takeRecords());
    if (slice % 40 !== 39) continue;
    const closes = names.map((name) => [name, `${market.get(name)?.[slice]?.[3]}`] as const);
    expect(sums(run, hasSplits)).toEqual(books.sums(new Map(closes)));
  }
  run.finish();
  books.add(run.takeRecords());
  return { placed, digest: Buffer.from(run.digest).toString("hex"), books };
}

/** What the engine says, in the form of the books. */
function sums(run: Simulation, hasSplits: boolean): Sums {
  const account = run.account();
  const held = run.positions().map(({ symbol, quantity }) => [symbol, scaled(quantity)] as const);
  const { cash, equity, fees, dividends, realizedProfit, unrealizedProfit } = account;
  return {
    ...{ cash: scaled(cash), equity: scaled(equity), fees: scaled(fees) },
    dividends: scaled(dividends),
    profit: scaled(realizedProfit) + scaled(unrealizedProfit),
    realized: hasSplits ? undefined : scaled(realizedProfit),
    held: Object.fromEntries(held.toSorted()),
  };
}

test("books of random orders balance to the last digit", { timeout: 900_000 }, async () => {
  let [placed, fills, trips] = [0, 0, 0];
  for (let chunk = 0; chunk < chunks; chunk++) {
    const { books, ...outcome } = await runChunk(chunk);
    placed += outcome.placed;
    fills += books.fills;
    trips += books.roundTrips;
  }
  console.info(`${placed} orders, ${fills} fills, ${trips} round trips, FC_SEED=${seed}`);
  expect(placed).toBeGreaterThanOrEqual(Math.min(ordersAsked, slices * ordersPerSlice * chunks));
  expect(fills).toBeGreaterThan(placed / 4);
  expect(trips).toBeGreaterThan(fills / 8);
});

test("fills of a symbol do not hang on the order of the symbols", async () => {
  const one = await runChunk(0);
  const other = await runChunk(0, names.toReversed());
  for (const name of names) {
    expect(one.books.linesOf(name).length).toBeGreaterThan(1_000);
    expect(other.books.linesOf(name)).toEqual(one.books.linesOf(name));
  }
});

test("results do not hang on a clock or on chance", async () => {
  const { digest } = await runChunk(1);
  const forbidden = () => {
    throw new Error("the engine asked a clock, or for chance");
  };
  vi.spyOn(Math, "random").mockImplementation(forbidden);
  vi.spyOn(performance, "now").mockImplementation(forbidden);
  vi.spyOn(process, "hrtime").mockImplementation(forbidden);
  vi.spyOn(crypto, "randomUUID").mockImplementation(forbidden);
  vi.stubGlobal("Date", forbidden);
  const again = await runChunk(1);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  expect(again.digest).toBe(digest);
});

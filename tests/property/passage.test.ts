/**
 * How many slices pass in one go changes nothing: the same records at the same barriers, the same
 * digest and the same state; nor does it matter whether a row is a slice of its own or one of two.
 */
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SimulationStateSchema } from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { IntrabarPath, MarketFill } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderType, Side, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import { type RiskControlsSchema, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { PlaceOrderSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { FeedBatch } from "../../src/engine/market-feed.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import type { EngineRecord } from "../../src/engine/simulation-setup.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  days,
  newIds,
  type SpecInit,
  simulate,
  specOf,
  type TrialOptions,
  type TrialSymbol,
} from "../unit/engine/simulation-trial.ts";

const rows = 60;
const rowsPerDay = 23;

/** A minute in cents: its open, then how far up, down and to the close. */
const move = fc.tuple(
  fc.integer({ min: 9_800, max: 10_200 }),
  fc.nat(150),
  fc.nat(150),
  fc.nat(100),
);
type Move = readonly [number, number, number, number];
const moves = fc.array(move, { minLength: rows, maxLength: rows });
const cents = fc.integer({ min: 9_600, max: 10_400 }).map((value) => `${value / 100}`);

const command = fc.record({
  /** At which it is given. */
  barrier: fc.nat(2 * rows),
  symbol: fc.constantFrom("A", "A", "B"),
  side: fc.constantFrom(Side.BUY, Side.SELL),
  type: fc.constantFrom(
    OrderType.MARKET,
    OrderType.LIMIT,
    OrderType.LIMIT,
    OrderType.STOP,
    OrderType.STOP_LIMIT,
    OrderType.TRAILING_STOP,
  ),
  lots: fc.integer({ min: 1, max: 400 }),
  price: cents,
  trigger: cents,
  life: fc.constantFrom(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  a: moves,
  b: moves,
  /** Seconds by which the second symbol's minutes end later: 0 for slices of two rows. */
  shiftSeconds: fc.constantFrom(0, 20, 90),
  commands: fc.array(command, { maxLength: 12 }),
  profile: fc.constantFrom("openbell", "openbell", "backtesting.py", "lean-equity"),
  intrabarPath: fc.constantFrom(IntrabarPath.PESSIMISTIC, IntrabarPath.HIGH_FIRST),
  marketFill: fc.constantFrom(MarketFill.NEXT_OPEN, MarketFill.SAME_CLOSE),
  latencySeconds: fc.constantFrom(0n, 0n, 59n),
  volumeCap: fc.constantFrom("", "0.1"),
  maxDailyLoss: fc.constantFrom("", "200"),
  maxDrawdown: fc.constantFrom("", "0.004"),
  split: fc.boolean(),
  strides: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function minutes(of: readonly Move[], shiftSeconds: number): FeedBatch {
  const session = (row: number) => days[Math.floor(row / rowsPerDay)];
  const openNs = (row: number) => {
    const minute = BigInt(row % rowsPerDay) * 60n + BigInt(shiftSeconds);
    return (session(row)?.openNs ?? 0n) + minute * 1_000_000_000n;
  };
  const column = (price: (each: Move) => number) =>
    Float64Array.from(of, (each) => price(each) / 100);
  const all = of.map((_, row) => row);
  return {
    kind: "bars",
    length: of.length,
    timeNs: BigInt64Array.from(all, openNs),
    knownNs: BigInt64Array.from(all, (row) => openNs(row) + 60_000_000_000n),
    date: Int32Array.from(all, (row) => session(row)?.date ?? 0),
    prices: [
      column(([open]) => open),
      column(([open, up]) => open + up),
      column(([open, , down]) => open - down),
      column(([open, up, down, share]) => open - down + Math.round(((up + down) * share) / 100)),
    ],
    quantities: [Float64Array.from(of, ([open]) => open % 700)],
    sides: new Int32Array(),
  };
}

function symbolsOf({ a, b, shiftSeconds, split }: World): readonly TrialSymbol[] {
  const exDate = days[1]?.date ?? 0;
  return [
    {
      symbol: "A",
      batch: minutes(a, 0),
      actions: split ? [{ type: "split", exDate, value: "2" }] : [],
    },
    { symbol: "B", batch: minutes(b, shiftSeconds), multiplier: "5" },
  ];
}

function optionsOf(from: World): TrialOptions {
  const { maxDailyLoss, maxDrawdown } = from;
  const risk = { maxDailyLoss, maxDrawdown, breachState: TradingState.HALTED };
  return {
    ids: newIds(),
    fillModel: {
      profile: from.profile,
      intrabarPath: from.intrabarPath,
      marketFill: from.marketFill,
      volumeCap: from.volumeCap,
      latency: { seconds: from.latencySeconds, nanos: 0 },
    },
    account: { initialMargin: "0.5", maintenanceMargin: "0.45" },
    risk: risk as MessageInitShape<typeof RiskControlsSchema>,
  };
}

function specFor({ symbol, side, type, lots, price, trigger, life }: Command): SpecInit {
  const isMarket = type === OrderType.MARKET;
  const hasLimit = type === OrderType.LIMIT || type === OrderType.STOP_LIMIT;
  const hasTrigger = type === OrderType.STOP || type === OrderType.STOP_LIMIT;
  return {
    ...{ symbol, side, type, size: { case: "quantity", value: `${lots}` } },
    ...(hasLimit ? { limitPrice: price } : {}),
    ...(hasTrigger ? { triggerPrice: trigger } : {}),
    ...(type === OrderType.TRAILING_STOP
      ? { trail: { case: "trailFraction", value: "0.01" } as const }
      : {}),
    timeInForce: isMarket && life === TimeInForce.GTC ? TimeInForce.DAY : life,
  } as SpecInit;
}

function act(run: Simulation, commands: readonly Command[]): void {
  for (const [index, each] of commands.entries()) {
    if (each.barrier !== run.barrier) continue;
    const spec = specOf(specFor(each));
    run.place(create(PlaceOrderSchema, { clientOrderId: `c${index}`, spec }));
  }
}

/** Where a run stands, to the last byte. */
function standing(run: Simulation): string {
  return Buffer.from(toBinary(SimulationStateSchema, run.state())).toString("hex");
}

/** What a run was like that passed one slice at a time. */
interface Stepped {
  readonly records: readonly EngineRecord[];
  /** By barrier: its time, how the run stood after it, and whether the market changed anything. */
  readonly barriers: readonly {
    readonly timeNs: bigint;
    readonly standing: string;
    readonly isChanged: boolean;
  }[];
  readonly end: string;
}

async function stepped(from: World, options: TrialOptions): Promise<Stepped> {
  const run = await simulate(symbolsOf(from), options);
  const records: EngineRecord[] = [];
  const barriers: Stepped["barriers"][number][] = [];
  for (;;) {
    act(run, from.commands);
    records.push(...run.takeRecords());
    if (!run.isReady) await run.fill();
    if (!run.step()) break;
    const passed = run.takeRecords();
    records.push(...passed);
    const isChanged = passed.some(({ payload }) => payload.case !== "tradingDayClosed");
    barriers.push({ timeNs: run.sessionTimeNs ?? 0n, standing: standing(run), isChanged });
  }
  run.finish();
  records.push(...run.takeRecords());
  return { records, barriers, end: standing(run) };
}

/** Passes slices in strides, no further than to the next command. */
async function strode(from: World, whole: Stepped) {
  const run = await simulate(symbolsOf(from), optionsOf(from));
  const records: EngineRecord[] = [];
  for (let stride = 0; ; stride += 1) {
    act(run, from.commands);
    records.push(...run.takeRecords());
    if (!run.isReady) await run.fill();
    const before = run.barrier;
    const wanted = from.strides[stride % from.strides.length] ?? 1;
    const ahead = from.commands.map(({ barrier }) => barrier - before).filter((some) => some > 0);
    const nextNs = run.nextTimeNs() ?? 0n;
    const limit = {
      slices: Math.min(wanted, ...ahead),
      // Every other stride ends by time, within 20 minutes.
      untilNs: stride % 2 === 0 ? undefined : nextNs + 1_200_000_000_000n,
      passedBytes: Number.POSITIVE_INFINITY,
    };
    const passed = run.pass(limit);
    expect(passed).toBe(run.barrier - before);
    if (passed === 0) break;
    expect(standing(run)).toBe(whole.barriers[run.barrier - 1]?.standing);
    checkStop(run, before, limit, whole);
    records.push(...run.takeRecords());
  }
  run.finish();
  records.push(...run.takeRecords());
  return { records, end: standing(run) };
}

/** It stands at the first barrier that its limit names, or at which something changed. */
function checkStop(
  run: Simulation,
  before: number,
  { slices, untilNs }: { readonly slices: number; readonly untilNs: bigint | undefined },
  { barriers }: Stepped,
): void {
  const isDue = (barrier: number) => {
    const at = barriers[barrier - 1];
    const isLate = untilNs !== undefined && (at?.timeNs ?? 0n) >= untilNs;
    return barrier - before >= slices || isLate || at?.isChanged === true;
  };
  for (let barrier = before + 1; barrier < run.barrier; barrier += 1) {
    expect(isDue(barrier)).toBe(false);
  }
  const isAtEnd = !run.isReady || run.nextTimeNs() === undefined;
  expect(isDue(run.barrier) || isAtEnd).toBe(true);
}

test(`in strides as slice by slice (FC_SEED=${seed})`, { timeout: 60_000 }, async () => {
  let [slices, fills] = [0, 0];
  const property = fc.asyncProperty(world, async (from) => {
    const whole = await stepped(from, optionsOf(from));
    const free = await strode(from, whole);
    expect(free.records).toEqual(whole.records);
    expect(free.end).toBe(whole.end);
    slices += whole.barriers.length;
    fills += whole.records.filter(({ payload }) => payload.case === "orderFilled").length;
  });
  await fc.assert(property, { seed, numRuns: 150 });
  // Otherwise nothing was compared.
  expect(slices).toBeGreaterThanOrEqual(150 * rows);
  expect(fills).toBeGreaterThan(100);
});

test(`a row alone as one of two (FC_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(world, async (from) => {
    const alone = await stepped(from, optionsOf(from));
    // A series that fills nothing and has a row in every slice.
    const beside = symbolsOf(from).map(({ batch }, symbol) => ({ symbol, batch }));
    const paired = await stepped(from, { ...optionsOf(from), beside });
    expect(paired.records.map(withoutBars)).toEqual(alone.records.map(withoutBars));
    expect(paired.barriers.length).toBe(alone.barriers.length);
  });
  await fc.assert(property, { seed, numRuns: 60 });
});

/** Rows of the other series count as well. */
function withoutBars({ timeNs, payload }: EngineRecord): unknown {
  if (payload.case !== "tradingDayClosed") return { timeNs, payload };
  return { timeNs, payload: { ...payload, value: { ...payload.value, bars: 0 } } };
}

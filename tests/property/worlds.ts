/**
 * Random worlds: symbols of different venues with bars, quotes and trades in batches of any length,
 * and commands at their barriers; for comparing ways of passing through them.
 */
import { fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import {
  type SimulationState,
  SimulationStateSchema,
} from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { EndOfData, IntrabarPath, MarketFill } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  type RiskControlsSchema,
  StopPolicy,
  TradingState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { type FeedBatch, MarketFeed } from "../../src/engine/market-feed.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import type { ClientOrderIds } from "../../src/engine/simulation-setup.ts";
import { newIds, setupOf, type TrialOptions } from "../unit/engine/simulation-trial.ts";
import { command, names } from "./world-commands.ts";
import { batchOf, cutBatch, type Kind, type Row } from "./world-rows.ts";

type Valued<A> = A extends fc.Arbitrary<infer T> ? T : never;

const row: fc.Arbitrary<Row> = fc.record({
  /** Seconds after the row before, of ticks; minutes of bars. */
  gap: fc.constantFrom(0, 0, 1, 1, 1, 2, 7),
  cents: fc.integer({ min: 9_800, max: 10_200 }),
  up: fc.nat(150),
  down: fc.nat(150),
  share: fc.nat(100),
  size: fc.nat(900),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40, size: "max" });
const cuts = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 });

const symbol = fc.record({
  rows,
  cuts,
  kind: fc.constantFrom<Kind>("bars", "bars", "quote_bars", "trades", "quotes"),
  venue: fc.constantFrom("XNYS", "XNYS", "24x7", "XTKS"),
  rowsPerDay: fc.constantFrom(1, 7, 7, 13, 60),
  shiftSeconds: fc.constantFrom(0, 0, 20, 90),
  multiplier: fc.constantFrom("1", "1", "5"),
  hasVolume: fc.boolean(),
  actions: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 4 }),
      type: fc.constantFrom<"split" | "dividend">("split", "dividend"),
      value: fc.constantFrom("2", "0.5", "1.5"),
    }),
    { maxLength: 2 },
  ),
  /** A series that fills nothing. */
  beside: fc.option(
    fc.record({ kind: fc.constantFrom<Kind>("bars", "quote_bars", "trades"), rows, cuts }),
    { nil: undefined },
  ),
});

/** A world, and how it is passed through. */
export const world = fc.record({
  symbols: fc.array(symbol, { minLength: 1, maxLength: 3, size: "max" }),
  commands: fc.array(command, { maxLength: 40, size: "max" }),
  profile: fc.constantFrom("openbell", "openbell", "backtesting.py", "lean-equity"),
  intrabarPath: fc.constantFrom(
    ...[IntrabarPath.PESSIMISTIC, IntrabarPath.OPTIMISTIC, IntrabarPath.HIGH_FIRST],
  ),
  marketFill: fc.constantFrom(MarketFill.NEXT_OPEN, MarketFill.SAME_CLOSE),
  endOfData: fc.constantFrom(EndOfData.KEEP, EndOfData.CLOSE),
  latencySeconds: fc.constantFrom(0n, 0n, 1n, 59n, 60n),
  volumeCap: fc.constantFrom("", "0.1", "1"),
  fraction: fc.constantFrom("0", "0.001"),
  spread: fc.constantFrom("", "0.0005"),
  maxDailyLoss: fc.constantFrom("", "", "", "800"),
  maxDrawdown: fc.constantFrom("", "", "", "0.01"),
  breachState: fc.constantFrom(TradingState.HALTED, TradingState.REDUCING),
  maintenanceMargin: fc.constantFrom("0", "0", "0.45", "0.499"),
  capital: fc.constantFrom("100000", "100000", "100000", "9000"),
  end: fc.constantFrom(
    ...(["finish", "finish"] as const),
    ...[StopPolicy.CANCEL_ORDERS, StopPolicy.FLATTEN, StopPolicy.KEEP],
  ),
  /** How the slices pass: at most so many, until what, and whether it goes on from a state. */
  strides: fc.array(
    fc.record({
      slices: fc.integer({ min: 1, max: 60 }),
      until: fc.constantFrom("nothing", "nothing", "slice", "before", "after"),
      ahead: fc.integer({ min: 1, max: 30 }),
      bytes: fc.constantFrom(0, 0, 1, 24, 60, 300, 1_500),
      restarts: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
export type World = Valued<typeof world>;

/** A series that a feed is made of. */
interface Series {
  readonly symbol: number;
  readonly batches: readonly FeedBatch[];
}

/** What a simulation of a world needs; one of each is made for every pass. */
export interface Setting {
  readonly ids: ClientOrderIds;
  readonly series: readonly Series[];
}

function calendarOf(venue: string) {
  const calendar = findCalendar(venue);
  if (calendar === undefined) throw new Error(`${venue} is known`);
  return calendar;
}

const sessionsOf = (venue: string) => calendarOf(venue).sessionsBetween(20200302, 20200601);

/** The series of a world; those that fill orders are the first of their symbols. */
export function settingOf({ symbols }: World): Setting {
  const series = symbols.flatMap((each, index): Series[] => {
    const days = sessionsOf(each.venue);
    const of = (kind: Kind, those: readonly Row[], cut: readonly number[]) => ({
      symbol: index,
      batches: cutBatch(batchOf(kind, those, days, each.rowsPerDay, each.shiftSeconds), cut),
    });
    const { beside } = each;
    const own = of(each.kind, each.rows, each.cuts);
    return beside === undefined ? [own] : [own, of(beside.kind, beside.rows, beside.cuts)];
  });
  return { ids: newIds(), series };
}

/** A trade at every instant at which a row of a setting is known. */
export function tradesBeside({ series }: Setting): FeedBatch {
  const instants = series.flatMap(({ batches }) => batches.flatMap(({ knownNs }) => [...knownNs]));
  const dated = series.flatMap(({ batches }) => batches.flatMap(({ date }) => [...date]));
  const dates = new Map(instants.map((instant, at) => [instant, dated[at] ?? 0]));
  const timeNs = BigInt64Array.from(dates.keys()).sort();
  const ones = new Float64Array(timeNs.length).fill(1);
  return {
    ...{ kind: "trades", length: timeNs.length, timeNs, knownNs: timeNs },
    date: Int32Array.from(timeNs, (instant) => dates.get(instant) ?? 0),
    ...{ prices: [ones], quantities: [ones], sides: new Int32Array(timeNs.length) },
  };
}

async function* each(batches: readonly FeedBatch[]): AsyncGenerator<FeedBatch> {
  yield* batches;
}

/** A simulation of a world and its feed, at the beginning or where a state was saved. */
export async function open(
  from: World,
  { ids, series }: Setting,
  state: SimulationState | undefined,
): Promise<{ readonly run: Simulation; readonly feed: MarketFeed }> {
  const feed = new MarketFeed(
    series.map(({ symbol: index, batches }) => {
      const kind = batches[0]?.kind ?? "bars";
      const interval = kind === "trades" || kind === "quotes" ? "tick" : "1m";
      return { symbol: index, kind, interval, batches: each(batches) };
    }),
    state?.sessionTimeNs,
  );
  feed.record = true;
  const run = new Simulation(setupFor(from, series), feed, ids, state);
  run.recordUpdates = true;
  await run.fill();
  return { run, feed };
}

function setupFor(from: World, series: readonly Series[]) {
  const symbols = from.symbols.map((each, index) => {
    const batch = series.find(({ symbol: of }) => of === index)?.batches[0];
    if (batch === undefined) throw new Error("every symbol has rows");
    const days = sessionsOf(each.venue);
    const actions = each.actions
      .map(({ day, type, value }) => ({ type, exDate: days[day]?.date ?? 0, value }))
      .toSorted((a, b) => a.exDate - b.exDate);
    const { multiplier, hasVolume } = each;
    return { symbol: names[index] ?? "", batch, multiplier, hasVolume, actions };
  });
  const setup = setupOf(symbols, optionsOf(from));
  return {
    ...setup,
    instruments: setup.instruments.map((instrument, index) => ({
      ...instrument,
      calendar: calendarOf(from.symbols[index]?.venue ?? ""),
      lastCloseNs: sessionsOf(from.symbols[index]?.venue ?? "").at(-1)?.closeNs ?? 0n,
      fillSeries: series.findIndex(({ symbol: of }) => of === index),
    })),
  };
}

function optionsOf(from: World): TrialOptions {
  const { maxDailyLoss, maxDrawdown, breachState, spread, maintenanceMargin, capital } = from;
  const risk = { maxDailyLoss, maxDrawdown, breachState };
  return {
    capital,
    fillModel: {
      profile: from.profile,
      intrabarPath: from.intrabarPath,
      marketFill: from.marketFill,
      endOfData: from.endOfData,
      volumeCap: from.volumeCap,
      commission: { model: { case: "percent", value: from.fraction } },
      ...(spread === "" ? {} : { slippage: { model: { case: "spread", value: spread } } }),
      latency: { seconds: from.latencySeconds, nanos: 0 },
    },
    account: { initialMargin: "0.5", maintenanceMargin },
    risk: risk as MessageInitShape<typeof RiskControlsSchema>,
  };
}

/** Ends a run as its world does. */
export function end(run: Simulation, { end: how }: World): void {
  if (how === "finish") run.finish();
  else run.stop(how);
}

/** Where a run stands, to the last byte. */
export function standing(run: Simulation): string {
  return Buffer.from(toBinary(SimulationStateSchema, run.state())).toString("hex");
}

/** A state as it comes back from the disk. */
export function stateOf(stood: string): SimulationState {
  return fromBinary(SimulationStateSchema, Buffer.from(stood, "hex"));
}

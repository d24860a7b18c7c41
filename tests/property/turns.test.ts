/**
 * A turn ends at the first slice that its goal names, however its slices pass: by their number, a
 * time, a fill, a change of an order or a price, or with the data; and gives just what passed.
 */
import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type TradingUpdate,
  type Turn,
  TurnSchema,
  WokeBy,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import { timestampOf } from "../../src/domain/timestamp.ts";
import type { MarketFeed, PassedRows } from "../../src/engine/market-feed.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import { RunRecords } from "../../src/sessions/run-records.ts";
import type { SimulationRun } from "../../src/sessions/simulation-run.ts";
import { RunningTurn } from "../../src/sessions/turn.ts";
import { UntoldUpdates } from "../../src/sessions/untold-updates.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import { act, names } from "./world-commands.ts";
import { open, type Setting, settingOf, type World, world } from "./worlds.ts";

const worlds = Number(process.env.FC_WORLDS ?? 40);

/** What a driver asks for; its time lies so many slices ahead, or a nanosecond beside. */
const goal = fc.record({
  slices: fc.constantFrom<number>(0, 0, 1, 3, 20, 100),
  time: fc.constantFrom<number>(0, 0, 1, 5, 30),
  shiftNs: fc.constantFrom(0n, -1n, 1n),
  onFill: fc.constantFrom(false, false, true),
  onOrderChange: fc.constantFrom(false, false, true),
  crossing: fc.option(
    fc.record({
      symbol: fc.nat(2),
      isAbove: fc.boolean(),
      cents: fc.integer({ min: 9_700, max: 10_350 }),
    }),
    { nil: undefined, freq: 3 },
  ),
});
type Goal = typeof goal extends fc.Arbitrary<infer T> ? T : never;
const goals = fc.array(goal, { minLength: 1, maxLength: 6 });

/** A barrier as it was reached by itself. */
interface Barrier {
  readonly timeNs: bigint;
  readonly updates: readonly TradingUpdate[];
  readonly rows: readonly PassedRows[];
}

async function barriersOf(from: World, setting: Setting): Promise<readonly Barrier[]> {
  const { run, feed } = await open(from, setting, undefined);
  const barriers: Barrier[] = [];
  for (;;) {
    act(run, from);
    run.takeUpdates();
    run.takeRecords();
    if (!run.isReady) await run.fill();
    if (!run.step()) return barriers;
    const [updates, rows] = [[...run.takeUpdates()], feed.takePassed()];
    barriers.push({ timeNs: run.sessionTimeNs ?? 0n, updates, rows });
  }
}

/** A price of the rows of a slice that reaches one, as the contract says it. */
function isCrossed({ rows }: Barrier, { crossing }: Goal, { symbols }: World, setting: Setting) {
  if (crossing === undefined) return false;
  const { isAbove, cents } = crossing;
  return rows.some(({ series, batch, from, to }) => {
    if (setting.series[series]?.symbol !== crossing.symbol % symbols.length) return false;
    const isReached = (price: number) => (isAbove ? price >= cents / 100 : price <= cents / 100);
    return batch.prices.some((column) => column.subarray(from, to).some(isReached));
  });
}

function expectedEnd(
  { slices, time, shiftNs, onFill, onOrderChange, crossing }: Goal,
  before: number,
  barriers: readonly Barrier[],
  isCrossedAt: (barrier: Barrier) => boolean,
): readonly [barrier: number, wokeBy: WokeBy] {
  const ahead = time > 0 ? barriers[before - 1 + time] : undefined;
  const isBounded = ahead !== undefined || onFill || onOrderChange || crossing !== undefined;
  const most = slices > 0 ? slices : isBounded ? Number.POSITIVE_INFINITY : 1;
  for (const [index, barrier] of barriers.entries()) {
    if (index < before) continue;
    const at = index + 1;
    if (at === barriers.length) break;
    const cases = barrier.updates.map(({ update }) => update.case);
    const isChanged = cases.includes("order") || cases.includes("fill");
    const isWanted = (onFill && cases.includes("fill")) || (onOrderChange && isChanged);
    if (isWanted) return [at, WokeBy.ORDER];
    if (isCrossedAt(barrier)) return [at, WokeBy.CROSSING];
    const isLate = ahead !== undefined && barrier.timeNs >= ahead.timeNs + shiftNs;
    if (isLate) return [at, WokeBy.TIME];
    if (at - before >= most) return [at, WokeBy.SLICES];
  }
  return [barriers.length, WokeBy.END_OF_DATA];
}

function turnOf(
  { slices, time, shiftNs, onFill, onOrderChange, crossing }: Goal,
  { symbols }: World,
  ahead: Barrier | undefined,
): Turn {
  const price = { case: crossing?.isAbove ? "atOrAbove" : "atOrBelow", value: "" } as const;
  const symbol = names[(crossing?.symbol ?? 0) % symbols.length] ?? "";
  const value = String((crossing?.cents ?? 0) / 100);
  return create(TurnSchema, {
    until: {
      ...{ slices, onFill, onOrderChange },
      ...(time > 0 && ahead ? { time: timestampOf(ahead.timeNs + shiftNs) } : {}),
      crossings: crossing === undefined ? [] : [{ symbol, price: { ...price, value } }],
    },
  });
}

/** The part of a run that turns work with. */
function runOf(
  simulation: Simulation,
  feed: MarketFeed,
  from: World,
  { setting, untold }: { readonly setting: Setting; readonly untold: UntoldUpdates },
): SimulationRun {
  const records = new RunRecords(simulation, setting.ids as never);
  let nowMs = 0;
  const run = {
    ...{ simulation, records, source: { feed } },
    session: { spec: { symbols: names.slice(0, from.symbols.length) } },
    // Time goes on with each look, so that turns are cut now and then.
    surroundings: { clock: { monotonicMs: () => ++nowMs } },
    collect() {
      const updates = records.collect();
      untold.add(updates);
      return updates;
    },
  };
  return run as unknown as SimulationRun;
}

/** A goal that goes no further than to the next command, which is the driver's. */
function boundedBy(wanted: Goal, { commands }: World, before: number): Goal {
  const next = commands.map(({ barrier }) => barrier - before).filter((ahead) => ahead > 0);
  const slices = Math.min(...next, wanted.slices || 100);
  return { ...wanted, slices: slices === 100 ? wanted.slices : slices };
}

async function made(turn: RunningTurn, simulation: Simulation): Promise<WokeBy> {
  let state = turn.advance(2);
  while (typeof state === "string") {
    if (state === "load") await simulation.fill();
    state = turn.advance(1_000);
  }
  turn.takeRows();
  return state;
}

test(`turns end where they should (FC_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const wakes = new Set<WokeBy>();
  const property = fc.asyncProperty(world, goals, async (from, asked) => {
    const setting = settingOf(from);
    const barriers = await barriersOf(from, settingOf(from));
    const { run: simulation, feed } = await open(from, setting, undefined);
    const untold = new UntoldUpdates();
    const run = runOf(simulation, feed, from, { setting, untold });
    for (let turns = 0; simulation.barrier < barriers.length; turns += 1) {
      act(simulation, from);
      run.collect();
      untold.take();
      const before = simulation.barrier;
      const wanted = asked[turns % asked.length];
      if (wanted === undefined) throw new Error("there are goals");
      const bounded = boundedBy(wanted, from, before);
      const asTurn = turnOf(bounded, from, barriers[before - 1 + bounded.time]);
      const turn = new RunningTurn(asTurn, run, untold);
      const wokeBy = await made(turn, simulation);
      const isCrossedAt = (at: Barrier) => isCrossed(at, bounded, from, setting);
      const expected = expectedEnd(bounded, before, barriers, isCrossedAt);
      expect([simulation.barrier, wokeBy]).toEqual(expected);
      const passed = barriers.slice(before, simulation.barrier);
      expect(untold.take()).toEqual(passed.flatMap(({ updates }) => updates));
      const told = turn.rows.take().flatMap(({ parts }) => instantsOf(parts));
      expect(told.sort()).toEqual(passed.flatMap(({ rows }) => instantsOf(rows)).sort());
      wakes.add(wokeBy);
    }
  });
  await fc.assert(property, { seed, numRuns: worlds });
  const { SLICES, TIME, ORDER, CROSSING, END_OF_DATA } = WokeBy;
  expect([...wakes].sort()).toEqual([SLICES, TIME, ORDER, CROSSING, END_OF_DATA]);
});

function instantsOf(rows: readonly PassedRows[]): readonly string[] {
  return rows.flatMap(({ series, batch, from, to }) =>
    [...batch.knownNs.subarray(from, to)].map((instant) => `${series} ${instant}`),
  );
}

/**
 * However slices pass - one by one, in strides that end by number, time or bytes, across the ends of
 * batches, with or without going on from a saved state - what happens is the same to the last byte.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { type MarketFeed, rowBytes } from "../../src/engine/market-feed.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import type { EngineRecord } from "../../src/engine/simulation-setup.ts";
import type { PassageLimit } from "../../src/engine/slice-passage.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import { act } from "./world-commands.ts";
import {
  end,
  open,
  type Setting,
  settingOf,
  standing,
  stateOf,
  tradesBeside,
  type World,
  world,
} from "./worlds.ts";

const worlds = Number(process.env.FC_WORLDS ?? 40);

/** What came of a world. */
interface Told {
  readonly records: EngineRecord[];
  readonly updates: TradingUpdate[];
  /** Instants of the rows that passed, by series. */
  readonly rows: bigint[][];
  /** Of these rows. */
  bytes: number;
  end: string;
}

/** A barrier as it was reached by itself. */
interface Barrier {
  readonly timeNs: bigint;
  readonly standing: string;
  /** Of the rows of its slice. */
  readonly bytes: number;
  /** Whether the market changed an order, a position or what is allowed. */
  readonly isChanged: boolean;
}

function newTold({ series }: Setting): Told {
  return { records: [], updates: [], rows: series.map(() => []), bytes: 0, end: "" };
}

/** Takes what is new, and gives the records of it. */
function take(told: Told, run: Simulation, feed: MarketFeed): readonly EngineRecord[] {
  told.updates.push(...run.takeUpdates());
  for (const { series, batch, from, to } of feed.takePassed()) {
    told.rows[series]?.push(...batch.knownNs.subarray(from, to));
    told.bytes += (to - from) * rowBytes[batch.kind];
  }
  const records = run.takeRecords();
  told.records.push(...records);
  return records;
}

async function stepped(from: World, setting: Setting) {
  const { run, feed } = await open(from, setting, undefined);
  const told = newTold(setting);
  const barriers: Barrier[] = [];
  for (;;) {
    act(run, from);
    take(told, run, feed);
    if (!run.isReady) await run.fill();
    if (!run.step()) break;
    const before = told.bytes;
    const records = take(told, run, feed);
    const bytes = told.bytes - before;
    const isChanged = records.some(({ payload }) => payload.case !== "tradingDayClosed");
    const timeNs = run.sessionTimeNs ?? 0n;
    barriers.push({ timeNs, standing: standing(run), bytes, isChanged });
  }
  end(run, from);
  take(told, run, feed);
  told.end = standing(run);
  return { told, barriers };
}

type Stride = World["strides"][number];

function limitOf(stride: Stride, most: number, ahead: Barrier | undefined): PassageLimit {
  const { slices, until, bytes } = stride;
  const shift = { nothing: 0n, slice: 0n, before: -1n, after: 1n }[until] ?? 0n;
  return {
    slices: Math.min(slices, most),
    untilNs: until === "nothing" || ahead === undefined ? undefined : ahead.timeNs + shift,
    passedBytes: bytes === 0 ? Number.POSITIVE_INFINITY : bytes,
  };
}

/** The barrier at which a pass has to end: the first that a limit names, or that changed something. */
function dueBarrier(barriers: readonly Barrier[], before: number, limit: PassageLimit): number {
  let bytes = 0;
  for (let barrier = before + 1; barrier <= barriers.length; barrier += 1) {
    const at = barriers[barrier - 1];
    if (at === undefined) break;
    bytes += at.bytes;
    const isLate = limit.untilNs !== undefined && at.timeNs >= limit.untilNs;
    const isFull = bytes >= limit.passedBytes;
    if (at.isChanged || isLate || isFull || barrier - before >= limit.slices) return barrier;
  }
  return barriers.length;
}

/** Passes in strides; where batches end in between, a stride goes on after they were loaded. */
async function strode(from: World, setting: Setting, barriers: readonly Barrier[]): Promise<Told> {
  let { run, feed } = await open(from, setting, undefined);
  const told = newTold(setting);
  for (let count = 0; ; count += 1) {
    act(run, from);
    take(told, run, feed);
    const stride = from.strides[count % from.strides.length];
    if (stride === undefined) throw new Error("there are strides");
    const before = run.barrier;
    const commands = from.commands.map(({ barrier }) => barrier - before).filter((n) => n > 0);
    const ahead = barriers[before - 1 + stride.ahead];
    const limit = limitOf(stride, Math.min(...commands), ahead);
    const due = dueBarrier(barriers, before, limit);
    while (run.barrier < due) {
      if (!run.isReady) await run.fill();
      const at = run.barrier;
      const slices = limit.slices - (at - before);
      expect(run.pass({ ...limit, slices })).toBe(run.barrier - at);
      expect(run.barrier).toBeGreaterThan(at);
      expect(run.barrier).toBeLessThanOrEqual(due);
      // Nothing but data that is not loaded ends it before.
      if (run.barrier < due) expect(run.isReady).toBe(false);
    }
    if (due === before) break;
    const stood = standing(run);
    expect(stood).toBe(barriers[due - 1]?.standing);
    if (!stride.restarts) continue;
    take(told, run, feed);
    await run.close();
    ({ run, feed } = await open(from, setting, stateOf(stood)));
    expect(standing(run)).toBe(stood);
  }
  if (!run.isReady) await run.fill();
  expect(run.step()).toBe(false);
  end(run, from);
  take(told, run, feed);
  told.end = standing(run);
  return told;
}

test(`in strides as slice by slice (FC_SEED=${seed})`, { timeout: 60_000 }, async () => {
  let [slices, fills] = [0, 0];
  const property = fc.asyncProperty(world, async (from) => {
    const whole = await stepped(from, settingOf(from));
    const free = await strode(from, settingOf(from), whole.barriers);
    expect(free).toEqual(whole.told);
    slices += whole.barriers.length;
    fills += whole.told.records.filter(({ payload }) => payload.case === "orderFilled").length;
  });
  await fc.assert(property, { seed, numRuns: worlds });
  // Otherwise nothing was compared.
  expect(slices).toBeGreaterThan(worlds * 20);
  expect(fills).toBeGreaterThan(worlds);
});

test(`a row alone as one of two (FC_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(world, async (from) => {
    const alone = await stepped(from, settingOf(from));
    const setting = settingOf(from);
    const beside = { symbol: 0, batches: [tradesBeside(setting)] };
    const paired = await stepped(from, { ...setting, series: [...setting.series, beside] });
    expect(paired.told.records.map(withoutBars)).toEqual(alone.told.records.map(withoutBars));
    expect(paired.told.updates).toEqual(alone.told.updates);
    expect(paired.barriers.length).toBe(alone.barriers.length);
  });
  await fc.assert(property, { seed, numRuns: worlds });
});

/** Rows of the other series count as well. */
function withoutBars({ timeNs, payload }: EngineRecord): unknown {
  if (payload.case !== "tradingDayClosed") return { timeNs, payload };
  return { timeNs, payload: { ...payload, value: { ...payload.value, bars: 0 } } };
}

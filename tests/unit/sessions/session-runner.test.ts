import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { StopPolicy, type Telemetry } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { millisecondsOf } from "../../../src/domain/timestamp.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { scope } from "../../contract/store-fixtures.ts";
import { BarCatalog, closeTicks } from "./bar-catalog.ts";
import {
  type Asked,
  changeOf,
  closedDays,
  created,
  ending,
  every,
  newTrial,
  newWorld,
  onDisk,
  stateOf,
  type Trial,
  value,
  wholeRun,
} from "./trial.ts";

const tenDays = wholeRun(20_190_102, 20_190_115);

/** A session that was created and started. */
const started = (trial: Trial, asked: Asked = {}) => created(trial, { start: true, ...asked });

const barrierOf = async (trial: Trial, id: string) =>
  Number((await onDisk(trial, id)).status?.progress?.barrier ?? 0n);

const sampled = async (trial: Trial, id: string) => {
  const { status } = value(await trial.queries.get(scope, id)).session;
  return { ...status?.progress, runTimeMs: runTimeOf(status?.telemetry) };
};

const runTimeOf = (telemetry: Telemetry | undefined) =>
  telemetry?.runTime === undefined ? undefined : millisecondsOf(telemetry.runTime);

const pause = (trial: Trial, id: string) =>
  trial.clock.finish(trial.commands.pause(changeOf(id))).then(ending);
const resume = (trial: Trial, id: string) =>
  trial.clock.finish(trial.commands.resume(changeOf(id))).then(ending);

describe("a run as fast as it can", () => {
  test("ends COMPLETED with every day and the digest, and lets everything go", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial);
    await trial.clock.settle();
    const done = await onDisk(trial, sessionId);
    expect(stateOf(done)).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect(done.status?.progress).toMatchObject({
      ...{ barrier: 10n, durableBarrier: 10n, barrierTotal: 10n, bars: 10n, tradingDays: 10 },
      barsPerSecond: 0,
    });
    expect(done.status?.progress?.remaining).toBeUndefined();
    let digest = Buffer.alloc(32);
    for (const [index, day] of tenDays.entries()) {
      const date = day.split(" ")[0] ?? "";
      const cents = closeTicks("AAPL", Number(date.replaceAll("-", "")));
      const price = String(cents / 100);
      const line = `day ${date} ${index + 1} 1 AAPL=${price}\n`;
      digest = createHash("sha256").update(digest).update(line).digest();
    }
    expect(done.status?.resultsDigest).toBe(digest.toString("hex"));
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.clock.timerCount).toBe(0);
    expect(trial.catalog.openReadings).toBe(0);
    expect(trial.samples.find(scope, sessionId)).toBeUndefined();
    expect(trial.errors).toEqual([]);
  });

  test("symbols of several venues share the barriers of one clock", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { symbols: ["GAPS", "BTC-USD", "AAPL"] });
    await trial.clock.settle();
    const { status } = await onDisk(trial, sessionId);
    // 14 calendar days and 10 of New York close at 24 instants; three bars are missing.
    expect(status?.progress).toMatchObject({ barrier: 24n, barrierTotal: 24n, bars: 31n });
    expect(status?.progress?.tradingDays).toBe(14);
  });

  test("its results are the same in batches of any size and turns of any length", async () => {
    const digests = new Set<string>();
    for (const [batchBars, readingCostMs] of [
      [50, 0],
      [1, 0],
      [7, 3],
      [3, 60],
    ] as const) {
      const trial = newTrial();
      trial.catalog.batchBars = batchBars;
      trial.clock.readingCostMs = readingCostMs;
      const { sessionId } = await started(trial, { to: "2019-12-31" });
      await trial.clock.advance(100_000);
      const done = await onDisk(trial, sessionId);
      expect(stateOf(done)).toBe("COMPLETED");
      expect(await closedDays(trial, sessionId)).toEqual(wholeRun(20_190_102, 20_191_231));
      digests.add(done.status?.resultsDigest ?? "");
    }
    expect(digests.size).toBe(1);
  });

  test("hands over at most a thousand days at once", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 10_000;
    const { sessionId } = await started(trial, { from: "2001-01-02", to: "2018-12-31" });
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    const kinds = { sessionIds: [sessionId], modes: [], strategyIds: [], kinds: [4 as const] };
    const page = await trial.store.readLog(scope, kinds, 0n, { records: 1e6, bytes: 1e9 });
    const sizes = page.records.map((record) => record.decode().events.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_064);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(wholeRun(20_010_102, 20_181_231).length);
  });

  test("is measured, for the estimates of others", async () => {
    const trial = newTrial();
    trial.clock.readingCostMs = 5;
    expect(trial.speed.barsPerSecond).toBeUndefined();
    await started(trial, { to: "2019-12-31" });
    await trial.clock.advance(60_000);
    expect(trial.speed.barsPerSecond).toBeGreaterThan(0);
    const paced = newTrial();
    await started(paced, { pace: every(1) });
    await paced.clock.advance(1_000);
    expect(paced.speed.barsPerSecond).toBeUndefined();
  });
});

describe("pace", () => {
  test("an interval: each slice at its time, on disk within 100 ms", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(1_000) });
    await trial.clock.advance(999);
    expect(await barrierOf(trial, sessionId)).toBe(0);
    for (let slice = 1; slice < 10; slice += 1) {
      await trial.clock.advance(1);
      expect((await sampled(trial, sessionId)).barrier, `${slice}`).toBe(BigInt(slice));
      await trial.clock.advance(100);
      expect(await barrierOf(trial, sessionId), `${slice}`).toBe(slice);
      await trial.clock.advance(899);
    }
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    await trial.clock.advance(1);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
  });

  test("a speed: nights, weekends and half of a half-day cost nothing", async () => {
    const trial = newTrial();
    // 2019-07-01 (Monday) to 2019-07-08; the 3rd ends at 13:00, the 4th is a holiday.
    const asked = {
      from: "2019-07-01",
      to: "2019-07-08",
      pace: { case: "speed", value: 3_600 },
    } as const;
    const { sessionId } = await started(trial, asked);
    // At an hour a second: 6.5, 6.5, 3.5, 6.5 and 6.5 seconds.
    const dueMs = [6_500, 13_000, 16_500, 23_000, 29_500];
    for (const [index, ms] of dueMs.entries()) {
      await trial.clock.advance(ms - 1 - trial.clock.ms);
      expect(Number((await sampled(trial, sessionId)).barrier), `${index}`).toBe(index);
      await trial.clock.advance(1);
    }
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
  });

  test("a pause stops the clock, a resume goes on at the next slice", async () => {
    const trial = newTrial();
    const asked = { pace: { case: "speed", value: 3_600 } } as const;
    const { sessionId } = await started(trial, asked);
    await trial.clock.advance(6_500 + 3_000);
    expect(await pause(trial, sessionId)).toBe("PAUSED");
    expect(await barrierOf(trial, sessionId)).toBe(1);
    await trial.clock.advance(1_000_000);
    expect(await barrierOf(trial, sessionId)).toBe(1);
    expect(trial.registry.cellCount).toBe(0);
    expect(await resume(trial, sessionId)).toBe("RUNNING");
    // The session's clock stood at the first close: the second day lies ahead as a whole.
    await trial.clock.advance(6_499);
    expect(Number((await sampled(trial, sessionId)).barrier)).toBe(1);
    await trial.clock.advance(1);
    expect(Number((await sampled(trial, sessionId)).barrier)).toBe(2);
    await trial.clock.advance(60_000);
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
  });

  test("a late turn catches up and skips nothing", async () => {
    const trial = newTrial();
    let release = () => {};
    trial.catalog.batchBars = 3;
    const { sessionId } = await started(trial, { pace: every(100) });
    await trial.clock.advance(250);
    trial.catalog.beforeBatch = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    await trial.clock.advance(600);
    expect(await barrierOf(trial, sessionId), "what was passed does not wait for data").toBe(4);
    trial.catalog.beforeBatch = () => Promise.resolve();
    release();
    await trial.clock.settle();
    expect(await pause(trial, sessionId)).toBe("PAUSED");
    expect(await barrierOf(trial, sessionId)).toBe(8);
    await resume(trial, sessionId);
    await trial.clock.advance(200);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
  });

  test("what was passed is on disk in 100 ms, also before a far slice or slow data", async () => {
    const apart = newTrial();
    // At 100 hours a second New York closes 30 ms before the end of the UTC day, then 210 ms pass.
    const speed = { case: "speed", value: 360_000 } as const;
    const two = await started(apart, { symbols: ["BTC-USD", "AAPL"], pace: speed });
    await apart.clock.advance(240 + 99);
    expect(await barrierOf(apart, two.sessionId)).toBe(2);
    const slowly = newTrial();
    slowly.catalog.batchBars = 3;
    const one = await started(slowly, { pace: every(30) });
    await slowly.clock.advance(70);
    slowly.catalog.beforeBatch = () => new Promise(() => {});
    await slowly.clock.advance(120);
    expect(await barrierOf(slowly, one.sessionId)).toBe(4);
  });

  test("a slice that is years away keeps no timer busy", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: { case: "speed", value: 1e-9 } });
    await trial.clock.advance(60_000);
    expect(trial.clock.timerCount).toBe(1);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    expect(
      ending(await trial.clock.finish(trial.commands.stop(changeOf(sessionId), StopPolicy.KEEP))),
    ).toBe("STOPPED");
    expect(trial.clock.timerCount).toBe(0);
  });
});

describe("pause, resume and stop", () => {
  test("a pause is at a durable barrier that the answer names, and nothing runs on", async () => {
    const trial = newTrial();
    trial.clock.readingCostMs = 1;
    const { sessionId } = await started(trial, { to: "2019-12-31" });
    for (let step = 0; step < 6; step += 1) await trial.clock.step();
    const answer = value(await trial.clock.finish(trial.commands.pause(changeOf(sessionId))));
    const { barrier, durableBarrier } = answer.status?.progress ?? {};
    expect(barrier).toBeGreaterThan(0n);
    expect(durableBarrier).toBe(barrier);
    // The last day may be open: whether another slice of it follows is not known yet.
    const closed = (await closedDays(trial, sessionId)).length;
    expect([Number(barrier), Number(barrier) - 1]).toContain(closed);
    await trial.clock.advance(10_000);
    expect((await onDisk(trial, sessionId)).status?.progress?.barrier).toBe(barrier);
    expect(await resume(trial, sessionId)).toBe("RUNNING");
    await trial.clock.advance(100_000);
    expect(await closedDays(trial, sessionId)).toEqual(wholeRun(20_190_102, 20_191_231));
  });

  test("paused at every slice, the days and the digest are those of an unbroken run", async () => {
    const whole = newTrial();
    const unbroken = await started(whole, { pace: every(10) });
    await whole.clock.advance(1_000);
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(10) });
    for (let slice = 1; slice <= 9; slice += 1) {
      await trial.clock.advance(10);
      expect(await pause(trial, sessionId)).toBe("PAUSED");
      expect(await barrierOf(trial, sessionId)).toBe(slice);
      expect(await resume(trial, sessionId)).toBe("RUNNING");
    }
    await trial.clock.advance(1_000);
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect((await onDisk(trial, sessionId)).status?.resultsDigest).toBe(
      (await onDisk(whole, unbroken.sessionId)).status?.resultsDigest,
    );
  });

  test("a stop keeps what was passed and lets everything go", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(1_000) });
    await trial.clock.advance(3_000);
    const stop = trial.commands.stop(changeOf(sessionId), StopPolicy.UNSPECIFIED);
    const stopped = value(await trial.clock.finish(stop));
    expect(stopped.status?.progress).toMatchObject({ barrier: 3n, durableBarrier: 3n });
    await trial.clock.settle();
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.clock.timerCount).toBe(0);
    expect(trial.catalog.openReadings).toBe(0);
  });

  test("a start that is stopped in the same turn leaves no run behind", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: every(10) });
    const both = Promise.all([
      trial.commands.start(changeOf(sessionId)),
      trial.commands.stop(changeOf(sessionId), StopPolicy.UNSPECIFIED),
    ]);
    expect((await trial.clock.finish(both)).map(ending)).toEqual(["RUNNING", "STOPPED"]);
    await trial.clock.advance(1_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("STOPPED");
    expect(await closedDays(trial, sessionId)).toEqual([]);
    expect(trial.samples.version).toBe(0);
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.errors).toEqual([]);
  });

  test("start, pause and resume in one turn leave exactly one run", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: every(10) });
    const all = Promise.all([
      trial.commands.start(changeOf(sessionId)),
      trial.commands.pause(changeOf(sessionId)),
      trial.commands.resume(changeOf(sessionId)),
    ]);
    expect((await trial.clock.finish(all)).map(ending)).toEqual(["RUNNING", "PAUSED", "RUNNING"]);
    await trial.clock.advance(1_000);
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect(trial.errors).toEqual([]);
  });
});

describe("figures", () => {
  test("samples follow the run and its durable barrier, at most five a second", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(3_600_000) });
    await trial.clock.settle();
    expect(await sampled(trial, sessionId)).toMatchObject({ barrier: 0n, barrierTotal: 10n });
    await trial.clock.advance(3_600_000);
    await trial.clock.advance(300);
    expect(await sampled(trial, sessionId)).toMatchObject({ barrier: 1n, durableBarrier: 1n });
    const fast = newTrial();
    await started(fast, { pace: every(1), to: "2020-12-31" });
    await fast.clock.advance(400);
    const before = fast.samples.version;
    expect(before).toBeGreaterThan(1);
    await fast.clock.advance(100);
    expect(fast.samples.version - before).toBeLessThanOrEqual(1);
  });

  test("rate and remaining time are those of the last second", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(100), to: "2019-12-31" });
    await trial.clock.advance(5_000);
    const { barrier, barsPerSecond, remaining } = await sampled(trial, sessionId);
    expect(barsPerSecond).toBeCloseTo(10, 0);
    const left = 252 - Number(barrier);
    expect(millisecondsOf(remaining ?? ({ seconds: 0n, nanos: 0 } as never))).toBeCloseTo(
      left * 100,
      -3,
    );
  });

  test("run time counts what was RUNNING, over pauses and restarts", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await started(trial, { pace: every(1_000) });
    await trial.clock.advance(2_700);
    await pause(trial, sessionId);
    expect(runTimeOf((await onDisk(trial, sessionId)).status?.telemetry)).toBe(2_700);
    await trial.clock.advance(50_000);
    await resume(trial, sessionId);
    await trial.clock.advance(300);
    await trial.clock.finish(trial.registry.drain());
    trial.clock.kill();
    await world.clock.advance(9_000);
    const next = newTrial({ world });
    expect(await next.recover()).toBe(1);
    await next.clock.advance(500);
    await pause(next, sessionId);
    const { status } = await onDisk(next, sessionId);
    expect(runTimeOf(status?.telemetry)).toBe(3_500);
    expect(status?.telemetry?.recoveries).toBe(1);
    expect(next.errors).toEqual([]);
  });
});

describe("runs beside each other", () => {
  test("each has its turn, and whoever asks has one between any two", async () => {
    const trial = newTrial();
    trial.clock.readingCostMs = 2;
    const ids: string[] = [];
    for (let run = 0; run < 8; run += 1) {
      ids.push((await started(trial, { from: "2001-01-02", to: "2018-12-31" })).sessionId);
    }
    for (let turn = 0; turn < 30; turn += 1) await trial.clock.step();
    // A request that came now would wait for one turn only, not for eight; beside it at most a flush
    // of the store and those whom it wakes.
    expect(trial.clock.yieldedCount).toBeLessThanOrEqual(3);
    const barriers = ids.map((id) => Number(trial.samples.find(scope, id)?.progress.barrier ?? 0n));
    expect(Math.min(...barriers)).toBeGreaterThan(0);
    await trial.clock.advance(1_000_000);
    for (const id of ids) expect(stateOf(await onDisk(trial, id))).toBe("COMPLETED");
  });
});

describe("what goes wrong", () => {
  test("data that cannot be read suspends; a resume goes on once it can", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 4;
    trial.catalog.unreadableFrom = 20_190_110;
    const { sessionId } = await started(trial);
    await trial.clock.settle();
    const suspended = await onDisk(trial, sessionId);
    expect(stateOf(suspended)).toBe("SUSPENDED");
    expect(suspended.status?.stateMessage).toContain("AAPL.parquet is not what was imported");
    // A slice passes when all of it is known: of the last row that is there, that is not.
    expect(suspended.status?.progress?.barrier).toBe(2n);
    // A day is closed by the first slice of the next one.
    expect(await closedDays(trial, sessionId)).toHaveLength(1);
    expect(trial.registry.cellCount).toBe(0);
    expect(await resume(trial, sessionId)).toBe("RUNNING");
    await trial.clock.settle();
    expect(stateOf(await onDisk(trial, sessionId))).toBe("SUSPENDED");
    trial.catalog.unreadableFrom = undefined;
    await resume(trial, sessionId);
    await trial.clock.settle();
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect(trial.errors).toEqual([]);
  });

  test("data that was changed fails the session, with a reason for programs", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(1_000) });
    await trial.clock.advance(3_000);
    await pause(trial, sessionId);
    trial.catalog.edition = "2";
    await resume(trial, sessionId);
    await trial.clock.settle();
    const failed = await onDisk(trial, sessionId);
    expect(stateOf(failed)).toBe("FAILED");
    expect(failed.status?.error?.reason).toBe("DATA_CHANGED");
    expect(failed.status?.error?.message).toMatch(
      /was AAPL@[0-9a-f]{16} and is AAPL@[0-9a-f]{16}$/,
    );
    expect(failed.status?.progress?.barrier).toBe(3n);
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.errors).toEqual([]);
  });

  test("data that is changed before the first slice counts as changed, too", async () => {
    const trial = newTrial();
    const { sessionId } = await started(trial, { pace: every(1_000) });
    await trial.clock.advance(500);
    await pause(trial, sessionId);
    trial.catalog.edition = "2";
    await resume(trial, sessionId);
    await trial.clock.settle();
    expect(stateOf(await onDisk(trial, sessionId))).toBe("FAILED");
  });

  test("data that is gone at the start suspends", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial);
    trial.catalog.findSeries = () => undefined;
    await trial.clock.finish(trial.commands.start(changeOf(sessionId)));
    await trial.clock.settle();
    expect(stateOf(await onDisk(trial, sessionId))).toBe("SUSPENDED");
    expect(trial.registry.cellCount).toBe(0);
  });

  test("a defect fails the session; the details are for the log alone", async () => {
    const trial = newTrial();
    trial.catalog.unreadableFrom = 20_190_101;
    trial.catalog.defect = new Error("secret detail");
    const { sessionId } = await started(trial);
    await trial.clock.settle();
    const failed = await onDisk(trial, sessionId);
    expect(stateOf(failed)).toBe("FAILED");
    expect(failed.status?.error?.reason).toBe("INTERNAL");
    expect(JSON.stringify(failed.status?.error?.message)).not.toContain("secret");
    expect(trial.errors.join()).toContain("secret detail");
  });

  test("a commit that fails brings the run back from the durable barrier", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await started(trial, { pace: every(100) });
    await trial.clock.advance(350);
    world.failures.push(new StoreError("FULL", "the disk is full"));
    await trial.clock.advance(200);
    expect(await barrierOf(trial, sessionId)).toBe(3);
    expect(trial.errors).toHaveLength(1);
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect(trial.registry.cellCount).toBe(0);
  });

  test("an end that cannot be written is written later", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial);
    const full = () => new StoreError("FULL", "the disk is full");
    world.failures.push(undefined, full(), full(), full());
    await trial.clock.finish(trial.commands.start(changeOf(sessionId)));
    await trial.clock.advance(900);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toEqual(tenDays);
    expect(world.failures).toEqual([]);
  });

  test("a catalog may hold anything: a fresh one of the same edition goes on", async () => {
    const world = newWorld();
    const first = newTrial({ world });
    const { sessionId } = await started(first, { pace: every(10) });
    await first.clock.advance(45);
    await first.clock.finish(first.registry.drain());
    first.clock.kill();
    const second = newTrial({ world, catalog: new BarCatalog() });
    await second.recover();
    await second.clock.advance(1_000);
    expect(await closedDays(second, sessionId)).toEqual(tenDays);
  });
});

import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/store/store-error.ts";
import { otherOwner, scope } from "../../contract/store-fixtures.ts";
import { changeOf, created, ending, every, newTrial, newWorld, onDisk, stateOf } from "./trial.ts";

describe("SessionRegistry", () => {
  test("keeps one cell while it is used or runs, and none afterwards", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: every(100) });
    expect(trial.registry.cellCount).toBe(0);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const cells: unknown[] = [];
    const use = () =>
      trial.registry.use(scope, sessionId, async (cell) => {
        cells.push(cell);
        await held;
      });
    const uses = Promise.all([use(), use()]);
    await trial.clock.settle();
    expect(cells).toHaveLength(2);
    expect(cells[0]).toBe(cells[1]);
    expect(trial.registry.cellCount).toBe(1);
    release();
    await trial.clock.finish(uses);
    expect(trial.registry.cellCount).toBe(0);
    await trial.clock.finish(trial.commands.start(changeOf(sessionId)));
    expect(trial.registry.cellCount).toBe(1);
    await trial.clock.advance(5_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(trial.registry.cellCount).toBe(0);
  });

  test("a session that is missing, or another's, leaves nothing behind", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial);
    const task = async () => "used";
    expect(await trial.registry.use(otherOwner, sessionId, task)).toBeUndefined();
    expect(await trial.registry.use(scope, "ses_nothing", task)).toBeUndefined();
    expect(await trial.registry.use(scope, sessionId, task)).toBe("used");
    expect(trial.registry.cellCount).toBe(0);
  });

  test("a read or a task that fails leaves nothing behind", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial);
    const fail = () => Promise.reject(new Error("task"));
    await expect(trial.registry.use(scope, sessionId, fail)).rejects.toThrow("task");
    await expect(trial.registry.useNew(scope, "ses_new", fail)).rejects.toThrow("task");
    await trial.store.close();
    const closed = trial.registry.use(scope, sessionId, fail);
    await expect(closed).rejects.toMatchObject({ code: "CLOSED" });
    expect(trial.registry.cellCount).toBe(0);
  });

  test("drain brings every run to a durable barrier, lets it go, and starts no other", async () => {
    const trial = newTrial();
    const running = await created(trial, { start: true, pace: every(100) });
    const ready = await created(trial, { pace: every(100) });
    await trial.clock.advance(305);
    await trial.clock.finish(trial.registry.drain());
    const { status } = await onDisk(trial, running.sessionId);
    expect(stateOf(await onDisk(trial, running.sessionId))).toBe("RUNNING");
    expect(status?.progress).toMatchObject({ barrier: 3n, durableBarrier: 3n });
    const start = trial.commands.start(changeOf(ready.sessionId));
    expect(ending(await trial.clock.finish(start))).toBe("RUNNING");
    await trial.clock.advance(10_000);
    expect((await onDisk(trial, running.sessionId)).status?.progress?.barrier).toBe(3n);
    expect((await onDisk(trial, ready.sessionId)).status?.progress).toBeUndefined();
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.clock.timerCount).toBe(0);
    expect(trial.errors).toEqual([]);
  });

  test("drain halts a run before it commits: what is passed later would be seen and lost", async () => {
    const trial = newTrial();
    await created(trial, { start: true, pace: every(100) });
    await trial.clock.advance(305);
    const { store, catalog } = trial;
    const commit = store.commit.bind(store);
    const openAtCommits: number[] = [];
    store.commit = async (batch) => {
      // Data is let go of a moment after it is closed.
      await new Promise((turn) => setImmediate(turn));
      openAtCommits.push(catalog.openReadings);
      return commit(batch);
    };
    expect(catalog.openReadings).toBe(1);
    await trial.clock.finish(trial.registry.drain());
    expect(openAtCommits).toEqual([0]);
  });

  test("drain ends also where nothing can be written any more", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    await created(trial, { start: true, pace: every(100) });
    await created(trial, { start: true, pace: every(100) });
    await trial.clock.advance(350);
    world.failures.push(new StoreError("FAILED", "a sync failed"));
    await trial.clock.finish(trial.registry.drain());
    expect(trial.errors).toHaveLength(2);
    await trial.clock.advance(10_000);
    expect(trial.errors).toHaveLength(2);
    expect(trial.catalog.openReadings).toBe(0);
  });

  test("a run that lost a commit is not brought back by what stops it", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { start: true, pace: every(100) });
    await trial.clock.advance(310);
    world.failures.push(new StoreError("FULL", "the disk is full"));
    await trial.clock.advance(100);
    const stop = trial.commands.stop(changeOf(sessionId), 0);
    expect(ending(await trial.clock.finish(stop))).toBe("STOPPED");
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("STOPPED");
    expect(trial.registry.cellCount).toBe(0);
  });

  test("a run that lost a commit is held until there is room, and then goes on", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { start: true, pace: every(100) });
    await trial.clock.advance(310);
    let hasRoom = false;
    trial.store.hasRoom = () => hasRoom;
    world.failures.push(new StoreError("FULL", "the disk is full"));
    await trial.clock.advance(60_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    expect(trial.catalog.openReadings).toBe(0);
    expect(trial.errors).toHaveLength(1);
    // What else fails meanwhile makes no second run wait.
    world.failures.push(new StoreError("FULL", "the disk is full"));
    const pause = trial.commands.pause(changeOf(sessionId));
    await expect(trial.clock.finish(pause)).rejects.toMatchObject({ code: "FULL" });
    expect(trial.clock.timerCount).toBe(1);
    hasRoom = true;
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(trial.clock.timerCount).toBe(0);
  });
});

import { describe, expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { stateName } from "../../../src/domain/session/decide.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { readRecords, scope } from "../../contract/store-fixtures.ts";
import { BarCatalog } from "./bar-catalog.ts";
import {
  changeOf,
  closedDays,
  created,
  creation,
  every,
  newTrial,
  newWorld,
  onDisk,
  stateOf,
  type Trial,
  wholeRun,
} from "./trial.ts";

/** The states that a session went through. */
async function history(trial: Trial, sessionId: string): Promise<string> {
  const kinds = [EventKind.LIFECYCLE];
  const selection = { sessionIds: [sessionId], modes: [], strategyIds: [], kinds };
  const records = await readRecords(trial.store, scope, selection);
  const states = records.flatMap(({ events }) =>
    events.flatMap(({ payload }) =>
      payload.case === "sessionStateChanged" ? [stateName(payload.value.state)] : [],
    ),
  );
  return states.join(" ");
}

describe("recoverSessions", () => {
  test("what ran goes on from its durable barrier; what waited or ended stays", async () => {
    const world = newWorld();
    const before = newTrial({ world });
    const asked = { pace: every(100), start: true };
    const running = await created(before, asked);
    const paused = await created(before, asked);
    const ready = await created(before, { pace: every(100) });
    await before.clock.advance(320);
    await before.clock.finish(before.commands.pause(changeOf(paused.sessionId)));
    before.clock.kill();
    await world.clock.advance(60_000);
    const after = newTrial({ world });
    expect(await after.recover()).toBe(1);
    expect(await history(after, running.sessionId)).toBe("RUNNING RECOVERING RUNNING");
    expect((await onDisk(after, running.sessionId)).status?.telemetry?.recoveries).toBe(1);
    expect(stateOf(await onDisk(after, paused.sessionId))).toBe("PAUSED");
    expect(stateOf(await onDisk(after, ready.sessionId))).toBe("READY");
    await after.clock.advance(5_000);
    expect(await history(after, running.sessionId)).toBe("RUNNING RECOVERING RUNNING COMPLETED");
    expect(await closedDays(after, running.sessionId)).toEqual(wholeRun(20_190_102, 20_190_115));
    expect(await newTrial({ world }).recover()).toBe(0);
  });

  test("a crash between the two steps is gone on with by the next start", async () => {
    const world = newWorld();
    const before = newTrial({ world });
    const { sessionId } = await created(before, { pace: every(100), start: true });
    await before.clock.advance(320);
    before.clock.kill();
    const middle = newTrial({ world });
    world.failures.push(undefined, new StoreError("FULL", "the disk is full"));
    await expect(middle.recover()).rejects.toThrow("the disk is full");
    middle.clock.kill();
    expect(stateOf(await onDisk(middle, sessionId))).toBe("RECOVERING");
    const after = newTrial({ world });
    expect(await after.recover()).toBe(1);
    expect(await history(after, sessionId)).toBe("RUNNING RECOVERING RUNNING");
    await after.clock.advance(5_000);
    expect(await closedDays(after, sessionId)).toEqual(wholeRun(20_190_102, 20_190_115));
  });

  test("killed again and again at any point, the results are those of one run", async () => {
    const whole = newTrial();
    const unbroken = await created(whole, { to: "2019-12-31", start: true });
    await whole.clock.advance(1_000);
    const expected = (await onDisk(whole, unbroken.sessionId)).status?.resultsDigest;
    const world = newWorld();
    let trial = newTrial({ world });
    const { sessionId } = await created(trial, { to: "2019-12-31", start: true, pace: every(10) });
    for (const lifeMs of [3, 60, 111, 7, 255, 300, 499, 1_000]) {
      await trial.clock.advance(lifeMs);
      trial.clock.kill();
      trial = newTrial({ world });
      trial.catalog.batchBars = lifeMs;
      expect(await trial.recover()).toBe(1);
    }
    await trial.clock.advance(60_000);
    const { status } = await onDisk(trial, sessionId);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(status?.resultsDigest).toBe(expected);
    expect(status?.telemetry?.recoveries).toBe(8);
    expect(await closedDays(trial, sessionId)).toEqual(wholeRun(20_190_102, 20_191_231));
  });

  test("more than a page of them, of every owner", async () => {
    const world = newWorld();
    const before = newTrial({ world, limits: { createsPerMinute: 0 } });
    const asked = creation({ pace: every(3_600_000), start: true });
    const other = { ...asked, scope: { tenant: "default", owner: "eve" } };
    const all = Array.from({ length: 270 }, (_, index) =>
      before.commands.create(index % 3 === 0 ? other : asked),
    );
    await before.clock.finish(Promise.all(all));
    before.clock.kill();
    const after = newTrial({ world });
    expect(await after.recover()).toBe(270);
    expect(after.registry.cellCount).toBe(270);
    await after.clock.finish(after.registry.drain());
  });

  test("data that is gone or changed suspends or fails, after the recovery", async () => {
    const world = newWorld();
    const before = newTrial({ world });
    const apple = await created(before, { pace: every(100), start: true });
    await before.clock.advance(220);
    before.clock.kill();
    const catalog = new BarCatalog();
    catalog.edition = "2";
    const after = newTrial({ world, catalog });
    expect(await after.recover()).toBe(1);
    await after.clock.settle();
    expect(await history(after, apple.sessionId)).toBe("RUNNING RECOVERING RUNNING FAILED");
    expect(after.registry.cellCount).toBe(0);
  });
});

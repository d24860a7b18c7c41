/** Sessions while the disk does not answer: what clients ask is refused, what runs goes on. */
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { PlaceOrderSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { Limits } from "../../../src/domain/limits.ts";
import { createMemoryStore } from "../../../src/store/memory/create-memory-store.ts";
import { SyncSwitch } from "../../contract/store/store-under-test.ts";
import { countingBytes, scope } from "../../contract/store-fixtures.ts";
import { ManualClock } from "./manual-clock.ts";
import { changeOf, created, creation, every, newTrial, onDisk, stateOf } from "./trial.ts";
import { TrialDriver } from "./trial-driver.ts";

const limitMs = 10_000;
const stalled = { code: "STALLED" };

function slowTrial(limits: Partial<Limits> = {}) {
  const syncs = new SyncSwitch();
  const clock = new ManualClock();
  const forked = clock.fork();
  const store = createMemoryStore({
    ...{ clock: forked, randomBytes: countingBytes(), stall: { limitMs, clock: forked } },
    sync: () => syncs.pass(),
  });
  return { trial: newTrial({ limits, world: { clock, store, failures: [] } }), syncs };
}

describe("while the disk does not answer", () => {
  test("runs go on by themselves and end as they would have, and none fails", async () => {
    const digests: string[] = [];
    for (const hangs of [false, true]) {
      const { trial, syncs } = slowTrial();
      const started = [];
      for (const pace of [undefined, every(100)]) {
        started.push(await created(trial, { start: true, ...(pace && { pace }) }));
      }
      if (hangs) {
        syncs.hold();
        await trial.clock.advance(120_000);
        expect(trial.store.disk.isStalled).toBe(true);
        syncs.release();
      }
      await trial.clock.advance(60_000);
      for (const { sessionId } of started) {
        const session = await onDisk(trial, sessionId);
        expect(stateOf(session)).toBe("COMPLETED");
        digests.push(session.status?.resultsDigest ?? "");
      }
      expect(trial.errors).toEqual([]);
    }
    expect(digests[0]).not.toBe("");
    expect(new Set(digests).size).toBe(1);
  });

  test("what a client asks of a running session is refused, and the run is left alone", async () => {
    const { trial, syncs } = slowTrial();
    const { sessionId } = await created(trial, { start: true, pace: every(2_000) });
    await trial.clock.advance(3_000);
    syncs.hold();
    // The next record of the run, in a second, is what the disk keeps.
    await trial.clock.advance(limitMs + 2_000);
    expect(trial.store.disk.isStalled).toBe(true);
    const run = (await cellOf(trial, sessionId))?.run;
    for (const command of ["pause", "start", "delete"] as const) {
      const refused = trial.commands[command](changeOf(sessionId));
      await expect(trial.clock.finish(refused)).rejects.toMatchObject(stalled);
    }
    expect((await cellOf(trial, sessionId))?.run).toBe(run);
    syncs.release();
    await trial.clock.settle();
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    await trial.clock.finish(trial.commands.pause(changeOf(sessionId)));
    expect(stateOf(await onDisk(trial, sessionId))).toBe("PAUSED");
  });

  test("what a run does during it waits to be written, and the run stays", async () => {
    const { trial, syncs } = slowTrial();
    const { sessionId } = await created(trial, { start: true, pace: every(20_000) });
    const other = await created(trial);
    syncs.hold();
    const doubtful = trial.commands.delete(changeOf(other.sessionId));
    await trial.clock.advance(limitMs);
    expect(trial.store.disk).toMatchObject({ isStalled: true, waiting: 1 });
    const run = (await cellOf(trial, sessionId))?.run;
    await trial.clock.advance(60_000);
    expect(trial.store.disk.waiting).toBe(2);
    expect((await cellOf(trial, sessionId))?.run).toBe(run);
    syncs.release();
    await trial.clock.finish(doubtful);
    await trial.clock.advance(10);
    expect((await cellOf(trial, sessionId))?.run).toBe(run);
    expect(trial.errors).toEqual([]);
  });

  test("an order that is refused was never placed, and the driver's next turn counts", async () => {
    const { trial, syncs } = slowTrial();
    const driver = await TrialDriver.start(trial);
    await driver.turn({ until: { slices: 2 } });
    syncs.hold();
    await driver.turn();
    await trial.clock.advance(limitMs + 200);
    const command = create(PlaceOrderSchema, {
      clientOrderId: "a",
      spec: { symbol: "AAPL", side: Side.BUY, type: 1, size: { case: "quantity", value: "1" } },
    });
    const source = { scope, sessionId: driver.sessionId, isDriver: false };
    const placed = trial.desk.place(source, command);
    await expect(trial.clock.finish(placed)).rejects.toMatchObject(stalled);
    const { result } = await driver.turn();
    expect(result.durableBarrier).toBeLessThan(result.barrier);
    syncs.release();
    await trial.clock.advance(1_000);
    const again = await driver.turn();
    expect(again.result.durableBarrier).toBeGreaterThan(result.durableBarrier);
    const orders = await trial.clock.finish(
      trial.store.listOrders(scope, driver.sessionId, { limit: 10, openOnly: false, symbol: "" }),
    );
    expect(orders).toEqual([]);
  });

  test("a creation that is refused takes no place and no turn of the rate", async () => {
    const { trial, syncs } = slowTrial({ openSessionsPerOwner: 2, createsPerMinute: 2 });
    const { sessionId } = await created(trial);
    syncs.hold();
    const update = trial.commands.start(changeOf(sessionId));
    await trial.clock.advance(limitMs);
    for (let count = 0; count < 5; count += 1) {
      const refused = trial.commands.create(creation());
      await expect(trial.clock.finish(refused)).rejects.toMatchObject(stalled);
    }
    syncs.release();
    await trial.clock.finish(update);
    await created(trial);
    expect(trial.store.position().head).toBeGreaterThan(1n);
  });

  test("a request that was refused is done when it is repeated, once", async () => {
    const { trial, syncs } = slowTrial();
    const first = await created(trial);
    syncs.hold();
    const doubtful = trial.commands.delete(changeOf(first.sessionId));
    await trial.clock.advance(limitMs);
    const asked = creation({ requestId: "r" });
    await expect(trial.clock.finish(trial.commands.create(asked))).rejects.toMatchObject(stalled);
    syncs.release();
    await trial.clock.finish(doubtful);
    const made = await trial.clock.finish(trial.commands.create(asked));
    const again = await trial.clock.finish(trial.commands.create(asked));
    expect(made.ok && again.ok && made.value.session.sessionId).toBe(
      again.ok && again.value.session.sessionId,
    );
    expect(trial.store.position().head).toBe(3n);
  });
});

function cellOf(trial: ReturnType<typeof newTrial>, sessionId: string) {
  return trial.clock.finish(trial.registry.use(scope, sessionId, async (cell) => cell));
}

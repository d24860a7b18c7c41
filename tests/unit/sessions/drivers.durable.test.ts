/** What a command has decided is told to nobody before it is on disk, and not at all if it fails. */
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { PlaceOrderSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { createMemoryStore } from "../../../src/store/memory/create-memory-store.ts";
import { SyncSwitch } from "../../contract/store/store-under-test.ts";
import { countingBytes, scope } from "../../contract/store-fixtures.ts";
import { ManualClock } from "./manual-clock.ts";
import { changeOf, created, ending, every, newTrial, type Trial, value } from "./trial.ts";
import { refusal, TrialDriver } from "./trial-driver.ts";

/** A trial on a disk whose syncs can be held. */
function slowTrial(): { readonly trial: Trial; readonly syncs: SyncSwitch } {
  const syncs = new SyncSwitch();
  const clock = new ManualClock();
  const store = createMemoryStore({
    ...{ clock: clock.fork(), randomBytes: countingBytes() },
    sync: () => syncs.pass(),
  });
  return { trial: newTrial({ world: { clock, store, failures: [] } }), syncs };
}

/** A driver at barrier 3, of which 2 are on disk. */
async function drivenTrial() {
  const { trial, syncs } = slowTrial();
  const driver = await TrialDriver.start(trial);
  await driver.turn({ until: { slices: 2 } });
  await trial.clock.advance(200);
  const { result } = await driver.turn();
  expect([result.barrier, result.durableBarrier]).toEqual([3n, 2n]);
  return { trial, syncs, driver };
}

/** Whether something has ended by now. */
function watched<T>(work: Promise<T>): { readonly work: Promise<T>; isOver: boolean } {
  const watch = { work, isOver: false };
  const end = () => {
    watch.isOver = true;
  };
  work.then(end, end);
  return watch;
}

const placing = create(PlaceOrderSchema, {
  clientOrderId: "a",
  spec: { symbol: "AAPL", side: Side.BUY, type: 1, size: { case: "quantity", value: "1" } },
});

describe("while a command is on its way to the disk", () => {
  test("a turn that is made again does not hear of the barrier that the command writes", async () => {
    const { trial, syncs, driver } = await drivenTrial();
    const release = syncs.hold();
    const pause = trial.commands.pause(changeOf(driver.sessionId));
    await trial.clock.settle();
    driver.barrier = 2n;
    const again = watched(driver.send());
    driver.barrier = 3n;
    const next = watched(driver.send());
    await trial.clock.settle();
    expect([again.isOver, next.isOver]).toEqual([false, false]);
    release();
    expect(ending(await trial.clock.finish(pause))).toBe("PAUSED");
    const { result } = value(await trial.clock.finish(again.work));
    expect([result.durableBarrier, result.sessionState]).toEqual([3n, SessionState.PAUSED]);
    expect(refusal(await trial.clock.finish(next.work))).toBe("SESSION_NOT_TRADING");
  });

  test("nor of what never came to be", async () => {
    const { trial, syncs, driver } = await drivenTrial();
    const release = syncs.hold();
    const pause = trial.commands.pause(changeOf(driver.sessionId));
    await trial.clock.settle();
    driver.barrier = 2n;
    const again = driver.send();
    await trial.clock.settle();
    release("FAILED");
    await expect(pause).rejects.toMatchObject({ code: "FAILED" });
    expect(refusal(await trial.clock.finish(again))).toBe("CONFLICT");
  });

  test("a driver does not hear that it was replaced", async () => {
    const { trial, syncs, driver } = await drivenTrial();
    const release = syncs.hold();
    const taken = trial.drivers.acquire(scope, driver.sessionId, true);
    await trial.clock.settle();
    const turn = watched(driver.send());
    await trial.clock.settle();
    expect(turn.isOver).toBe(false);
    release();
    expect(refusal(await trial.clock.finish(taken))).toBe("accepted");
    expect(refusal(await trial.clock.finish(turn.work))).toBe("INVALID_DRIVER_TOKEN");
  });

  test("an order is not refused for a stop", async () => {
    const { trial, syncs } = slowTrial();
    const { sessionId } = await created(trial, { start: true, pace: every(1_000) });
    await trial.clock.advance(1_500);
    const release = syncs.hold();
    const stop = trial.commands.stop(changeOf(sessionId), 0);
    await trial.clock.settle();
    const place = watched(trial.desk.place({ scope, sessionId, isDriver: false }, placing));
    await trial.clock.settle();
    expect(place.isOver).toBe(false);
    release();
    expect(ending(await trial.clock.finish(stop))).toBe("STOPPED");
    expect(refusal(await trial.clock.finish(place.work))).toBe("SESSION_NOT_TRADING");
  });

  test("who needs the run that it starts waits for it, and is not sent away", async () => {
    const { trial, syncs } = slowTrial();
    const { sessionId } = await created(trial, { lockstep: true });
    const driver = await TrialDriver.acquire(trial, sessionId);
    const release = syncs.hold();
    const start = trial.commands.start(changeOf(sessionId));
    await trial.clock.settle();
    const place = trial.desk.place({ scope, sessionId, isDriver: false }, placing);
    const positions = trial.trading.positions(scope, sessionId);
    const turn = driver.send();
    await trial.clock.settle();
    release();
    expect(ending(await trial.clock.finish(start))).toBe("RUNNING");
    expect(value(await trial.clock.finish(positions))).toEqual({ positions: [], barrier: 0 });
    expect(value(await trial.clock.finish(turn)).result.barrier).toBe(1n);
    expect(refusal(await trial.clock.finish(place))).toBe("accepted");
  });
});

import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { OrderState } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { TurnSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { hashToken } from "../../../src/sessions/drivers.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { scope } from "../../contract/store-fixtures.ts";
import { closeTicks } from "./bar-catalog.ts";
import {
  changeOf,
  closedDays,
  created,
  newTrial,
  newWorld,
  onDisk,
  stateOf,
  type Trial,
  value,
  wholeRun,
} from "./trial.ts";
import { ended, market, refusal, resting, TrialDriver } from "./trial-driver.ts";

const dates = wholeRun(20_190_102, 20_190_115).map((day) => day.slice(0, 10));
const dayOf = (date: number) => `${date}`.replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3");

const rowsOf = (answer: Awaited<ReturnType<TrialDriver["turn"]>>) =>
  answer.data.flatMap(({ parts }) =>
    parts.flatMap(({ batch, from, to }) => [...batch.date.subarray(from, to)].map(dayOf)),
  );

describe("a turn", () => {
  test("passes a slice where it says nothing, and gives its rows", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    await trial.clock.advance(60_000);
    const first = await driver.turn();
    expect(ended(first)).toBe("1 SLICES");
    expect(rowsOf(first)).toEqual(dates.slice(0, 1));
    expect(first.data[0]?.symbol).toBe("AAPL");
    const three = await driver.turn({ until: { slices: 3 } });
    expect(ended(three)).toBe("4 SLICES");
    expect(rowsOf(three)).toEqual(dates.slice(1, 4));
    expect(three.result.sessionTime?.seconds).toBe(1_546_894_800n);
  });

  test("the data ends with COMPLETED on disk, and is given", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const all = await driver.turn({ until: { slices: 100 }, includeAccount: true });
    expect(ended(all)).toBe("10 END_OF_DATA");
    expect(rowsOf(all)).toEqual(dates);
    expect(all.result.durableBarrier).toBe(10n);
    expect(all.result.account?.equity).toBe("100000");
    const done = await onDisk(trial, driver.sessionId);
    expect(stateOf(done)).toBe("COMPLETED");
    expect(await closedDays(trial, driver.sessionId)).toHaveLength(10);
    await trial.clock.settle();
    expect(trial.registry.cellCount).toBe(0);
    expect(trial.clock.timerCount).toBe(0);
    expect(trial.catalog.openReadings).toBe(0);
  });

  test("ends with a time, a fill, a change, a price: whatever comes first", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const fourth = timestampOf(1_546_894_800_000_000_000n);
    expect(ended(await driver.turn({ until: { time: fourth } }))).toBe("4 TIME");
    const filled = await driver.turn({
      commands: [market("a", 10)],
      until: { slices: 5, onFill: true },
    });
    expect(ended(filled)).toBe("5 ORDER");
    expect(filled.result.updates.map(({ update }) => update.case)).toEqual(["order", "fill"]);
    const sixth = closeTicks("AAPL", 20_190_109) / 100;
    const crossing = {
      symbol: "AAPL",
      price: { case: "atOrAbove", value: String(sixth) },
    } as const;
    const until = { crossings: [crossing] };
    expect((await driver.turn({ until })).result.barrier).toBe(6n);
    const none = { symbol: "AAPL", price: { case: "atOrBelow", value: "0.01" } } as const;
    const last = await driver.turn({ until: { crossings: [none] } });
    expect(ended(last)).toBe("10 END_OF_DATA");
    expect(rowsOf(last)).toEqual(dates.slice(6));
  });

  test("gives the warm-up before the first row, and says how much it is", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial, { warmupDays: 3 });
    const first = await driver.turn();
    expect(rowsOf(first)).toEqual(["2018-12-27", "2018-12-28", "2018-12-31", "2019-01-02"]);
    expect(first.data[0]?.warmupRows).toBe(3);
    expect((await driver.turn()).data[0]?.warmupRows).toBe(0);
  });

  test("commands act in order, each with its result; a refusal changes nothing", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    const cancel = {
      command: {
        case: "cancel" as const,
        value: { order: { key: { case: "clientOrderId" as const, value: "rest" } } },
      },
    };
    const { result } = await driver.turn({
      commands: [resting("rest"), market("buy", 1), market("buy", 2), cancel, cancel],
      includePositions: true,
    });
    expect(result.results.map(({ outcome }) => outcome.case)).toEqual([
      ...["order", "order", "error", "order", "error"],
    ]);
    const reasons = result.results.flatMap(({ outcome }) =>
      outcome.case === "error" ? [outcome.value.reason] : [],
    );
    expect(reasons).toEqual(["CLIENT_ORDER_ID_REUSED", "ORDER_NOT_OPEN"]);
    expect(result.positions.map(({ quantity }) => quantity)).toEqual(["1"]);
    const { telemetry } =
      value(await trial.queries.get(scope, driver.sessionId)).session.status ?? {};
    await trial.clock.advance(1_000);
    const later = value(await trial.queries.get(scope, driver.sessionId)).session.status;
    expect(later?.telemetry).toMatchObject({ turns: 2n, commands: 5n, refusedCommands: 2n });
    expect(telemetry).toBeDefined();
  });
});

describe("repeating", () => {
  test("a turn word for word gets its answer again, another is refused", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const turn = { expectedBarrier: 0n, commands: [resting("a")], until: { slices: 2 } };
    const first = await driver.turn(turn);
    const again = await driver.turn(turn);
    expect(again).toEqual(first);
    expect(driver.barrier).toBe(2n);
    expect(refusal(await driver.send({ ...turn, until: { slices: 3 } }))).toBe("BARRIER_MISMATCH");
    await driver.turn();
    expect(refusal(await driver.send(turn))).toBe("BARRIER_MISMATCH");
    expect(
      value(
        await trial.clock.finish(
          trial.trading.orders(scope, driver.sessionId, { openOnly: true, symbol: "", limit: 10 }),
        ),
      ),
    ).toHaveLength(1);
  });

  test("the last answer comes again after a pause, and after the end", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const turn = { expectedBarrier: 0n, until: { slices: 2 } };
    const first = await driver.turn(turn);
    await trial.clock.finish(trial.commands.pause(changeOf(driver.sessionId)));
    const paused = await driver.turn(turn);
    expect(rowsOf(paused)).toEqual(rowsOf(first));
    expect(paused.result.sessionState).toBe(4);
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("SESSION_NOT_TRADING");
    await trial.clock.finish(trial.commands.resume(changeOf(driver.sessionId)));
    const last = { expectedBarrier: 2n, until: { slices: 99 } };
    const end = await driver.turn(last);
    expect(await driver.turn(last)).toEqual(end);
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("SESSION_NOT_TRADING");
  });

  test("an order that has just ended is told as it ended, wherever it is written by then", async () => {
    for (const waitMs of [0, 60, 200]) {
      const trial = newTrial();
      const driver = await TrialDriver.start(trial);
      await driver.turn();
      const commands = [market("once", 1)];
      await driver.turn({ commands });
      await driver.turn();
      await trial.clock.advance(waitMs);
      const cancel = { order: { key: { case: "orderId" as const, value: "1" } } };
      const { result } = await driver.turn({
        commands: [...commands, { command: { case: "cancel", value: cancel } }],
      });
      expect(result.results.map(({ outcome }) => outcome.value)).toMatchObject([
        { orderId: "1", state: OrderState.FILLED, filledQuantity: "1" },
        {
          reason: "ORDER_NOT_OPEN",
          metadata: { order_id: "1", client_order_id: "once", order_state: "FILLED" },
        },
      ]);
      expect(result.positions).toEqual([]);
    }
  });

  test("a turn that is under way is joined; another one has to wait", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 2;
    const driver = await TrialDriver.start(trial);
    let release = () => {};
    trial.catalog.beforeBatch = () => new Promise((resolve) => (release = resolve));
    const turn = { expectedBarrier: 0n, until: { slices: 2 } };
    const both = Promise.all([driver.send(turn), driver.send(turn)]);
    expect(refusal(await driver.send({ expectedBarrier: 0n }))).toBe("TURN_UNDER_WAY");
    trial.catalog.beforeBatch = () => Promise.resolve();
    release();
    const [one, other] = await trial.clock.finish(both);
    expect(value(one)).toEqual(value(other));
    expect(ended(value(one))).toBe("2 SLICES");
  });
});

describe("durability", () => {
  test("an answer is on disk within 100 ms, without a further turn", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const { result } = await driver.turn();
    expect(result.durableBarrier).toBe(0n);
    await trial.clock.advance(100);
    expect((await onDisk(trial, driver.sessionId)).status?.progress?.barrier).toBe(1n);
    expect((await driver.turn()).result.durableBarrier).toBe(1n);
  });

  test("strict: no answer before it is on disk", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial, { strict: true });
    for (let barrier = 1n; barrier <= 3n; barrier += 1n) {
      const { result } = await driver.turn({ commands: [resting(`r${barrier}`)] });
      expect([result.barrier, result.durableBarrier]).toEqual([barrier, barrier]);
      expect((await onDisk(trial, driver.sessionId)).status?.progress?.barrier).toBe(barrier);
    }
  });

  test("a crash takes back what was not on disk; the same turns give the same result", async () => {
    const turns = Array.from({ length: 9 }, (_, index) => ({
      expectedBarrier: BigInt(index),
      commands: [market(`m${index}`, index % 3 === 2 ? -5 : 10), resting(`r${index}`)],
    }));
    const digest = async (crashAt: number | undefined) => {
      const world = newWorld();
      const driver = await TrialDriver.start(newTrial({ world }));
      for (const [index, turn] of turns.entries()) {
        if (index === 5) await driver.trial.clock.advance(100);
        if (index === crashAt) {
          driver.trial = newTrial({ world });
          await driver.trial.recover();
          const mismatch = await driver.trial.clock.finish(driver.send({ ...turn }));
          if (!mismatch.ok) {
            expect(refusal(mismatch)).toBe("BARRIER_MISMATCH");
            const durable = Number(mismatch.rejection.metadata.durable_barrier);
            for (const lost of turns.slice(durable, index)) await driver.turn(lost);
          }
        }
        await driver.turn(turn);
      }
      await driver.turn({ expectedBarrier: 9n });
      const done = await onDisk(driver.trial, driver.sessionId);
      expect(stateOf(done)).toBe("COMPLETED");
      expect(await driver.trial.store.upkeep.verify()).toEqual([]);
      return done.status?.resultsDigest;
    };
    const whole = await digest(undefined);
    for (const crashAt of [1, 4, 5, 6, 8]) expect(await digest(crashAt), `${crashAt}`).toBe(whole);
  });

  test("a failed commit sends the driver back to what is on disk", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    trial.world.failures.push(new StoreError("FULL", "gone"));
    await trial.clock.advance(100);
    await trial.clock.advance(2_000);
    const refused = await trial.clock.finish(driver.send());
    expect(refusal(refused)).toBe("BARRIER_MISMATCH");
    driver.barrier = 0n;
    expect(ended(await driver.turn())).toBe("1 SLICES");
  });
});

describe("drivers", () => {
  test("a second one is refused unless it takes over, which ends the first's token and turn", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 2;
    const driver = await TrialDriver.start(trial);
    const second = await trial.clock.finish(trial.drivers.acquire(scope, driver.sessionId, false));
    expect(refusal(second)).toBe("DRIVER_CONFLICT");
    let release = () => {};
    trial.catalog.beforeBatch = () => new Promise((resolve) => (release = resolve));
    const turn = driver.send({ until: { slices: 4 } });
    await trial.clock.settle();
    const taker = await TrialDriver.acquire(trial, driver.sessionId, true);
    trial.catalog.beforeBatch = () => Promise.resolve();
    release();
    expect(refusal(await trial.clock.finish(turn))).toBe("INVALID_DRIVER_TOKEN");
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("INVALID_DRIVER_TOKEN");
    const next = await taker.turn();
    expect(next.result.barrier).toBe(taker.barrier);
    expect(rowsOf(next)).toHaveLength(1);
  });

  test("silence for the idle timeout pauses; another driver need not take over then", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial, { idleTimeoutSeconds: 60 });
    await trial.clock.advance(50_000);
    await driver.turn();
    await trial.clock.advance(59_000);
    expect(stateOf(await onDisk(trial, driver.sessionId))).toBe("RUNNING");
    await trial.clock.advance(1_000);
    const lost = await onDisk(trial, driver.sessionId);
    expect(stateOf(lost)).toBe("PAUSED");
    expect(lost.status?.stateReason).toBe(8);
    expect(lost.status?.tradingState).toBe(TradingState.REDUCING);
    await TrialDriver.acquire(trial, driver.sessionId);
  });

  test("a driver that was lost and makes turns again has the session to itself again", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const driver = await TrialDriver.start(trial, { idleTimeoutSeconds: 60 });
    await driver.turn();
    await trial.clock.advance(60_000);
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("SESSION_NOT_TRADING");
    await trial.clock.finish(trial.commands.resume(changeOf(driver.sessionId)));
    expect(ended(await driver.turn())).toBe("2 SLICES");
    const acquire = (at: Trial) =>
      at.clock.finish(at.drivers.acquire(scope, driver.sessionId, false));
    expect(refusal(await acquire(trial))).toBe("DRIVER_CONFLICT");
    const after = newTrial({ world });
    await after.recover();
    expect(refusal(await acquire(after))).toBe("DRIVER_CONFLICT");
    // Silent again, it is lost again.
    await after.clock.advance(60_000);
    expect(stateOf(await onDisk(after, driver.sessionId))).toBe("PAUSED");
    expect(refusal(await acquire(after))).toBe("accepted");
    driver.trial = after;
    expect(refusal(await after.clock.finish(driver.send()))).toBe("INVALID_DRIVER_TOKEN");
  });

  test("the wheel is let go once: repeated, by anybody, it finds it done and writes nothing", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    const id = driver.sessionId;
    const release = (token?: string) =>
      trial.clock.finish(trial.drivers.release(scope, id, token ? hashToken(token) : undefined));
    expect(refusal(await release())).toBe("INVALID_DRIVER_TOKEN");
    expect(refusal(await release("drv_other"))).toBe("INVALID_DRIVER_TOKEN");
    expect(refusal(await release(driver.token))).toBe("accepted");
    const head = (await onDisk(trial, id)).status?.revision;
    expect(refusal(await release(driver.token))).toBe("accepted");
    expect(refusal(await release())).toBe("accepted");
    expect((await onDisk(trial, id)).status?.revision).toBe(head);
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("INVALID_DRIVER_TOKEN");
    expect(refusal(await trial.tokens.find(scope, driver.token))).toBe("INVALID_DRIVER_TOKEN");
    await TrialDriver.acquire(trial, id);
  });

  test("a session that was deleted, or is another owner's, has none", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { lockstep: true });
    const other = { ...scope, owner: "mallory" };
    const acquire = (by: typeof scope) =>
      trial.clock.finish(trial.drivers.acquire(by, sessionId, true));
    expect(refusal(await acquire(other))).toBe("SESSION_NOT_FOUND");
    const driver = await TrialDriver.acquire(trial, sessionId);
    expect(refusal(await trial.tokens.find(other, driver.token))).toBe("INVALID_DRIVER_TOKEN");
    expect(refusal(await trial.tokens.clampOf(other, driver.token))).toBe("INVALID_DRIVER_TOKEN");
    const make = trial.drivers.turn(other, sessionId, hashToken(driver.token), create(TurnSchema));
    expect(refusal(await trial.clock.finish(Promise.resolve(make)))).toBe("SESSION_NOT_FOUND");
    await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
    expect(refusal(await acquire(scope))).toBe("SESSION_DELETED");
  });

  test("a token that was acquired before the start is good after a crash", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { lockstep: true });
    const driver = await TrialDriver.acquire(trial, sessionId);
    const after = newTrial({ world });
    await after.recover();
    driver.trial = after;
    expect(refusal(await after.clock.finish(driver.send()))).toBe("SESSION_NOT_TRADING");
    await after.clock.finish(after.commands.start(changeOf(sessionId)));
    expect(ended(await driver.turn())).toBe("1 SLICES");
    expect(value(await after.tokens.find(scope, driver.token))).toBe(sessionId);
  });

  test("keeps what the bot wants to find again, with its barrier", async () => {
    const world = newWorld();
    const driver = await TrialDriver.start(newTrial({ world }));
    await driver.turn({ botState: Uint8Array.of(1) });
    await driver.turn({ botState: Uint8Array.of(2) });
    await driver.turn();
    await driver.trial.clock.advance(100);
    const trial = newTrial({ world });
    await trial.recover();
    const acquired = value(
      await trial.clock.finish(trial.drivers.acquire(scope, driver.sessionId, true)),
    );
    expect(acquired.checkpoint?.memory).toMatchObject({
      botState: Uint8Array.of(2),
      botStateBarrier: 1n,
    });
    expect(acquired.checkpoint?.simulation?.barrier).toBe(3n);
  });

  test("only a session in lockstep has one", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: { case: "speed", value: 1 } });
    const refused = await trial.clock.finish(trial.drivers.acquire(scope, sessionId, false));
    expect(refusal(refused)).toBe("NOT_LOCKSTEP");
  });
});

describe("a turn and the session", () => {
  test("a pause ends it at its barrier, with its data", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 3;
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    let release = () => {};
    trial.catalog.beforeBatch = () => new Promise((resolve) => (release = resolve));
    const turn = driver.send({ until: { slices: 8 } });
    await trial.clock.settle();
    const pause = trial.commands.pause(changeOf(driver.sessionId));
    const answer = value(await trial.clock.finish(turn));
    release();
    value(await trial.clock.finish(pause));
    expect(ended(answer)).toMatch(/^\d SESSION_STATE$/);
    expect(rowsOf(answer)).toEqual(dates.slice(1, Number(answer.result.barrier)));
    expect(answer.result.barrier).toBeGreaterThan(1n);
    expect(answer.result.sessionState).toBe(4);
    const { status } = await onDisk(trial, driver.sessionId);
    expect(status?.progress?.barrier).toBe(answer.result.barrier);
  });
});

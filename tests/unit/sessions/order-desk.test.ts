import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { OrderState, OrderType, Side, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { StopPolicy, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { Isolation, PlaceOrderSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { ReportSource } from "../../../src/sessions/report-source.ts";
import { scope } from "../../contract/store-fixtures.ts";
import {
  changeOf,
  created,
  every,
  newTrial,
  newWorld,
  onDisk,
  stateOf,
  type Trial,
  value,
} from "./trial.ts";
import { market, refusal, resting, TrialDriver } from "./trial-driver.ts";

type Place = MessageInitShape<typeof PlaceOrderSchema>;

const placing = (clientOrderId: string, side: Side, quantity = "1", limitPrice = ""): Place => {
  const type = limitPrice === "" ? OrderType.MARKET : OrderType.LIMIT;
  const timeInForce = limitPrice === "" ? TimeInForce.DAY : TimeInForce.GTC;
  const size = { case: "quantity", value: quantity } as const;
  return { clientOrderId, spec: { symbol: "AAPL", side, type, size, limitPrice, timeInForce } };
};

const source = (sessionId: string, isDriver = false) => ({ scope, sessionId, isDriver });
const place = (trial: Trial, id: string, order: Place) =>
  trial.clock.finish(trial.desk.place(source(id), create(PlaceOrderSchema, order)));
const orders = async (trial: Trial, id: string) =>
  value(
    await trial.clock.finish(
      trial.trading.orders(scope, id, { openOnly: false, symbol: "", limit: 100 }),
    ),
  ).map(({ clientOrderId, state }) => `${clientOrderId} ${state}`);
const positions = async (trial: Trial, id: string) =>
  value(await trial.clock.finish(trial.trading.positions(scope, id))).positions.map(
    ({ quantity }) => quantity,
  );

describe("an order from outside", () => {
  test("acts in a running replay, and is answered when it is on disk", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: every(1_000) });
    await trial.clock.advance(1_500);
    const order = value(await place(trial, sessionId, placing("a", Side.BUY, "5")));
    expect(order).toMatchObject({ orderId: "1", placedBarrier: 1n });
    const stored = await trial.store.readOrder(scope, sessionId, { orderNumber: 1n });
    expect(stored?.clientOrderId).toBe("a");
    await trial.clock.advance(1_000);
    expect(await positions(trial, sessionId)).toEqual(["5"]);
    const page = await trial.clock.finish(
      trial.trading.fills(scope, sessionId, { after: undefined, orderId: "1", limit: 10 }),
    );
    expect(value(page).fills.map(({ barrier, quantity }) => [barrier, quantity])).toEqual([
      [2n, "5"],
    ]);
    const facts = value(
      await new ReportSource(trial.store, trial.catalog, trial.clock).find(scope, sessionId),
    );
    expect(facts.isolation).toBe(Isolation.NONE);
    expect(await trial.store.upkeep.verify()).toEqual([]);
  });

  test("placed again is the same order, also when it ended long ago", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: every(1_000) });
    await trial.clock.advance(1_500);
    await place(trial, sessionId, placing("a", Side.BUY));
    await trial.clock.advance(3_000);
    const again = value(await place(trial, sessionId, placing("a", Side.BUY)));
    expect(again).toMatchObject({ orderId: "1", state: OrderState.FILLED });
    const restarted = newTrial({ world: trial.world });
    await restarted.recover();
    const later = value(await place(restarted, sessionId, placing("a", Side.BUY)));
    expect(later).toMatchObject({ orderId: "1", state: OrderState.FILLED });
    expect(refusal(await place(restarted, sessionId, placing("a", Side.SELL)))).toBe(
      "CLIENT_ORDER_ID_REUSED",
    );
  });

  test("waits for the end of a turn that is under way, and is told with the next answer", async () => {
    const trial = newTrial();
    trial.catalog.batchBars = 2;
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    let release = () => {};
    trial.catalog.beforeBatch = () => new Promise((resolve) => (release = resolve));
    const turn = driver.send({ until: { slices: 3 } });
    const placed = trial.desk.place(
      source(driver.sessionId),
      create(PlaceOrderSchema, placing("out", Side.BUY, "1", "1")),
    );
    await trial.clock.settle();
    trial.catalog.beforeBatch = () => Promise.resolve();
    release();
    const answer = value(await trial.clock.finish(turn));
    expect(answer.result.updates).toEqual([]);
    expect(value(await trial.clock.finish(placed)).placedBarrier).toBe(answer.result.barrier);
    driver.barrier = answer.result.barrier;
    const next = await driver.turn();
    expect(next.result.updates.map(({ update }) => update.case)).toEqual(["order"]);
  });

  test("in a session that is paused only reduces; the clock stands still", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    await driver.turn({ commands: [market("long", 5), resting("rest")] });
    await trial.clock.finish(trial.commands.pause(changeOf(driver.sessionId)));
    const id = driver.sessionId;
    expect(refusal(await place(trial, id, placing("more", Side.BUY)))).toBe("TRADING_REDUCING");
    value(await place(trial, id, placing("less", Side.SELL, "2")));
    expect(await orders(trial, id)).toEqual(["less 3", "rest 3", "long 7"]);
    const paused = await onDisk(trial, id);
    expect([stateOf(paused), paused.status?.progress?.barrier]).toEqual(["PAUSED", 2n]);
    await trial.clock.finish(trial.commands.resume(changeOf(id)));
    await driver.turn();
    expect(await positions(trial, id)).toEqual(["3"]);
    expect(await orders(trial, id)).toContain("rest 3");
    expect(await trial.store.upkeep.verify()).toEqual([]);
  });
});

describe("a stop", () => {
  test.each([
    ["cancels what is open", StopPolicy.CANCEL_ORDERS, "rest 8", ["5"]],
    ["closes positions too", StopPolicy.FLATTEN, "rest 8", []],
    ["leaves everything as it is", StopPolicy.KEEP, "rest 3", ["5"]],
    ["cancels what is open, where nothing is said", StopPolicy.UNSPECIFIED, "rest 8", ["5"]],
  ] as const)("%s", async (_, policy, rest, held) => {
    for (const isPaused of [false, true]) {
      const trial = newTrial();
      const driver = await TrialDriver.start(trial);
      const id = driver.sessionId;
      await driver.turn();
      await driver.turn({ commands: [market("long", 5), resting("rest")] });
      if (isPaused) await trial.clock.finish(trial.commands.pause(changeOf(id)));
      const stopped = value(await trial.clock.finish(trial.commands.stop(changeOf(id), policy)));
      expect(stateOf(stopped)).toBe("STOPPED");
      expect(await orders(trial, id)).toContain(rest);
      expect(await positions(trial, id)).toEqual(held);
      expect(await trial.store.upkeep.verify()).toEqual([]);
    }
  });
});

describe("the trading state", () => {
  test("is the lowest of three caps, and moves no etag", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const driver = await TrialDriver.start(trial);
    const id = driver.sessionId;
    await driver.turn();
    const { etag } = await onDisk(trial, id);
    const set = (cap: TradingState) =>
      trial.clock.finish(trial.commands.setTradingState(changeOf(id), cap)).then(value);
    const halted = await set(TradingState.HALTED);
    expect(halted.status).toMatchObject({ tradingState: 3, tradingStateCap: 3, riskCap: 1 });
    expect(halted.etag).toBe(etag);
    const { result } = await driver.turn({ commands: [market("a", 1)] });
    expect(result.tradingState).toBe(TradingState.HALTED);
    expect(result.results[0]?.outcome).toMatchObject({ value: { reason: "TRADING_HALTED" } });
    await trial.clock.advance(100);
    const after = newTrial({ world });
    await after.recover();
    driver.trial = after;
    const again = await driver.turn({ commands: [market("a", 1)] });
    expect(again.result.results[0]?.outcome.case).toBe("error");
    await after.clock.finish(after.commands.setTradingState(changeOf(id), TradingState.ACTIVE));
    const free = await driver.turn({ commands: [market("a", 1)] });
    expect(free.result.results[0]?.outcome.case).toBe("order");
    expect(await after.store.upkeep.verify()).toEqual([]);
  });
});

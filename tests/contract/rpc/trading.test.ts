/**
 * TradingService over the wire: everything that can be wrong with a turn, an order and a driver has
 * its own reason with its code and the facts that the contract promises, and changes nothing.
 */
import type { MessageInitShape } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OrderType, Side, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { Drive, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import {
  type PlaceOrderSchema,
  type TurnSchema,
  WokeBy,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { createTradingTrial, type TradingTrial } from "./trading-trial.ts";
import { startTrialServer, type TrialServer } from "./trial-server.ts";

type Order = MessageInitShape<typeof PlaceOrderSchema>;
type Spec = NonNullable<Order["spec"]>;
type TurnInit = MessageInitShape<typeof TurnSchema>;

let server: TrialServer;
let trial: TradingTrial;
let sessions: TradingTrial["sessions"];
let trading: TradingTrial["trading"];
/** RUNNING in lockstep at barrier 3, with a resting order, a filled and a canceled one. */
let sessionId: string;
let token: string;

const withToken = (value: string) => ({ headers: { "openbell-driver-token": value } });

const spec = (rest: Record<string, unknown> = {}): Spec =>
  ({
    symbol: "SP500",
    side: Side.BUY,
    type: OrderType.MARKET,
    size: { case: "quantity", value: "1" },
    ...rest,
  }) as Spec;

const limit = (rest: Record<string, unknown> = {}): Spec =>
  spec({ type: OrderType.LIMIT, limitPrice: "1000", timeInForce: TimeInForce.GTC, ...rest });

async function newSession(drive: Drive, start = true): Promise<string> {
  const { session } = await sessions.createSession({
    start,
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: { startDate: "2019-01-02", endDate: "2019-03-29", drive },
      },
    },
  });
  return session?.sessionId ?? "";
}

beforeAll(async () => {
  server = await startTrialServer();
  trial = createTradingTrial(server);
  ({ sessions, trading } = trial);
  sessionId = await newSession(Drive.LOCKSTEP);
  ({ driverToken: token } = await trading.acquireDriver({ sessionId }));
  const place = (clientOrderId: string, asked: Spec) => ({
    command: { case: "place" as const, value: { clientOrderId, spec: asked } },
  });
  await step({ expectedBarrier: 0n });
  const commands = [place("resting", limit()), place("filled", spec()), place("gone", limit())];
  await step({ expectedBarrier: 1n, commands });
  const order = { key: { case: "clientOrderId" as const, value: "gone" } };
  await step({
    expectedBarrier: 2n,
    commands: [{ command: { case: "cancel", value: { order } } }],
  });
});

afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const step = (turn: TurnInit, id = sessionId, own = token) =>
  trading.step({ sessionId: id, turn }, withToken(own));

const refused = (reason: string, call: () => Promise<unknown>, id = sessionId) =>
  trial.refused(reason, id, call);

const place = (clientOrderId: string, asked: Spec, id = sessionId) =>
  trading.placeOrder({ sessionId: id, order: { clientOrderId, spec: asked } });

describe("an order is refused", () => {
  test.each<[name: string, reason: string, asked: Spec]>([
    ["off the tick", "PRICE_OFF_INCREMENT", limit({ limitPrice: "1000.001" })],
    [
      "off the lot",
      "QUANTITY_OFF_INCREMENT",
      spec({ size: { case: "quantity", value: "1.000000001" } }),
    ],
    ["of another symbol", "SYMBOL_NOT_IN_SESSION", spec({ symbol: "AAPL" })],
    ["of a negative quantity", "INVALID_VALUE", spec({ size: { case: "quantity", value: "-1" } })],
    ["of no quantity", "INVALID_VALUE", spec({ size: { case: "quantity", value: "0" } })],
    ["of 1e3", "INVALID_DECIMAL", spec({ size: { case: "quantity", value: "1e3" } })],
    [
      "of 19 digits",
      "INVALID_DECIMAL",
      spec({ size: { case: "quantity", value: "1".repeat(19) } }),
    ],
    ["with a limit on MARKET", "FIELD_NOT_ALLOWED", spec({ limitPrice: "1" })],
    ["without a trigger", "FIELD_REQUIRED", spec({ type: OrderType.STOP })],
    [
      "that expired",
      "EXPIRE_TIME_IN_PAST",
      limit({ timeInForce: TimeInForce.GTD, expireTime: { seconds: 1n, nanos: 0 } }),
    ],
  ])("%s", async (_, reason, asked) => {
    await refused(reason, () => place("bad", asked));
  });

  test("whose client id stands for another, which is named", async () => {
    const error = await refused("CLIENT_ORDER_ID_REUSED", () => place("resting", spec()));
    expect(error.metadata).toMatchObject({ client_order_id: "resting", order_id: "1" });
    const { order } = await place("resting", limit());
    expect(order?.orderId).toBe("1");
  });

  test("that cannot be changed any more", async () => {
    const key = (value: string) => ({ key: { case: "clientOrderId" as const, value } });
    const replacement = { order: key("filled"), quantity: "5" };
    await refused("ORDER_NOT_OPEN", () => trading.replaceOrder({ sessionId, replacement }));
    await refused("ORDER_NOT_OPEN", () => trading.cancelOrder({ sessionId, order: key("gone") }));
    await refused("ORDER_NOT_FOUND", () => trading.cancelOrder({ sessionId, order: key("x") }));
    await refused("ORDER_NOT_FOUND", () => trading.getOrder({ sessionId, order: key("x") }));
    await refused("FIELD_REQUIRED", () => trading.getOrder({ sessionId, order: {} }));
  });

  test("that adds to a position while REDUCING, and any while HALTED, but no cancel", async () => {
    const id = await newSession(Drive.LOCKSTEP);
    const { driverToken } = await trading.acquireDriver({ sessionId: id });
    await step({ expectedBarrier: 0n }, id, driverToken);
    await trading.setTradingState({ sessionId: id, tradingState: TradingState.REDUCING });
    await refused("TRADING_REDUCING", () => place("entry", spec(), id), id);
    await trading.setTradingState({ sessionId: id, tradingState: TradingState.ACTIVE });
    await place("rest", limit(), id);
    const { session } = await trading.setTradingState({
      sessionId: id,
      tradingState: TradingState.HALTED,
    });
    expect(session?.status?.tradingState).toBe(TradingState.HALTED);
    await refused("TRADING_HALTED", () => place("any", spec(), id), id);
    const { orders } = await trading.cancelAllOrders({ sessionId: id });
    expect(orders.map(({ clientOrderId }) => clientOrderId)).toEqual(["rest"]);
  });

  test("in a session that has ended or is not there", async () => {
    const id = await newSession(Drive.LOCKSTEP);
    await sessions.stopSession({ sessionId: id });
    const error = await refused("SESSION_NOT_TRADING", () => place("late", spec(), id), id);
    expect(error.metadata.current_state).toBe("STOPPED");
    const missing = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";
    await refused("SESSION_NOT_FOUND", () => place("x", spec(), missing));
    await refused("INVALID_SESSION_ID", () => place("x", spec(), "nope"));
    await refused("FIELD_REQUIRED", () => trading.placeOrder({ sessionId }));
  });
});

describe("a turn is refused", () => {
  const at = { expectedBarrier: 3n };
  test.each<[name: string, reason: string, turn: TurnInit]>([
    ["at another barrier", "BARRIER_MISMATCH", { expectedBarrier: 7n }],
    ["without a command in a command", "FIELD_REQUIRED", { ...at, commands: [{}] }],
    ["of too many slices", "INVALID_VALUE", { ...at, until: { slices: 1_000_001 } }],
    ["with too large a state", "INVALID_VALUE", { ...at, botState: new Uint8Array(65_537) }],
    [
      "at a price that is none",
      "INVALID_DECIMAL",
      {
        ...at,
        until: { crossings: [{ symbol: "SP500", price: { case: "atOrAbove", value: "1e3" } }] },
      },
    ],
    [
      "with too many commands",
      "INVALID_VALUE",
      {
        ...at,
        commands: Array.from({ length: 1_001 }, () => ({
          command: { case: "cancelAll" as const, value: {} },
        })),
      },
    ],
  ])("%s", async (_, reason, turn) => {
    await refused(reason, () => step(turn));
  });

  test("without a token, with an old one, with another session's", async () => {
    await refused("INVALID_DRIVER_TOKEN", () => trading.step({ sessionId, turn: at }));
    await refused("INVALID_DRIVER_TOKEN", () => step(at, sessionId, `drv_${"0".repeat(32)}`));
    const other = await newSession(Drive.LOCKSTEP);
    const { driverToken } = await trading.acquireDriver({ sessionId: other });
    const error = await refused("DRIVER_TOKEN_SCOPE", () => step(at, sessionId, driverToken));
    expect(error.metadata.session_id).toBe(other);
  });

  test("of a session that is paused, or that no driver has", async () => {
    const id = await newSession(Drive.LOCKSTEP);
    const { driverToken } = await trading.acquireDriver({ sessionId: id });
    await sessions.pauseSession({ sessionId: id });
    const turn = { expectedBarrier: 0n };
    await refused("SESSION_NOT_TRADING", () => step(turn, id, driverToken), id);
    await refused("DRIVER_CONFLICT", () => trading.acquireDriver({ sessionId: id }), id);
    const replay = await newSession(Drive.REPLAY, false);
    await refused("NOT_LOCKSTEP", () => trading.acquireDriver({ sessionId: replay }), replay);
  });
});

describe("a driver token", () => {
  test.each(Object.values(SessionService.method))(
    "$name reaches its own session only",
    async (method) => {
      const call = sessions[method.localName as "getSession"] as (
        request: object,
        options: object,
      ) => Promise<unknown> | AsyncIterable<unknown>;
      // Validation is clamped instead: it names no session and tells of none.
      if (method.localName === "validateSession") return;
      const other = await newSession(Drive.LOCKSTEP, false);
      const request = {
        sessionId: other,
        session: { sessionId: other },
        filter: { sessionIds: [other] },
      };
      const fields = Object.entries(request).filter(([name]) =>
        method.input.fields.some(
          ({ localName, fieldKind }) =>
            localName === name && (name !== "filter" || fieldKind === "message"),
        ),
      );
      const run = async () => {
        const answer = call(Object.fromEntries(fields), withToken(token));
        if (Symbol.asyncIterator in answer) for await (const _ of answer) break;
        else await answer;
      };
      await refused("DRIVER_TOKEN_SCOPE", run);
    },
  );

  test("reads its own session", async () => {
    const { session } = await sessions.getSession({ sessionId }, withToken(token));
    expect(session?.sessionId).toBe(sessionId);
    const { capabilities } = await trading.getSessionCapabilities({ sessionId }, withToken(token));
    expect(capabilities?.symbols[0]).toMatchObject({ symbol: "SP500", filledBy: "bars 1d" });
  });
});

describe("Run", () => {
  test("one answer for each turn, data in columns, END_OF_DATA ends the stream", async () => {
    const id = await newSession(Drive.LOCKSTEP);
    const { driverToken } = await trading.acquireDriver({ sessionId: id });
    async function* turns() {
      yield { sessionId: id, turn: { expectedBarrier: 0n, until: { slices: 2 } } };
      yield { turn: { expectedBarrier: 2n, until: { slices: 500 }, includeAccount: true } };
      await new Promise(() => {});
    }
    const answers = [];
    for await (const { result } of trading.run(turns(), withToken(driverToken)))
      answers.push(result);
    expect(answers.map((each) => each?.wokeBy)).toEqual([WokeBy.SLICES, WokeBy.END_OF_DATA]);
    const [first] = answers[0]?.data ?? [];
    expect(first?.columns.case).toBe("bars");
    expect(first?.columns.value).toMatchObject({ date: [20190102, 20190103] });
    expect(answers[1]?.account?.equity).toBe("100000");
    const { session } = await sessions.getSession({ sessionId: id });
    expect(session?.status?.state).toBe(8);
    const { report } = await trading.getSessionReport({ sessionId: id });
    expect(report?.isolation).toBe(1);
  });

  test("Step gives the same over every protocol, readable columns too", async () => {
    const body = JSON.stringify({ sessionId, turn: { expectedBarrier: "3" } });
    const answer = await fetch(`${server.url}/openbell.v1.TradingService/Step`, {
      method: "POST",
      headers: { "content-type": "application/json", "openbell-driver-token": token },
      body,
    });
    const { result } = (await answer.json()) as { result: { barrier: string; data: unknown[] } };
    expect(result.barrier).toBe("4");
    expect(result.data).toMatchObject([
      { symbol: "SP500", interval: "1d", bars: { date: [20190107] } },
    ]);
    // Repeated word for word, in the binary form, it is the same.
    const again = await step({ expectedBarrier: 3n });
    expect(again.result?.data[0]?.columns.value).toMatchObject({ date: [20190107] });
  });
});

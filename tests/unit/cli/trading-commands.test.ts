/** The commands that trade, against a service within the process: what they ask for and show. */
import { create, fromJson } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { AccountSchema, PositionSchema } from "../../../gen/ts/openbell/v1/account_pb.ts";
import {
  FillSchema,
  OrderSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { SessionSchema, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type {
  CancelOrderRequest,
  ListFillsRequest,
  ListOrdersRequest,
  PlaceOrderRequest,
  ReplaceOrderRequest,
  SetTradingStateRequest,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { refusal } from "../client/scripted-server.ts";
import { run } from "./run-cli.ts";

const orderOf = (orderId: string) =>
  fromJson(OrderSchema, {
    orderId,
    clientOrderId: `own-${orderId}`,
    state: "ORDER_STATE_NEW",
    filledQuantity: "0",
    spec: {
      ...{ symbol: "SP500", side: "SIDE_BUY", type: "ORDER_TYPE_LIMIT", quantity: "10" },
      ...{ limitPrice: "2800.5", timeInForce: "TIME_IN_FORCE_GTC" },
    },
  });

const words = (text: string) => text.replaceAll(/\s+/g, " ");

describe("order place", () => {
  function placing() {
    const seen: PlaceOrderRequest[] = [];
    const placeOrder = (request: PlaceOrderRequest) => {
      seen.push(request);
      return { order: orderOf("7") };
    };
    return { seen, trading: { placeOrder } };
  }

  test("sends what the words and flags say, and shows the order", async () => {
    const { seen, trading } = placing();
    const words10 = ["order", "place", "ses_a", "sell", "10", "SP500", "--client-id", "guard"];
    const flags = [
      ...["--type", "stop-limit", "--limit", "2790", "--trigger", "2800", "--in", "gtd"],
      ...["--expires", "2024-05-01T14:30:00Z", "--post-only", "--reduce-only"],
      ...["--parent", "first", "--group", "exits", "--tag", "x"],
    ];
    const outcome = await run([...words10, ...flags], { trading });
    expect(outcome.exitCode).toBe(0);
    expect(words(outcome.stdout)).toContain("client id own-7");
    expect(seen[0]).toMatchObject({
      sessionId: "ses_a",
      order: {
        clientOrderId: "guard",
        spec: {
          ...{ symbol: "SP500", side: Side.SELL, type: OrderType.STOP_LIMIT },
          size: { case: "quantity", value: "10" },
          ...{ limitPrice: "2790", triggerPrice: "2800", timeInForce: TimeInForce.GTD },
          expireTime: { seconds: 1_714_573_800n },
          ...{ postOnly: true, reduceOnly: true, parentClientOrderId: "first" },
          ...{ ocoGroup: "exits", tag: "x" },
        },
      },
    });
  });

  test("a share of the buying power, and the two ways to trail", async () => {
    const { seen, trading } = placing();
    const base = ["order", "place", "ses_a", "buy", "0.5", "SP500", "--client-id", "a"];
    await run([...base, "--fraction", "--json"], { trading });
    await run([...base, "--type", "trailing-stop", "--trail", "5"], { trading });
    await run([...base, "--type", "trailing-stop", "--trail-fraction", "0.1"], { trading });
    expect(seen.map(({ order }) => [order?.spec?.size.case, order?.spec?.trail])).toMatchObject([
      ["buyingPowerFraction", { case: undefined }],
      ["quantity", { case: "trailAmount", value: "5" }],
      ["quantity", { case: "trailFraction", value: "0.1" }],
    ]);
  });

  test("is of the type that its prices say, unless one is named", async () => {
    const { seen, trading } = placing();
    const base = ["order", "place", "ses_a", "buy", "1", "SP500", "--client-id", "a"];
    const asked: readonly (readonly [OrderType, ...string[]])[] = [
      [OrderType.MARKET],
      [OrderType.LIMIT, "--limit", "1"],
      [OrderType.STOP, "--trigger", "1"],
      [OrderType.STOP_LIMIT, "--trigger", "1", "--limit", "1"],
      [OrderType.TRAILING_STOP, "--trail", "1"],
      [OrderType.TRAILING_STOP, "--trail-fraction", "0.1", "--limit", "1"],
      [OrderType.MARKET, "--limit", "1", "--type", "market"],
    ];
    for (const [, ...flags] of asked) await run([...base, ...flags], { trading });
    expect(seen.map(({ order }) => order?.spec?.type)).toEqual(asked.map(([type]) => type));
  });

  test("says what is wrong with the words before anything is sent", async () => {
    const { seen, trading } = placing();
    const base = ["order", "place", "ses_a", "buy", "1", "SP500", "--client-id", "a"];
    const bad = [
      ["order", "place", "ses_a", "hold", "1", "SP500", "--client-id", "a"],
      [...base, "--type", "wish"],
      [...base, "--in", "forever"],
      [...base, "--in", "gtd", "--expires", "tomorrow"],
      base.slice(0, -2),
    ];
    for (const args of bad) {
      const { exitCode, stdout, stderr } = await run(args, { trading });
      expect([exitCode, stdout], args.join(" ")).toEqual([2, ""]);
      expect(stderr).toMatch(/buy, sell|market, limit|day, gtc|2024-05-01T14:30:00Z|--client-id/);
    }
    expect(seen).toEqual([]);
  });

  test("a refusal is told with its reason", async () => {
    const placeOrder = () => {
      throw refusal(Code.FailedPrecondition, "TRADING_HALTED", { trading_state: "HALTED" });
    };
    const args = ["order", "place", "ses_a", "buy", "1", "SP500", "--client-id", "a"];
    const outcome = await run(args, { trading: { placeOrder } });
    expect(outcome.exitCode).not.toBe(0);
    expect(outcome.stderr).toContain("TRADING_HALTED");
  });
});

describe("an order that is there", () => {
  test("is named by its number or by its own name", async () => {
    const seen: (CancelOrderRequest | ReplaceOrderRequest)[] = [];
    const cancelOrder = (request: CancelOrderRequest) => {
      seen.push(request);
      return { order: orderOf("7") };
    };
    const replaceOrder = (request: ReplaceOrderRequest) => {
      seen.push(request);
      return { order: orderOf("7") };
    };
    const trading = { cancelOrder, replaceOrder };
    await run(["order", "cancel", "ses_a", "12"], { trading });
    await run(["order", "cancel", "ses_a", "012"], { trading });
    const prices = ["--quantity", "5", "--limit", "1", "--trigger", "2"];
    await run(["order", "replace", "ses_a", "guard", ...prices], { trading });
    expect(seen).toMatchObject([
      { sessionId: "ses_a", order: { key: { case: "orderId", value: "12" } } },
      { order: { key: { case: "clientOrderId", value: "012" } } },
      {
        replacement: {
          order: { key: { case: "clientOrderId", value: "guard" } },
          ...{ quantity: "5", limitPrice: "1", triggerPrice: "2" },
        },
      },
    ]);
  });

  test("all are canceled only where that is said", async () => {
    let symbol: string | undefined;
    const cancelAllOrders = (request: { symbol: string }) => {
      symbol = request.symbol;
      return { orders: [orderOf("1"), orderOf("2")] };
    };
    const trading = { cancelAllOrders };
    const silent = await run(["order", "cancel", "ses_a"], { trading });
    expect([silent.exitCode, symbol]).toEqual([2, undefined]);
    expect(silent.stderr).toContain("--all");
    const args = ["order", "cancel", "ses_a", "--all", "--symbol", "SP500"];
    const { stdout } = await run(args, { trading });
    expect(symbol).toBe("SP500");
    expect(stdout).toContain("own-2");
  });

  test("is shown as JSON of the contract", async () => {
    const getOrder = () => ({ order: orderOf("7") });
    const { stdout } = await run(["order", "get", "ses_a", "7", "--json"], {
      trading: { getOrder },
    });
    expect(fromJson(OrderSchema, JSON.parse(stdout))).toEqual(orderOf("7"));
  });
});

describe("lists", () => {
  test("orders come a page at a time, or all of them", async () => {
    const seen: ListOrdersRequest[] = [];
    const listOrders = (request: ListOrdersRequest) => {
      seen.push(request);
      const isFirst = request.pageToken === "";
      return { orders: [orderOf(isFirst ? "2" : "1")], nextPageToken: isFirst ? "t1" : "" };
    };
    const trading = { listOrders };
    const page = await run(["order", "list", "ses_a", "--open", "--page-size", "1"], { trading });
    expect(seen[0]).toMatchObject({ openOnly: true, pageSize: 1, symbol: "" });
    expect(page.stdout).toContain("own-2");
    expect(page.stderr).toContain("--page-token t1");
    const all = await run(["order", "list", "ses_a", "--all", "--symbol", "SP500"], { trading });
    expect(words(all.stdout)).toMatch(/own-2.*own-1/);
    expect(seen.slice(1).map(({ pageToken, symbol }) => [pageToken, symbol])).toEqual([
      ["", "SP500"],
      ["t1", "SP500"],
    ]);
    const bad = await run(["order", "list", "ses_a", "--page-size", "-1"], { trading });
    expect(bad.exitCode).toBe(2);
  });

  test("fills of an order, in their order", async () => {
    const seen: ListFillsRequest[] = [];
    const fill = create(FillSchema, { fillId: "3", orderId: "7", quantity: "2", price: "2800" });
    const listFills = (request: ListFillsRequest) => {
      seen.push(request);
      return { fills: request.orderId === "7" ? [fill] : [] };
    };
    const trading = { listFills };
    const some = await run(["fill", "list", "ses_a", "--order", "7", "--json"], { trading });
    expect(fromJson(FillSchema, JSON.parse(some.stdout))).toEqual(fill);
    const none = await run(["fill", "list", "ses_a"], { trading });
    expect([none.stdout, none.stderr]).toEqual(["", "no fills\n"]);
  });

  test("positions and the account", async () => {
    const position = create(PositionSchema, { symbol: "SP500", quantity: "-5", lastPrice: "1" });
    const trading = {
      listPositions: () => ({ positions: [position] }),
      getAccount: () => ({
        account: create(AccountSchema, { equity: "100250.5", currency: "USD" }),
      }),
    };
    const positions = await run(["position", "list", "ses_a"], { trading });
    expect(words(positions.stdout)).toContain("SP500 -5");
    const account = await run(["account", "ses_a"], { trading });
    expect(account.stdout).toContain("100250.5");
    const none = await run(["position", "list", "ses_a"], {
      trading: { listPositions: () => ({}) },
    });
    expect(none.stderr).toBe("no open positions\n");
  });
});

test("the trading state is one of three, and a repetition is safe", async () => {
  const seen: SetTradingStateRequest[] = [];
  const setTradingState = (request: SetTradingStateRequest) => {
    seen.push(request);
    const status = { tradingState: request.tradingState } as never;
    return { session: create(SessionSchema, { sessionId: "ses_a", status }) };
  };
  const trading = { setTradingState };
  const args = ["session", "trading-state", "ses_a"];
  const outcome = await run([...args, "halted", "--comment", "news"], { trading });
  expect(outcome.exitCode).toBe(0);
  expect(seen[0]).toMatchObject({ tradingState: TradingState.HALTED, comment: "news" });
  expect(seen[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  const bad = await run([...args, "asleep"], { trading });
  expect([bad.exitCode, seen.length]).toEqual([2, 1]);
  expect(bad.stderr).toContain("active, reducing, halted");
});

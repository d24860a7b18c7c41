/** The part of the client that trades: what is repeated, under which id, and what an answer holds. */
import { Code, ConnectError, createRouterTransport, type ServiceImpl } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { OpenbellError, UnavailableError } from "../../../src/client/errors.ts";
import type { TradingClient } from "../../../src/client/trading.ts";
import { ManualRuntime } from "./manual-runtime.ts";

const id = { sessionId: "ses_a" };

function clientOf(service: Partial<ServiceImpl<typeof TradingService>>) {
  const transport = createRouterTransport((router) => router.service(TradingService, service));
  return createOpenbellClient({ transport, runtime: new ManualRuntime() }).trading;
}

/** A server that is away for one call, and then answers. */
function awayOnce() {
  let calls = 0;
  const answer = <Answer>(value: Answer): Answer => {
    calls += 1;
    if (calls === 1) throw new ConnectError("down", Code.Unavailable);
    return value;
  };
  const order = { orderId: "ord_1" };
  const trading = clientOf({
    placeOrder: () => answer({ order }),
    replaceOrder: () => answer({ order }),
    cancelOrder: () => answer({ order }),
    cancelAllOrders: () => answer({ orders: [order] }),
    previewOrder: () => answer({}),
    getOrder: () => answer({ order }),
    getAccount: () => answer({ account: {} }),
    setTradingState: () => answer({ session: id }),
  });
  return { trading, calls: () => calls };
}

type Call = (trading: TradingClient) => Promise<unknown>;

describe("a call that meets no server", () => {
  test.each<[string, Call]>([
    ["place", (t) => t.place(id)],
    ["cancelAll", (t) => t.cancelAll(id)],
    ["preview", (t) => t.preview(id)],
    ["order", (t) => t.order("ses_a", {})],
    ["account", (t) => t.account("ses_a")],
    ["setTradingState", (t) => t.setTradingState(id)],
  ])("%s is made again", async (_, call) => {
    const { trading, calls } = awayOnce();
    await call(trading);
    expect(calls()).toBe(2);
  });

  test.each<[string, Call]>([
    ["replace", (t) => t.replace(id)],
    ["cancel", (t) => t.cancel(id)],
  ])("%s is not, as the server would do it twice", async (_, call) => {
    const { trading, calls } = awayOnce();
    await expect(call(trading)).rejects.toBeInstanceOf(UnavailableError);
    expect(calls()).toBe(1);
  });
});

test("a change of the trading state is made under one id, which its error has", async () => {
  const ids: string[] = [];
  const trading = clientOf({
    setTradingState({ requestId }) {
      ids.push(requestId);
      throw new ConnectError("down", Code.Unavailable);
    },
  });
  const made = "00000000-0000-4000-8000-000000000001";
  await expect(trading.setTradingState(id)).rejects.toMatchObject({ requestId: made });
  const own = { ...id, requestId: "mine" };
  await expect(trading.setTradingState(own)).rejects.toMatchObject({ requestId: "mine" });
  // The budget for repetitions ends within the second.
  expect(ids).toEqual([made, made, made, "mine", "mine"]);
});

test.each<[string, Call]>([
  ["place", (t) => t.place(id)],
  ["account", (t) => t.account("ses_a")],
  ["capabilities", (t) => t.capabilities("ses_a")],
  ["report", (t) => t.report(id)],
])("an answer to %s that holds nothing is an error, not undefined", async (_, call) => {
  const trading = clientOf({
    placeOrder: () => ({}),
    getAccount: () => ({}),
    getSessionCapabilities: () => ({}),
    getSessionReport: () => ({}),
  });
  await expect(call(trading)).rejects.toBeInstanceOf(OpenbellError);
});

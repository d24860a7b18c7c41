/** Every method that calls a server hands on what its caller said, and ends with its client. */
import { createRouterTransport, type HandlerContext } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { CallOptions } from "../../../src/client/call-policy.ts";
import { createOpenbellClient, type OpenbellClient } from "../../../src/client/client.ts";
import { CancelledError } from "../../../src/client/errors.ts";
import { until } from "./until.ts";

const id = { sessionId: "ses_a" };

/** A client of a server that answers nothing, and the calls that came. */
function silent() {
  const calls: HandlerContext[] = [];
  const silence = (_: unknown, context: HandlerContext) => {
    calls.push(context);
    return new Promise<never>((_resolve, reject) => {
      context.signal.addEventListener("abort", () => reject(context.signal.reason));
    });
  };
  async function* silentStream(request: unknown, context: HandlerContext) {
    yield await silence(request, context);
  }
  const services = [SessionService, MarketDataService, TradingService];
  const transport = createRouterTransport(({ service }) => {
    for (const each of services) {
      const methods = each.methods.map((method) => {
        const isStream = method.methodKind !== "unary";
        return [method.localName, isStream ? silentStream : silence] as const;
      });
      service(each, Object.fromEntries(methods));
    }
  });
  return { client: createOpenbellClient({ transport, token: "secret" }), calls };
}

type Method = (client: OpenbellClient, options: CallOptions) => Promise<unknown>;

const unary: readonly (readonly [string, Method])[] = [
  ["create", (c, o) => c.create({}, o)],
  ["get", (c, o) => c.get("ses_a", o)],
  ["list", (c, o) => c.list({}, o).next()],
  ["update", (c, o) => c.update({}, o)],
  ["delete", (c, o) => c.delete(id, o)],
  ["start", (c, o) => c.start(id, o)],
  ["pause", (c, o) => c.pause(id, o)],
  ["resume", (c, o) => c.resume(id, o)],
  ["stop", (c, o) => c.stop(id, o)],
  ["validate", (c, o) => c.validate({}, o)],
  ["events", (c, o) => c.events({}, o).next()],
  ["markets", (c, o) => c.market.markets({}, o).next()],
  ["instruments", (c, o) => c.market.instruments({}, o).next()],
  ["instrument", (c, o) => c.market.instrument({}, o)],
  ["trading sessions", (c, o) => c.market.sessions({}, o).next()],
  ["place", (c, o) => c.trading.place(id, o)],
  ["replace", (c, o) => c.trading.replace(id, o)],
  ["cancel", (c, o) => c.trading.cancel(id, o)],
  ["cancelAll", (c, o) => c.trading.cancelAll(id, o)],
  ["preview", (c, o) => c.trading.preview(id, o)],
  ["order", (c, o) => c.trading.order("ses_a", {}, o)],
  ["orders", (c, o) => c.trading.orders(id, o).next()],
  ["fills", (c, o) => c.trading.fills(id, o).next()],
  ["trades", (c, o) => c.trading.trades(id, o).next()],
  ["positions", (c, o) => c.trading.positions("ses_a", o)],
  ["account", (c, o) => c.trading.account("ses_a", o)],
  ["capabilities", (c, o) => c.trading.capabilities("ses_a", o)],
  ["report", (c, o) => c.trading.report(id, o)],
  ["setTradingState", (c, o) => c.trading.setTradingState(id, o)],
];

const streams: readonly (readonly [string, Method])[] = [
  ["bars", (c, o) => c.market.bars({}, o).next()],
  ["market trades", (c, o) => c.market.trades({}, o).next()],
  ["quotes", (c, o) => c.market.quotes({}, o).next()],
  ["equityCurve", (c, o) => c.trading.equityCurve("ses_a", o).next()],
];

const drive: Method = (c, o) => c.trading.drive("ses_a", () => {}, o);

test.each(unary)("%s has the deadline of the call", async (_, method) => {
  const { client, calls } = silent();
  const { signal, ...caller } = abortable();
  const ended = method(client, { signal, timeoutMs: 7_000 });
  ended.catch(() => {});
  await until(() => calls.length === 1);
  const left = calls[0]?.timeoutMs();
  expect(left).toBeLessThanOrEqual(7_000);
  // The server is allowed to wait with its answer to this one.
  expect(left).toBeGreaterThan(0);
  caller.abort();
  await expect(ended).rejects.toBeInstanceOf(CancelledError);
});

test.each(streams)("%s has no deadline", async (_, method) => {
  const { client, calls } = silent();
  const { signal, abort } = abortable();
  const ended = method(client, { signal });
  ended.catch(() => {});
  await until(() => calls.length === 1);
  expect(calls[0]?.timeoutMs()).toBeUndefined();
  abort();
  await expect(ended).rejects.toBeInstanceOf(CancelledError);
});

describe.each([...unary, ...streams, ["drive", drive] as const])("%s", (_, method) => {
  test("carries the token, and is left when its caller leaves", async () => {
    const { client, calls } = silent();
    const { signal, abort } = abortable();
    const ended = method(client, { signal });
    ended.catch(() => {});
    await until(() => calls.length === 1);
    expect(calls[0]?.requestHeader.get("authorization")).toBe("Bearer secret");
    abort();
    await expect(ended).rejects.toBeInstanceOf(CancelledError);
    await until(() => calls[0]?.signal.aborted === true);
  });

  test("ends with its client, whatever signal the caller has beside", async () => {
    const { client, calls } = silent();
    const ended = method(client, { signal: abortable().signal });
    ended.catch(() => {});
    await until(() => calls.length === 1);
    client.close();
    await expect(ended).rejects.toBeInstanceOf(CancelledError);
    await until(() => calls[0]?.signal.aborted === true);
    expect(calls).toHaveLength(1);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

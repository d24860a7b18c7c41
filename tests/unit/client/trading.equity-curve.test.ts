/** The equity curve, a stream without a position: it comes whole, or not at all. */
import { Code, createRouterTransport, type HandlerContext } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import {
  OpenbellError,
  SessionNotFoundError,
  UnavailableError,
} from "../../../src/client/errors.ts";
import { ManualRuntime } from "./manual-runtime.ts";
import { cut, hangUp, refusal } from "./scripted-server.ts";
import { until } from "./until.ts";

type Script = (context: HandlerContext) => AsyncIterable<{ days: { date: number[] } }>;

function curveOf(script: Script) {
  const runtime = new ManualRuntime();
  const transport = createRouterTransport(({ service }) =>
    service(TradingService, { readEquityCurve: (_, context) => script(context) }),
  );
  const client = createOpenbellClient({ transport, runtime, timeoutMs: 5_000 });
  return { curve: client.trading.equityCurve("ses_a"), runtime };
}

const day = (date: number) => ({ days: { date: [date] } });

test("comes part by part, and ends where its stream ends well", async () => {
  const { curve, runtime } = curveOf(async function* () {
    yield day(20_240_102);
    yield day(20_240_103);
  });
  const dates: number[] = [];
  for await (const { days } of curve) dates.push(...(days?.date ?? []));
  expect(dates).toEqual([20_240_102, 20_240_103]);
  expect(runtime.pending).toBe(0);
});

test("a refusal is typed like every other", async () => {
  const { curve } = curveOf(() => {
    throw refusal(Code.NotFound, "SESSION_NOT_FOUND", { session_id: "ses_a" });
  });
  const ended = curve.next();
  await expect(ended).rejects.toBeInstanceOf(SessionNotFoundError);
  await expect(ended).rejects.toMatchObject({ sessionId: "ses_a" });
});

test("a connection that breaks is no end", async () => {
  const { curve } = curveOf(async function* () {
    yield day(20_240_102);
    throw cut();
  });
  await curve.next();
  await expect(curve.next()).rejects.toBeInstanceOf(UnavailableError);
});

test("a server that says nothing is left", async () => {
  let isLeft = false;
  const { curve, runtime } = curveOf(async function* (context) {
    yield day(20_240_102);
    await hangUp(context);
    isLeft = true;
  });
  await curve.next();
  const ended = curve.next();
  ended.catch(() => {});
  await until(() => runtime.waits.length === 2);
  runtime.advance(5_000);
  await expect(ended).rejects.toBeInstanceOf(OpenbellError);
  await until(() => isLeft);
});

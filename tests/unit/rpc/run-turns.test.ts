/** A stream of turns: one at a time, each when the caller has taken the answer before. */
import { create } from "@bufbuild/protobuf";
import { createHandlerContext, type HandlerContext } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { TurnResultSchema, WokeBy } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import {
  type RunRequest,
  RunRequestSchema,
  TradingService,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { fulfil } from "../../../src/domain/rejection.ts";
import { type MakeTurn, runTurns } from "../../../src/rpc/run-turns.ts";
import type { TurnAnswer } from "../../../src/sessions/turn-answer.ts";

const sessionId = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";

function contextOf(signal?: AbortSignal): HandlerContext {
  return createHandlerContext({
    service: TradingService,
    method: TradingService.method.run,
    protocolName: "grpc",
    requestMethod: "POST",
    url: "http://localhost/",
    // In this form answers are messages, in the other one bytes.
    requestHeader: { "content-type": "application/connect+json" },
    ...(signal === undefined ? {} : { requestSignal: signal }),
  });
}

const answer = (barrier: bigint, wokeBy: WokeBy = WokeBy.SLICES): TurnAnswer => ({
  result: create(TurnResultSchema, { barrier, wokeBy }),
  data: [],
});

/** Turns without end, and how many of them were asked for. */
function flood() {
  const asked = { count: 0 };
  async function* messages(): AsyncGenerator<RunRequest> {
    for (;;) {
      const turn = { expectedBarrier: BigInt(asked.count) };
      asked.count += 1;
      const sessionOnce = asked.count === 1 ? { sessionId } : {};
      yield create(RunRequestSchema, { ...sessionOnce, turn });
    }
  }
  return { asked, messages: messages() };
}

test("a bot that floods is read a turn at a time, one that never reads makes one turn", async () => {
  const { asked, messages } = flood();
  const made: string[] = [];
  const make: MakeTurn = (id, { expectedBarrier }) => {
    made.push(`${id} ${expectedBarrier}`);
    return fulfil(answer(expectedBarrier + 1n));
  };
  const answers = runTurns(messages, contextOf(), async () => make);
  await answers.next();
  await new Promise(setImmediate);
  expect([asked.count, made]).toEqual([1, [`${sessionId} 0`]]);
  for (let turn = 2; turn <= 5; turn += 1) {
    const { value } = await answers.next();
    expect(value?.result?.barrier).toBe(BigInt(turn));
    expect([asked.count, made.length]).toEqual([turn, turn]);
  }
  await answers.return(undefined);
});

test("the session is admitted once, and stays the same", async () => {
  let admitted = 0;
  async function* messages() {
    yield create(RunRequestSchema, { sessionId, turn: {} });
    yield create(RunRequestSchema, { turn: { expectedBarrier: 1n } });
    const other = sessionId.replace("019a", "019b");
    yield create(RunRequestSchema, { sessionId: other, turn: { expectedBarrier: 2n } });
  }
  const answers = runTurns(messages(), contextOf(), async (id) => {
    admitted += 1;
    expect(id).toBe(sessionId);
    return (_, { expectedBarrier }) => Promise.resolve(fulfil(answer(expectedBarrier + 1n)));
  });
  await answers.next();
  await answers.next();
  await expect(answers.next()).rejects.toThrow("session_id: is of another session");
  expect(admitted).toBe(1);
});

test.each([
  ["no session", { turn: {} }, "session_id: is required"],
  ["no turn", { sessionId }, "turn: is required"],
  ["a negative barrier", { sessionId, turn: { expectedBarrier: -1n } }, "expected_barrier"],
])("%s is refused before anything is made", async (_, request, message) => {
  async function* messages() {
    yield create(RunRequestSchema, request);
  }
  const answers = runTurns(messages(), contextOf(), () => Promise.reject(new Error("admitted")));
  await expect(answers.next()).rejects.toThrow(message);
});

test("END_OF_DATA ends it, and so does the caller", async () => {
  const { messages } = flood();
  const ends = async () => (): ReturnType<MakeTurn> => fulfil(answer(9n, WokeBy.END_OF_DATA));
  const answers = runTurns(messages, contextOf(), ends);
  expect((await answers.next()).done).toBe(false);
  expect((await answers.next()).done).toBe(true);
  async function* nothing(): AsyncGenerator<RunRequest> {}
  expect((await runTurns(nothing(), contextOf(), ends).next()).done).toBe(true);
});

test("a server that stops ends it while it waits for the next turn", async () => {
  const abort = new AbortController();
  async function* messages() {
    yield create(RunRequestSchema, { sessionId, turn: {} });
    await new Promise(() => {});
  }
  const answers = runTurns(
    messages(),
    contextOf(abort.signal),
    async () => () => fulfil(answer(1n)),
  );
  await answers.next();
  const next = answers.next();
  abort.abort(new Error("the server is stopping"));
  await expect(next).rejects.toThrow("the server is stopping");
});

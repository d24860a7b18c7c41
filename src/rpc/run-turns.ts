import { create } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { type Turn, WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import {
  type RunRequest,
  RunRequestSchema,
  type RunResponse,
  RunResponseSchema,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { TurnAnswer, TurnOutcome } from "../sessions/turn-answer.ts";
import { refusalError } from "./error-map.ts";
import { RequestCheck } from "./from-wire.ts";
import { takesBytes } from "./packed-field.ts";
import { packedTurn } from "./turn-bytes.ts";
import { checkTurn } from "./turn-check.ts";
import { turnMessage } from "./turn-message.ts";

/** Makes a turn of a session. */
export type MakeTurn = (sessionId: string, turn: Turn) => TurnOutcome;

/**
 * The answers of a stream of turns, each when the caller has taken the one before. Between turns
 * nothing of the session is held. A server that stops ends the stream at once.
 */
export async function* runTurns(
  requests: AsyncIterable<RunRequest>,
  context: HandlerContext,
  admit: (sessionId: string) => Promise<MakeTurn>,
): AsyncGenerator<RunResponse> {
  const packs = takesBytes(context);
  const messages = new InterruptibleMessages(requests, context.signal);
  let sessionId = "";
  let make: MakeTurn | undefined;
  for (;;) {
    const request = await messages.next();
    if (request === undefined) return;
    const turn = turnOf(request, sessionId);
    sessionId = request.sessionId || sessionId;
    make ??= await admit(sessionId);
    const made = make(sessionId, turn);
    const answer = answerOrThrow(made instanceof Promise ? await made : made);
    yield packs
      ? packedResponse(answer)
      : create(RunResponseSchema, { result: turnMessage(answer) });
    if (answer.result.wokeBy === WokeBy.END_OF_DATA) return;
  }
}

function packedResponse(answer: TurnAnswer): RunResponse {
  return { $typeName: RunResponseSchema.typeName, $unknown: [packedTurn(answer)] };
}

/** The answer of a turn; throws its refusal. */
export function answerOrThrow(outcome: Awaited<TurnOutcome>): TurnAnswer {
  if (outcome.ok) return outcome.value;
  throw refusalError(outcome.rejection);
}

function turnOf(request: RunRequest, before: string): Turn {
  const check = RequestCheck.of(RunRequestSchema, request);
  if (before === "" || request.sessionId !== "") check.sessionId("session_id", request.sessionId);
  if (before !== "" && request.sessionId !== "" && request.sessionId !== before) {
    check.invalid("session_id", "is of another session", `${before}, as in the first message`);
  }
  checkTurn(check, request.turn);
  check.throwIfBad();
  if (request.turn === undefined) throw new Error("a turn that is missing was let through");
  return request.turn;
}

/** The messages of a caller, until the call is to end. */
class InterruptibleMessages {
  readonly #messages: AsyncIterator<RunRequest>;
  readonly #signal: AbortSignal;
  #waiting: PromiseWithResolvers<RunRequest | undefined> | undefined;

  constructor(messages: AsyncIterable<RunRequest>, signal: AbortSignal) {
    this.#messages = messages[Symbol.asyncIterator]();
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#fail(signal.reason), { once: true });
  }

  /** The next message; undefined at their end. Rejects with the reason of the signal. */
  next(): Promise<RunRequest | undefined> {
    if (this.#signal.aborted) return Promise.reject(this.#signal.reason);
    this.#waiting = Promise.withResolvers();
    this.#messages.next().then(this.#take, this.#fail);
    return this.#waiting.promise;
  }

  readonly #take = ({ done, value }: IteratorResult<RunRequest>): void => {
    this.#waiting?.resolve(done === true ? undefined : value);
  };

  readonly #fail = (reason: unknown): void => this.#waiting?.reject(reason);
}

import type { Turn, TurnResult } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { RunRequest, RunResponse } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { OpenbellError } from "./errors.ts";
import { nextMessage, unavailable } from "./next-message.ts";
import type { ClientRuntime } from "./runtime.ts";

/** What a stream carries to the server. */
export type TurnRequest = Pick<RunRequest, "sessionId"> & { readonly turn: Turn };

/** Opens a stream of Run. */
export type OpenTurns = (
  requests: AsyncIterable<TurnRequest>,
  signal: AbortSignal,
) => AsyncIterable<RunResponse>;

/** One stream of turns: a turn goes out, its answer comes in, one at a time. */
export class TurnStream {
  readonly #runtime: ClientRuntime;
  readonly #sessionId: string;
  readonly #stallMs: number;
  readonly #abort = new AbortController();
  readonly #signal: AbortSignal;
  readonly #answers: AsyncIterator<RunResponse>;
  /** The next turn to go out; undefined for the end. */
  #next = Promise.withResolvers<Turn | undefined>();

  /** `stallMs`: how long an answer may take; the server itself takes 20 seconds at most. */
  constructor(
    open: OpenTurns,
    options: {
      readonly runtime: ClientRuntime;
      readonly sessionId: string;
      readonly stallMs: number;
      readonly signal: AbortSignal | undefined;
    },
  ) {
    const { runtime, sessionId, stallMs, signal } = options;
    this.#runtime = runtime;
    this.#sessionId = sessionId;
    this.#stallMs = stallMs;
    const own = this.#abort.signal;
    this.#signal = signal === undefined ? own : AbortSignal.any([signal, own]);
    this.#answers = open(this.#requests(), this.#signal)[Symbol.asyncIterator]();
  }

  /** Makes a turn: its answer, or why there is none. */
  async make(turn: Turn): Promise<TurnResult | OpenbellError> {
    this.#next.resolve(turn);
    const wait = { runtime: this.#runtime, stallMs: this.#stallMs, signal: this.#signal };
    const answer = await nextMessage(this.#answers, wait);
    if (answer === undefined) return unavailable("the server ended the stream of turns");
    if (answer instanceof OpenbellError) return answer;
    return answer.result ?? unavailable("the server answered a turn with nothing");
  }

  /** Lets the stream go. */
  close(): void {
    this.#next.resolve(undefined);
    this.#abort.abort();
  }

  /** The turn before was answered when the next is made, so one place is enough. */
  async *#requests(): AsyncGenerator<TurnRequest> {
    for (;;) {
      const turn = await this.#next.promise;
      if (turn === undefined) return;
      this.#next = Promise.withResolvers();
      yield { sessionId: this.#sessionId, turn };
    }
  }
}

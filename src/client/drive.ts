/**
 * The loop that every bot would otherwise write: acquires a session, makes turns over a stream,
 * connects again, and after a crash of the server makes the turns again that were not on disk,
 * without asking the bot twice: it decided on data that comes again as it was.
 */
import { type Turn, type TurnResult, WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { AcquireDriverResponse } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { decideTurn, type OnSlice } from "./bot-turn.ts";
import { checkAttempts, checkTimeoutMs } from "./call-policy.ts";
import { eitherSignal } from "./either-signal.ts";
import { OpenbellError } from "./errors.ts";
import { cancelled } from "./next-message.ts";
import { ReconnectPolicy } from "./reconnect-policy.ts";
import { type ClientRuntime, sleep } from "./runtime.ts";
import { type OpenTurns, TurnStream } from "./turn-stream.ts";
import type { Reconnect } from "./watch.ts";

/** How to drive. */
export interface DriveOptions {
  /** Take the session from another driver. Default: false. */
  readonly takeOver?: boolean | undefined;
  /** Ends the drive with a CancelledError. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long an answer may take before the connection counts as broken, in milliseconds. Default:
   * 30,000; the server itself takes 20 seconds at most.
   */
  readonly stallMs?: number | undefined;
  /**
   * How many streams in a row may end without an answer, once there was one, before the drive gives
   * up and throws. Default: no limit. Until then, the client's `attempts` hold.
   */
  readonly reconnectAttempts?: number | undefined;
  /** Told before each wait for the next stream; for logs. */
  readonly onReconnect?: ((reconnect: Reconnect) => void) | undefined;
}

/** What a drive stands on. */
export interface DriveContext {
  readonly runtime: ClientRuntime;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
  readonly acquire: (takeOver: boolean, signal?: AbortSignal) => Promise<AcquireDriverResponse>;
  readonly release: (token: string) => Promise<unknown>;
  readonly open: (token: string) => OpenTurns;
  /** Streams that may fail before there was an answer. */
  readonly attempts: number;
}

/**
 * Drives a session until its data or its running ends, or the bot does. Gives the last answer. What
 * the bot throws ends the drive as it is; the session stays acquired then.
 *
 * @throws RangeError for a `stallMs` or `reconnectAttempts` out of range.
 */
export async function driveSession(
  context: DriveContext,
  sessionId: string,
  onSlice: OnSlice,
  options: DriveOptions = {},
): Promise<TurnResult | undefined> {
  const stallMs = checkTimeoutMs(options.stallMs ?? 30_000, "stallMs");
  checkAttempts(options.reconnectAttempts ?? 1, "reconnectAttempts");
  const acquired = await context.acquire(options.takeOver ?? false, options.signal);
  const signal = eitherSignal(context.closed, options.signal);
  const turns = new Turns(context, sessionId, acquired.driverToken, {
    ...options,
    signal,
    stallMs,
  });
  let seen: TurnResult | undefined;
  let barrier = acquired.barrier;
  try {
    for (;;) {
      const turn = await decideTurn(onSlice, { seen, acquired, barrier });
      if (turn === undefined) {
        await context.release(acquired.driverToken);
        return seen;
      }
      seen = await turns.make(turn);
      barrier = seen.barrier;
      const { wokeBy } = seen;
      if (wokeBy === WokeBy.END_OF_DATA || wokeBy === WokeBy.SESSION_STATE) return seen;
    }
  } finally {
    turns.close();
  }
}

type TurnsOptions = DriveOptions & { readonly stallMs: number };

/** The turns of one drive, over as many streams as it takes. */
class Turns {
  readonly #context: DriveContext;
  readonly #sessionId: string;
  readonly #token: string;
  readonly #options: TurnsOptions;
  readonly #policy: ReconnectPolicy;
  /** Turns that a crash may take back, in order; the last may be without an answer. */
  #held: Turn[] = [];
  #stream: TurnStream | undefined;

  constructor(context: DriveContext, sessionId: string, token: string, options: TurnsOptions) {
    const { attempts, runtime } = context;
    const { reconnectAttempts } = options;
    this.#context = context;
    this.#sessionId = sessionId;
    this.#token = token;
    this.#options = options;
    this.#policy = new ReconnectPolicy({ attempts, reconnectAttempts }, () => runtime.random());
  }

  /** Makes a turn, and before it those that were lost. Gives its answer. */
  async make(turn: Turn): Promise<TurnResult> {
    this.#held.push(turn);
    let next = this.#held.length - 1;
    let wentBack = false;
    for (;;) {
      const asked = this.#held[next];
      if (asked === undefined) throw new Error("a turn to be made is missing");
      const answer = await this.#send(asked);
      if (answer instanceof OpenbellError) {
        // Who goes back twice in a row contradicts itself, and might for ever, without a pause.
        const lost: number | undefined = wentBack ? undefined : this.#lostBy(answer, asked);
        wentBack = lost !== undefined;
        if (lost === undefined) await this.#reconnect(answer);
        else next = lost;
        continue;
      }
      wentBack = false;
      this.#policy.opened();
      this.#policy.moved();
      if (asked === turn) {
        this.#forget(answer.durableBarrier);
        return answer;
      }
      next += 1;
    }
  }

  /** Lets the stream go. */
  close(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }

  #send(turn: Turn): Promise<TurnResult | OpenbellError> {
    const { runtime, open } = this.#context;
    const { signal, stallMs } = this.#options;
    this.#stream ??= new TurnStream(open(this.#token), {
      ...{ runtime, stallMs, signal },
      sessionId: this.#sessionId,
    });
    return this.#stream.make(turn);
  }

  /** Place of the turn with which the session goes on, where it went back before the one asked. */
  #lostBy({ reason, metadata }: OpenbellError, asked: Turn): number | undefined {
    if (reason !== "BARRIER_MISMATCH") return undefined;
    this.close();
    const place = this.#held.findIndex(
      ({ expectedBarrier }) => String(expectedBarrier) === metadata.barrier,
    );
    return place < 0 || this.#held[place] === asked ? undefined : place;
  }

  async #reconnect(error: OpenbellError): Promise<void> {
    const { signal, onReconnect } = this.#options;
    this.close();
    if (signal?.aborted) throw cancelled();
    // The session goes on from its durable barrier, which the next turn will tell.
    const askedMs = error.reason === "CONFLICT" ? (error.retryAfterMs ?? 0) : undefined;
    const delayMs = this.#policy.waitMs({ error, askedMs }, askedMs !== undefined);
    onReconnect?.({ error, failures: this.#policy.failures, delayMs });
    await sleep(this.#context.runtime, delayMs, signal);
    if (signal?.aborted) throw cancelled();
  }

  /** A turn that begins before what is on disk can not be lost any more. */
  #forget(durable: bigint): void {
    const first = this.#held.findIndex(({ expectedBarrier }) => expectedBarrier >= durable);
    this.#held = first < 0 ? [] : this.#held.slice(first);
  }
}

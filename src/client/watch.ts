/**
 * The feed as one endless sequence over as many streams as it takes. The loop that every watcher
 * would otherwise write, and get wrong, is here once: prove each frame, hand it out, remember the
 * position only when it was handled, connect again, say it aloud when a snapshot begins anew.
 */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { WatchSessionsRequestSchema } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { checkAttempts } from "./call-policy.ts";
import { eitherSignal } from "./either-signal.ts";
import { durationMs } from "./error-from-status.ts";
import { FeedIntegrityError, OpenbellError } from "./errors.ts";
import { FeedPosition } from "./feed-position.ts";
import { cancelled, nextMessage, unavailable } from "./next-message.ts";
import { ReconnectPolicy, type StreamEnd } from "./reconnect-policy.ts";
import { type ClientRuntime, sleep } from "./runtime.ts";
import { itemOfFrame, type ResetReason, type WatchItem } from "./watch-item.ts";

/** What to watch, as in the contract. */
export type WatchRequest = MessageInitShape<typeof WatchSessionsRequestSchema>;

/** A stream that ended, and what the watch does about it. */
export interface Reconnect {
  /** Why the stream ended. */
  readonly error: OpenbellError;
  /** How many streams in a row ended without moving the position, this one included. */
  readonly failures: number;
  /** When the next one is opened, in milliseconds from now. */
  readonly delayMs: number;
}

/** How to watch. */
export interface WatchOptions {
  /** Ends the watch, without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Deliver heartbeats too. Default: false. */
  readonly heartbeats?: boolean | undefined;
  /**
   * How many streams in a row may end without moving the position, once the watch was open, before
   * it gives up and throws. Default: no limit. Until it is open, the client's `attempts` hold.
   */
  readonly reconnectAttempts?: number | undefined;
  /** Told before each wait for the next stream; for logs. */
  readonly onReconnect?: ((reconnect: Reconnect) => void) | undefined;
}

/** A running watch. Iterate it once; leaving the loop ends it. */
export interface SessionWatch
  extends AsyncIterableIterator<WatchItem, void, undefined>,
    AsyncDisposable {
  /**
   * The position of what was handled: an item counts as handled when the next one is asked for.
   * A watch that starts from it goes on without loss. Empty while there is no such position.
   */
  readonly resumeToken: string;
  /** Ends the watch: a waiting `next()` is done. */
  close(): void;
}

/** What a watch stands on. */
export interface WatchContext {
  readonly runtime: ClientRuntime;
  /** Aborted when the client is closed: the watch ends, as by its own `close`. */
  readonly closed: AbortSignal;
  /** Opens one stream, without a deadline. */
  readonly open: (
    request: WatchRequest,
    signal: AbortSignal,
  ) => AsyncIterable<WatchSessionsResponse>;
  /** How long the first frame may take, in milliseconds. */
  readonly openTimeoutMs: number;
  /** Streams that may fail before the watch was open. */
  readonly attempts: number;
}

const resetReasons: ReadonlySet<string> = new Set<ResetReason>([
  "REVISION_COMPACTED",
  "STORE_CHANGED",
  "STORE_RESTORED",
]);

/**
 * Starts a watch; the first stream is opened when the first item is asked for.
 *
 * @throws RangeError for `reconnectAttempts` out of range.
 */
export function watchSessions(
  context: WatchContext,
  request: WatchRequest,
  options: WatchOptions = {},
): SessionWatch {
  checkAttempts(options.reconnectAttempts ?? 1, "reconnectAttempts");
  const closing = new AbortController();
  const watch = new Watch(context, request, options, closing.signal);
  const items = watch.items();
  return {
    get resumeToken() {
      return watch.resumeToken;
    },
    close: () => closing.abort(),
    next: () => items.next(),
    async return() {
      // A generator that waits would keep its return waiting: wake it first.
      closing.abort();
      return items.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return?.();
    },
  };
}

class Watch {
  readonly #context: WatchContext;
  readonly #request: WatchRequest;
  readonly #options: WatchOptions;
  readonly #signal: AbortSignal;
  readonly #position = new FeedPosition();
  readonly #policy: ReconnectPolicy;
  #token: string;
  /** This stream has sent `Opened`. */
  #isOpen = false;
  /** Something was delivered or may have been missed that the token does not cover. */
  #uncovered = false;

  constructor(
    context: WatchContext,
    request: WatchRequest,
    options: WatchOptions,
    closing: AbortSignal,
  ) {
    this.#context = context;
    this.#request = request;
    this.#options = options;
    this.#signal = AbortSignal.any([closing, eitherSignal(context.closed, options.signal)]);
    this.#token = request.start?.case === "resumeToken" ? request.start.value : "";
    const { attempts, runtime } = context;
    const { reconnectAttempts } = options;
    this.#policy = new ReconnectPolicy({ attempts, reconnectAttempts }, () => runtime.random());
  }

  get resumeToken(): string {
    return this.#token;
  }

  async *items(): AsyncGenerator<WatchItem, void, undefined> {
    while (!this.#signal.aborted) {
      const end = yield* this.#stream();
      if (this.#signal.aborted) return;
      const isReset = this.#isReset(end.error);
      // A token that cannot be resumed from is no fault of the connection: no wait.
      const delayMs = isReset && this.#token !== "" ? 0 : this.#policy.waitMs(end, isReset);
      const reset = this.#reset(end);
      if (reset !== undefined) {
        this.#token = "";
        this.#uncovered = false;
        yield { type: "reset", reason: reset };
      }
      const { error } = end;
      this.#options.onReconnect?.({ error, failures: this.#policy.failures, delayMs });
      await sleep(this.#context.runtime, delayMs, this.#signal);
    }
  }

  /** One stream, from its opening to its end. Throws only what no other stream can mend. */
  async *#stream(): AsyncGenerator<WatchItem, StreamEnd, undefined> {
    const abort = new AbortController();
    const signal = AbortSignal.any([this.#signal, abort.signal]);
    let stallMs = this.#context.openTimeoutMs;
    let askedMs: number | undefined;
    try {
      const request = { ...this.#request, start: this.#start() };
      const frames = this.#context.open(request, signal)[Symbol.asyncIterator]();
      this.#position.resume();
      this.#isOpen = false;
      while (!this.#signal.aborted) {
        const wait = { runtime: this.#context.runtime, stallMs, signal: this.#signal };
        // A feed has no end of its own.
        const next = (await nextMessage(frames, wait)) ?? unavailable("the stream ended");
        if (next instanceof OpenbellError) return { error: next, askedMs };
        const verdict = this.#position.take(next);
        if (verdict.kind === "gap") {
          return { error: new FeedIntegrityError(verdict.missing), askedMs };
        }
        if (verdict.kind === "copy") continue;
        const { frame } = next;
        if (frame.case === "opened") {
          stallMs = 3 * (durationMs(frame.value.heartbeatInterval) ?? 15_000);
          this.#opened(frame.value.snapshot);
        }
        if (frame.case === "closing") askedMs = durationMs(frame.value.reconnectAfter) ?? 0;
        const item = itemOfFrame(next, this.#options.heartbeats ?? false);
        if (item !== undefined) {
          this.#uncovered ||= this.#token === "";
          yield item;
        }
        this.#handled(next);
      }
      return { error: cancelled(), askedMs };
    } finally {
      abort.abort();
    }
  }

  #start(): NonNullable<WatchRequest["start"]> {
    if (this.#token !== "") return { case: "resumeToken", value: this.#token };
    this.#position.restart();
    // Once it was open, "from now" would leave out what happened in between.
    const fromNow = this.#request.start?.case === "fromNow" && !this.#policy.wasOpen;
    return fromNow ? { case: "fromNow", value: true } : { case: undefined };
  }

  #opened(snapshot: boolean): void {
    this.#isOpen = true;
    this.#policy.opened();
    this.#uncovered ||= this.#token === "" && !snapshot;
  }

  #handled(response: WatchSessionsResponse): void {
    if (response.resumeToken === "") return;
    this.#token = response.resumeToken;
    this.#uncovered = false;
    if (response.frame.case !== "opened") this.#policy.moved();
  }

  /** Why a consumer must begin anew; undefined when the next stream goes on where this one was. */
  #reset({ error }: StreamEnd): ResetReason | undefined {
    if (this.#isReset(error)) return error.reason as ResetReason;
    return this.#uncovered ? "SNAPSHOT_INTERRUPTED" : undefined;
  }

  /**
   * The log was cut off behind our position, or under a snapshot that took long. A snapshot that is
   * refused before it begins is neither: beginning anew would not help.
   */
  #isReset(error: OpenbellError): boolean {
    return (this.#token !== "" || this.#isOpen) && resetReasons.has(error.reason);
  }
}

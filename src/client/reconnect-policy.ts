import { Code } from "@connectrpc/connect";
import { backoffMs, watchBackoff } from "./backoff.ts";
import {
  DeadlineError,
  FeedIntegrityError,
  type OpenbellError,
  RateLimitedError,
  UnavailableError,
} from "./errors.ts";

/** Why a stream of a watch or a reading ended. */
export interface StreamEnd {
  readonly error: OpenbellError;
  /** When the server wants the watcher back, in milliseconds; undefined when it did not say. */
  readonly askedMs: number | undefined;
}

/** How often a watch or a reading may fail. */
export interface ReconnectLimits {
  /** Streams in a row that may fail before one was open. */
  readonly attempts: number;
  /** Streams in a row that may fail after that; undefined for no limit. */
  readonly reconnectAttempts: number | undefined;
}

/** Frames that go missing at the same place so often are not an accident of the connection. */
const integrityAttempts = 3;

/**
 * Codes under which a broken stream comes back when no Openbell server wrote the status: resets of
 * HTTP/2, proxies that give up, libraries that do not know better.
 */
const brokenStream: ReadonlySet<Code> = new Set([
  Code.Unknown,
  Code.ResourceExhausted,
  Code.Aborted,
  Code.Internal,
  Code.DataLoss,
]);

/** Limits on streams that are open at the same time. */
const streamLimits: ReadonlySet<string> = new Set([
  "WATCHER_LIMIT_EXCEEDED",
  "READ_LIMIT_EXCEEDED",
]);

/** Whether and when a watch or a reading opens its next stream. */
export class ReconnectPolicy {
  readonly #limits: ReconnectLimits;
  readonly #random: () => number;
  #wasOpen = false;
  #failures = 0;
  #incomplete = 0;

  constructor(limits: ReconnectLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Streams in a row that ended without moving the position. */
  get failures(): number {
    return this.#failures;
  }

  /** Some stream has been open. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  opened(): void {
    this.#wasOpen = true;
  }

  /** The position moved: whatever failed before is over. */
  moved(): void {
    this.#failures = 0;
    this.#incomplete = 0;
  }

  /**
   * The wait before the next stream, in milliseconds. Throws the error when there must be none.
   *
   * @param isReset - The next stream begins anew, which mends what the error says.
   */
  waitMs({ error, askedMs }: StreamEnd, isReset: boolean): number {
    const { attempts, reconnectAttempts = Number.POSITIVE_INFINITY } = this.#limits;
    const isIncomplete = error instanceof FeedIntegrityError;
    this.#failures += 1;
    this.#incomplete = isIncomplete ? this.#incomplete + 1 : 0;
    const hopeless = isIncomplete
      ? this.#incomplete >= integrityAttempts
      : !isReset && !isPassing(error, this.#wasOpen);
    const limit = this.#wasOpen ? reconnectAttempts : attempts;
    if (hopeless || this.#failures >= limit) throw error;
    // The server spreads its watchers itself when it says goodbye.
    return askedMs ?? backoffMs(watchBackoff, this.#failures, this.#random(), error.retryAfterMs);
  }
}

/** Whether the error may be gone with the next stream. */
function isPassing(error: OpenbellError, wasOpen: boolean): boolean {
  if (error instanceof UnavailableError || error instanceof DeadlineError) return true;
  if (error.reason === "") return brokenStream.has(error.code);
  // A server may take a moment to notice that the stream before is gone, and still count it.
  const limited = error instanceof RateLimitedError || streamLimits.has(error.reason);
  return wasOpen && limited;
}

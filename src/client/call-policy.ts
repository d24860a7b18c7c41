import { Code } from "@connectrpc/connect";
import { backoffMs, callBackoff } from "./backoff.ts";
import { eitherSignal } from "./either-signal.ts";
import { errorFromStatus } from "./error-from-status.ts";
import { CancelledError, clientFacts, UnavailableError } from "./errors.ts";
import { RetryBudget } from "./retry-budget.ts";
import { type ClientRuntime, sleep } from "./runtime.ts";

/** What a caller may say about one call. */
export interface CallOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal | undefined;
  /** The deadline of this call, attempts and waits together; the client's, where it is absent. */
  readonly timeoutMs?: number | undefined;
}

/** What one attempt is handed. */
export interface AttemptOptions {
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a {@link CallPolicy} is made of. */
export interface CallPolicyOptions {
  readonly runtime: ClientRuntime;
  /** Aborted when the client is closed: no call outlives it. */
  readonly closed: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly attempts: number;
}

/**
 * How every unary call is made: with a deadline over all attempts, and repeated only where that is
 * safe. Safe is UNAVAILABLE, because reads change nothing and every mutation of this client carries
 * a `request_id`, under which the server does it once. Nothing else is repeated (AIP-194): after
 * DEADLINE_EXCEEDED the time is over, ABORTED needs a new decision, and a refusal for too many
 * requests is the caller's to pace.
 */
export class CallPolicy {
  readonly #options: CallPolicyOptions;
  readonly #budget = new RetryBudget();

  constructor(options: CallPolicyOptions) {
    this.#options = options;
  }

  /** Runs the call to its answer; throws an OpenbellError. */
  async run<Answer>(
    attempt: (options: AttemptOptions) => Promise<Answer>,
    options: CallOptions = {},
    requestId?: string,
  ): Promise<Answer> {
    const { runtime, closed, attempts } = this.#options;
    const signal = eitherSignal(closed, options.signal);
    const timeoutMs = checkTimeoutMs(options.timeoutMs ?? this.#options.timeoutMs);
    const deadlineMs = runtime.monotonicMs() + timeoutMs;
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.#attempt(attempt, deadlineMs, signal, requestId);
      if ("answer" in outcome) return outcome.answer;
      const { error } = outcome;
      if (!(error instanceof UnavailableError)) throw error;
      const waitMs = backoffMs(callBackoff, failures, runtime.random(), error.retryAfterMs);
      const inTime = runtime.monotonicMs() + waitMs < deadlineMs;
      if (failures >= attempts || !inTime || !this.#budget.allowsRetry) throw error;
      await sleep(runtime, waitMs, signal);
      if (signal.aborted) {
        const facts = clientFacts(Code.Canceled, "cancelled while waiting to try again", error);
        throw new CancelledError({ ...facts, requestId });
      }
    }
  }

  async #attempt<Answer>(
    attempt: (options: AttemptOptions) => Promise<Answer>,
    deadlineMs: number,
    signal: AbortSignal,
    requestId: string | undefined,
  ) {
    const { runtime, headers } = this.#options;
    // A timeout of 0 would mean "none" to the transport.
    const timeoutMs = Math.max(1, Math.ceil(deadlineMs - runtime.monotonicMs()));
    try {
      const answer = await attempt({ headers: { ...headers }, timeoutMs, signal });
      this.#budget.answered();
      return { answer };
    } catch (thrown) {
      const error = errorFromStatus(thrown, { requestId, signal });
      if (error instanceof UnavailableError) this.#budget.failed();
      else this.#budget.answered();
      return { error };
    }
  }
}

/**
 * The timeout, where it is one; throws a RangeError that names it otherwise. Every unary call has a
 * deadline.
 */
export function checkTimeoutMs(timeoutMs: number, name = "timeoutMs"): number {
  // Node.js timers count in signed 32 bits; beyond that they fire at once.
  if (Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= 0x7fffffff) return timeoutMs;
  throw new RangeError(
    `${name} is ${timeoutMs}: it must be above 0 and at most 2147483647 milliseconds`,
  );
}

/** The attempts, where there are any; throws a RangeError that names them otherwise. */
export function checkAttempts(attempts: number, name = "attempts"): number {
  if (Number.isSafeInteger(attempts) && attempts >= 1) return attempts;
  throw new RangeError(`${name} is ${attempts}: it must be a whole number from 1 on`);
}

/** What a call may be waiting for, with a limit on the wait. */
export type Wait = "body" | "deadline" | "reader";

/** A timer of Node holds 31 bits of milliseconds, which is 24 days. */
const timerMaxMs = 2 ** 31 - 1;

/**
 * The time limits of one call in one timer. What was waited for in vain for long enough is told
 * once. Ending a wait costs nothing: the timer runs on, and when it fires looks what is due; most
 * calls are over before.
 */
export class GrpcCallClock {
  readonly #onLate: (wait: Wait) => void;
  readonly #dueMs: Record<Wait, number> = {
    body: Infinity,
    deadline: Infinity,
    reader: Infinity,
  };
  #timer: NodeJS.Timeout | undefined;
  #firesMs = Infinity;

  constructor(onLate: (wait: Wait) => void) {
    this.#onLate = onLate;
  }

  /** Starts a wait of at most so long from now; replaces an earlier one of its kind. */
  start(wait: Wait, timeoutMs: number): void {
    const nowMs = performance.now();
    this.#dueMs[wait] = nowMs + timeoutMs;
    if (this.#dueMs[wait] < this.#firesMs) this.#arm(nowMs);
  }

  /** What was waited for has come. */
  end(wait: Wait): void {
    this.#dueMs[wait] = Infinity;
  }

  /** Time until a wait is over, in ms; undefined if there is no such wait. */
  leftMs(wait: Wait): number | undefined {
    const due = this.#dueMs[wait];
    return due === Infinity ? undefined : due - performance.now();
  }

  /** Ends all waits. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#firesMs = -Infinity;
  }

  #arm(nowMs: number): void {
    clearTimeout(this.#timer);
    const { body, deadline, reader } = this.#dueMs;
    this.#firesMs = Math.min(body, deadline, reader);
    if (this.#firesMs === Infinity) return;
    const delayMs = Math.min(Math.ceil(this.#firesMs - nowMs), timerMaxMs);
    this.#timer = setTimeout(() => this.#fire(), delayMs);
  }

  #fire(): void {
    const nowMs = performance.now();
    for (const wait of ["reader", "deadline", "body"] as const) {
      if (this.#dueMs[wait] > nowMs) continue;
      this.#dueMs[wait] = Infinity;
      this.#onLate(wait);
    }
    if (this.#firesMs !== -Infinity) this.#arm(nowMs);
  }
}

import type { Instant } from "./instant.ts";

/** Time as the code below the server sees it: handed in, so that tests and replays own it. */
export interface Clock {
  /** Wall time. May jump; only for what people read and for expiry. */
  nowNs(): Instant;
  /** Time that only moves forward, in milliseconds; for rates, pauses and measuring. */
  monotonicMs(): number;
  /** Runs the task once after the delay. Returns the way to cancel it. */
  schedule(delayMs: number, task: () => void): () => void;
  /** Runs the task soon, after waiting input and output had their turn. */
  yieldTo(task: () => void): void;
}

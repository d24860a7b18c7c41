import { randomUUID } from "node:crypto";

/**
 * Time, randomness and ids as the client sees them: handed in, so that a test owns them. Everything
 * in this folder waits, measures and draws through this interface.
 */
export interface ClientRuntime {
  /** Time that only moves forward, in milliseconds. */
  monotonicMs(): number;
  /** A number from 0 (included) to 1 (excluded), evenly drawn. */
  random(): number;
  /** A fresh UUID for a `request_id`. */
  newRequestId(): string;
  /** Runs the task once after the delay. Returns the way to cancel it. */
  schedule(delayMs: number, task: () => void): () => void;
}

/** The runtime of a real process. */
export const systemRuntime: ClientRuntime = {
  monotonicMs: () => performance.now(),
  random: () => Math.random(),
  newRequestId: () => randomUUID(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Waits. Ends early, without an error, when the signal is aborted. */
export function sleep(
  runtime: ClientRuntime,
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = runtime.schedule(delayMs, finish);
    signal?.addEventListener("abort", finish, { once: true });
  });
}

/**
 * Waits for what another server is about to let go, so that a server can be replaced by one that
 * was started before it: the new one takes over the moment the old one is gone.
 */
import type { Clock } from "../domain/clock.ts";
import { StoreError } from "../store/store-error.ts";

/** How to wait. */
export interface StartupWaitOptions {
  readonly clock: Pick<Clock, "monotonicMs" | "schedule">;
  /** How long, over everything that is taken, in milliseconds. */
  readonly waitMs: number;
  /** Ends a wait. */
  readonly signal: AbortSignal;
  /** Told when a wait begins and when it was in vain: whole sentences for an operator. */
  readonly announce: (message: string) => void;
}

/**
 * Takes a folder or addresses, again and again while another server has them. Fails as the attempt
 * does when that is for another reason or the time is over, and with the signal's reason.
 */
export type StartupWait = <T>(attempt: () => T | Promise<T>) => Promise<T>;

/** Between two attempts; what is taken costs a few system calls. */
const pollMs = 50;

/** A wait that begins now. */
export function createStartupWait(options: StartupWaitOptions): StartupWait {
  const { clock, waitMs, signal, announce } = options;
  const endMs = clock.monotonicMs() + waitMs;
  const seconds = `${waitMs / 1_000} s`;

  return async (attempt) => {
    for (let isWaiting = false; ; isWaiting = true) {
      signal.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        if (!isTaken(error) || waitMs === 0) throw error;
        if (!isWaiting) announce(`${error.message}. Waiting for it, ${seconds} at most`);
        if (clock.monotonicMs() >= endMs) {
          announce(`Waited in vain; ${seconds} are over`);
          throw error;
        }
      }
      await pause(clock, signal);
    }
  };
}

/** Whether another server has what was to be taken. */
function isTaken(error: unknown): error is Error {
  if (error instanceof StoreError) return error.code === "LOCKED";
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

async function pause(clock: StartupWaitOptions["clock"], signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.schedule(pollMs, resolve);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  cancel();
}

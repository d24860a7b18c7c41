import type { Clock } from "../domain/clock.ts";

/** The clock of the machine. Timers keep the process alive: stop what scheduled them. */
export const systemClock: Clock = {
  nowNs: () => BigInt(Date.now()) * 1_000_000n,
  monotonicMs: () => performance.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, Math.min(delayMs, timerMaxMs));
    return () => clearTimeout(timer);
  },
  yieldTo(task) {
    setImmediate(task);
  },
};

/** Node fires at once what is further away than 2^31 ms. */
const timerMaxMs = 2 ** 31 - 1;

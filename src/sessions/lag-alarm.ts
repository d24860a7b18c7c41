import type { Clock } from "../domain/clock.ts";
import type { FeedLag, LateWatcher } from "./feed-lag.ts";

const intervalMs = 1_000;

/** Tells of every watcher that becomes late, once until it has caught up. */
export class LagAlarm {
  readonly #lag: Pick<FeedLag, "newlyLate">;
  readonly #clock: Clock;
  readonly #report: (late: LateWatcher) => void;
  #cancel: () => void = () => {};

  constructor(lag: Pick<FeedLag, "newlyLate">, clock: Clock, report: (late: LateWatcher) => void) {
    this.#lag = lag;
    this.#clock = clock;
    this.#report = report;
  }

  /** Looks every second from now on. */
  start(): void {
    this.#cancel = this.#clock.schedule(intervalMs, () => {
      this.start();
      for (const late of this.#lag.newlyLate()) this.#report(late);
    });
  }

  stop(): void {
    this.#cancel();
  }
}

import type { Clock } from "../domain/clock.ts";

/**
 * Lets a reader sleep until something may have happened. A ring while nobody sleeps is kept, so
 * that none is lost between a look and the sleep.
 */
export class WakeUp {
  readonly #clock: Clock;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes the sleeper, or the next one. */
  readonly ring = (): void => {
    this.#rung = true;
    this.#wake?.();
  };

  /** Resolves at the next ring, at once when one is kept, or after the delay at the latest. */
  async sleep(delayMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.schedule(Math.max(delayMs, 0), resolve);
        this.#wake = () => {
          cancel();
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}

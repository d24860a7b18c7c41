import type { Clock } from "../domain/clock.ts";

/**
 * Lets tasks take turns: one for each round of the event loop, first come, first served. A round
 * runs everything that yielded before it; so many runs that yielded one by one would keep requests
 * waiting for all of their turns.
 */
export class TurnQueue {
  readonly #clock: Pick<Clock, "yieldTo">;
  readonly #waiting: (() => void)[] = [];

  constructor(clock: Pick<Clock, "yieldTo">) {
    this.#clock = clock;
  }

  /** Runs the task when its turn has come. */
  enqueue(task: () => void): void {
    this.#waiting.push(task);
    if (this.#waiting.length === 1) this.#clock.yieldTo(this.#next);
  }

  /** Resolves when the caller's turn has come. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.enqueue(resolve));
  }

  readonly #next = (): void => {
    const task = this.#waiting.shift();
    if (this.#waiting.length > 0) this.#clock.yieldTo(this.#next);
    task?.();
  };
}

import type { RunPosition } from "./run-position.ts";

/** Time over which a rate is taken, in milliseconds. */
const windowMs = 1_000;

type Reading = { readonly ms: number; readonly bars: number; readonly barrier: number };

/** Speed of a run over about the last second. */
export class RunRate {
  readonly #readings: Reading[];

  /** Begins at a time of the monotonic clock, in milliseconds, and a position. */
  constructor(nowMs: number, position: RunPosition) {
    this.#readings = [{ ms: nowMs, bars: position.bars, barrier: position.barrier }];
  }

  /** Takes a reading. */
  measure(nowMs: number, position: RunPosition): void {
    this.#readings.push({ ms: nowMs, bars: position.bars, barrier: position.barrier });
    while (this.#readings.length > 2 && nowMs - (this.#readings[1]?.ms ?? nowMs) >= windowMs) {
      this.#readings.shift();
    }
  }

  /** Bars per second; 0 before the second reading. */
  get barsPerSecond(): number {
    return this.#perSecond((reading) => reading.bars);
  }

  /** Estimated milliseconds for a number of barriers; undefined while it cannot be known. */
  remainingMs(barriers: number): number | undefined {
    const rate = this.#perSecond((reading) => reading.barrier);
    return rate > 0 && barriers >= 0 ? (barriers / rate) * 1_000 : undefined;
  }

  #perSecond(count: (reading: Reading) => number): number {
    const [first, last] = [this.#readings[0], this.#readings.at(-1)];
    if (first === undefined || last === undefined || last.ms <= first.ms) return 0;
    return ((count(last) - count(first)) / (last.ms - first.ms)) * 1_000;
  }
}

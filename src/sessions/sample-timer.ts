/** Samples of one run are at least this far apart. */
const intervalMs = 200;

/** Tells a run when to post a sample: now and then, and only one that says something new. */
export class SampleTimer {
  #lastMs = Number.NEGATIVE_INFINITY;
  #lastReading: string | undefined;

  /** Milliseconds until a sample with this reading may be posted; infinite when it says nothing. */
  waitMs(nowMs: number, reading: string): number {
    if (reading === this.#lastReading) return Number.POSITIVE_INFINITY;
    return Math.max(this.#lastMs + intervalMs - nowMs, 0);
  }

  /** A sample with this reading was posted. */
  posted(nowMs: number, reading: string): void {
    this.#lastMs = nowMs;
    this.#lastReading = reading;
  }
}

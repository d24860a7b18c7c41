/** A sequence of rows that ascend in time, by the instant of its next row. */
export interface TimedSource {
  /** Its place among the others: of rows of one instant, those of the lower number come first. */
  readonly number: number;
  /** Upper half of the 64 bits of the instant, signed. Comparing halves makes no bigints. */
  readonly high: number;
  /** Lower half, unsigned. */
  readonly low: number;
}

/** A binary heap of sequences: the one whose next row comes first is on top. */
export class TimeHeap<Source extends TimedSource> {
  readonly #sources: Source[] = [];

  /** The sequence with the earliest row; undefined when there is none. */
  get top(): Source | undefined {
    return this.#sources[0];
  }

  /** The sequence that comes after the top; undefined when there is none. */
  get second(): Source | undefined {
    const left = this.#sources[1];
    return this.#sources.length > 2 && this.#isBefore(2, 1) ? this.#sources[2] : left;
  }

  /** Adds a sequence. */
  push(source: Source): void {
    let at = this.#sources.push(source) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Removes the top. */
  pop(): void {
    const last = this.#sources.pop();
    if (last === undefined || this.#sources.length === 0) return;
    this.#sources[0] = last;
    this.sink();
  }

  /** Puts the top where it belongs after it moved on. */
  sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      const left = 2 * at + 1;
      if (left < this.#sources.length && this.#isBefore(left, least)) least = left;
      if (left + 1 < this.#sources.length && this.#isBefore(left + 1, least)) least = left + 1;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const a = this.#sources[left];
    const b = this.#sources[right];
    if (a === undefined || b === undefined) return false;
    if (a.high !== b.high) return a.high < b.high;
    if (a.low !== b.low) return a.low < b.low;
    return a.number < b.number;
  }

  #swap(left: number, right: number): void {
    const a = this.#sources[left];
    const b = this.#sources[right];
    if (a === undefined || b === undefined) return;
    this.#sources[left] = b;
    this.#sources[right] = a;
  }
}

import type { Instant } from "../domain/instant.ts";

/**
 * The instants of rows. Beside the bigints, which cost an allocation each to be read, they can be
 * seen as halves on the same memory: the lower 32 bits of each, then the upper.
 */
export class RowInstants {
  readonly ns: BigInt64Array;
  readonly halves: Int32Array;

  constructor(ns: BigInt64Array) {
    this.ns = ns;
    this.halves = new Int32Array(ns.buffer, ns.byteOffset, ns.length * 2);
  }

  /** The instant of a row. */
  at(row: number): Instant {
    return this.ns[row] ?? 0n;
  }

  /** The first row of some, which ascend, at or after an instant; their end when none is. */
  firstFrom(ns: Instant, from: number, end: number): number {
    let [low, high] = [from, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < ns) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The instant of a row in seconds since 1970, as the nearest double. */
  seconds(row: number): number {
    // Both terms are exact, so that their sum is rounded as the whole would be.
    const ns = (this.halves[2 * row + 1] ?? 0) * 2 ** 32 + ((this.halves[2 * row] ?? 0) >>> 0);
    return ns / 1e9;
  }
}

const MASK = (1n << 64n) - 1n;

/**
 * The pseudo-random generator SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014, with the constants of its 64-bit variant 13.
 * Integers only, so a seed gives the same numbers everywhere, for ever.
 */
export class SplitMix64 {
  #state: bigint;

  /** @param seed any 64-bit integer. */
  constructor(seed: bigint) {
    this.#state = seed & MASK;
  }

  /** The next number, 0 to 2^64 - 1. */
  next(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let mixed = this.#state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return mixed ^ (mixed >> 31n);
  }
}

import { type Instant, NS_PER_DAY } from "../instant.ts";
import { nearestDouble } from "./nearest-double.ts";
import { type Session, stretchesOf } from "./session.ts";

const NS_OF_DAY = Number(NS_PER_DAY);

/** The instants that are known, the end not included, and what is thrown for any other. */
export interface Coverage {
  readonly startNs: Instant;
  readonly endNs: Instant;
  readonly outside: (instant: Instant) => Error;
}

/**
 * When there is trading, as stretches without a pause: a session with a break has two, any other
 * has one. Every question takes constant time.
 *
 * Their ends are whole seconds in nanoseconds, which a double holds exactly up to the year 2116
 * (they are multiples of 512). Doubles are compared without making an object.
 */
export class TradingStretches {
  /** Ascending; Infinity ends each list. */
  readonly #opens: Float64Array;
  readonly #closes: Float64Array;
  /** For each stretch: number of its session. */
  readonly #sessionOf: Int32Array;
  /** For each stretch, and for the end: nanoseconds of trading before it. */
  readonly #openBefore: Float64Array;
  /** For each UTC day: number of the first stretch that closes at its start or later. */
  readonly #closingFromUtcDay: Int32Array;
  readonly #firstUtcDay: number;
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #coverage: Coverage;

  constructor(sessions: readonly Session[], coverage: Coverage) {
    this.#coverage = coverage;
    this.#startNs = Number(coverage.startNs);
    this.#endNs = Number(coverage.endNs);
    const bySession = sessions.map(stretchesOf);
    const stretches = bySession.flat();
    this.#opens = endless(stretches.map(({ openNs }) => openNs));
    this.#closes = endless(stretches.map(({ closeNs }) => closeNs));
    this.#sessionOf = Int32Array.from(bySession.flatMap((parts, index) => parts.map(() => index)));
    this.#openBefore = sumsBefore(stretches.map(({ openNs, closeNs }) => closeNs - openNs));
    this.#firstUtcDay = Math.floor(this.#startNs / NS_OF_DAY);
    const closingDays = stretches.map(({ closeNs }) => Math.ceil(Number(closeNs) / NS_OF_DAY));
    const lastUtcDay = Math.ceil(this.#endNs / NS_OF_DAY);
    this.#closingFromUtcDay = firstIndexFrom(closingDays, this.#firstUtcDay, lastUtcDay);
  }

  /** Whether an instant lies in a stretch. */
  isOpen(instant: Instant): boolean {
    const rounded = nearestDouble(instant);
    return isReached(this.#opens, this.#firstClosingAfter(instant, rounded), instant, rounded);
  }

  /** The first start of a stretch strictly after an instant. */
  nextOpen(instant: Instant): Instant | undefined {
    const rounded = nearestDouble(instant);
    const index = this.#firstClosingAfter(instant, rounded);
    const isOpen = isReached(this.#opens, index, instant, rounded);
    return instantAt(this.#opens, isOpen ? index + 1 : index);
  }

  /** The first end of a stretch strictly after an instant. */
  nextClose(instant: Instant): Instant | undefined {
    return instantAt(this.#closes, this.#firstClosingAfter(instant, nearestDouble(instant)));
  }

  /** Number of the session with the first stretch that ends after an instant. */
  sessionClosingAfter(instant: Instant): number | undefined {
    return this.#sessionOf[this.#firstClosingAfter(instant, nearestDouble(instant))];
  }

  /** Nanoseconds of trading before an instant. */
  openUntil(instant: Instant): bigint {
    const rounded = nearestDouble(instant);
    const index = this.#firstClosingAfter(instant, rounded);
    const before = BigInt(this.#openBefore[index] ?? 0);
    const isOpen = isReached(this.#opens, index, instant, rounded);
    return isOpen ? before + (instant - BigInt(this.#opens[index] ?? 0)) : before;
  }

  /** Number of the stretch that ends first after an instant, or the number of all stretches. */
  #firstClosingAfter(instant: Instant, rounded: number): number {
    if (rounded <= this.#startNs || rounded >= this.#endNs) {
      const { startNs, endNs, outside } = this.#coverage;
      if (instant < startNs || instant >= endNs) throw outside(instant);
    }
    // The day may be the next one if the instant was rounded up to its start. That day's entry
    // still includes a stretch which ends exactly there, so nothing is missed, and the exact
    // comparison decides.
    let index = this.#closingFromUtcDay[Math.floor(rounded / NS_OF_DAY) - this.#firstUtcDay] ?? 0;
    while (isReached(this.#closes, index, instant, rounded)) index++;
    return index;
  }
}

/**
 * Whether an instant is at or after the entry of a list. Only where its double falls on the entry
 * may it have been rounded up to it; then the exact values decide.
 */
function isReached(list: Float64Array, index: number, instant: Instant, rounded: number): boolean {
  const entry = list[index] ?? Number.POSITIVE_INFINITY;
  return entry < rounded || (entry === rounded && BigInt(entry) <= instant);
}

function instantAt(list: Float64Array, index: number): Instant | undefined {
  const entry = list[index] ?? Number.POSITIVE_INFINITY;
  return entry === Number.POSITIVE_INFINITY ? undefined : BigInt(entry);
}

function endless(instants: readonly Instant[]): Float64Array {
  return Float64Array.from([...instants.map(Number), Number.POSITIVE_INFINITY]);
}

/** For each length, and for the end: the sum of all lengths before it. */
function sumsBefore(lengths: readonly bigint[]): Float64Array {
  const sums = new Float64Array(lengths.length + 1);
  let sum = 0n;
  for (const [index, length] of lengths.entries()) {
    sum += length;
    sums[index + 1] = Number(sum);
  }
  return sums;
}

/** For each value from `first` to `last`: index of the first entry of a sorted list from it on. */
export function firstIndexFrom(sorted: readonly number[], first: number, last: number): Int32Array {
  const indexes = new Int32Array(last - first + 1);
  let index = 0;
  for (let value = first; value <= last; value++) {
    while (index < sorted.length && (sorted[index] ?? 0) < value) index++;
    indexes[value - first] = index;
  }
  return indexes;
}

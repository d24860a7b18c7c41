import type { Instant } from "../domain/instant.ts";
import type { OrderMoment } from "./orders/working-order.ts";
import { RowInstants } from "./row-instants.ts";

/**
 * Where a session is in its data. It knows the row that it stands at and reads the instant when it
 * is asked for it, since most slices nobody asks.
 */
export class SessionClock {
  /** The last barrier passed; 0 before the first. */
  barrier = 0;
  #known: RowInstants | undefined;
  #row = 0;

  /** Time of the last barrier; undefined before the first. */
  get timeNs(): Instant | undefined {
    return this.#known?.at(this.#row);
  }

  /** The same in seconds since 1970; 0 before the first. */
  get seconds(): number {
    return this.#known?.seconds(this.#row) ?? 0;
  }

  /** Moves on by a barrier, or by more, to the instant of a row. */
  advance(known: RowInstants, row: number, barriers = 1): void {
    this.barrier += barriers;
    this.#known = known;
    this.#row = row;
  }

  /** Goes on from a barrier. */
  restore(barrier: number, timeNs: Instant | undefined): void {
    this.barrier = barrier;
    this.#known = timeNs === undefined ? undefined : new RowInstants(BigInt64Array.of(timeNs));
    this.#row = 0;
  }

  /** The moment of something that is learnt of at the barrier and happened at an instant. */
  at(timeNs: Instant | undefined): OrderMoment {
    return { barrier: this.barrier, timeNs };
  }

  /** Now: what commands are given at. */
  get now(): OrderMoment {
    return this.at(this.timeNs);
  }
}

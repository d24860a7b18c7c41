import type { Instant } from "../domain/instant.ts";
import type { OrderMoment } from "./orders/working-order.ts";

/** Where a session is in its data. */
export class SessionClock {
  /** The last barrier passed; 0 before the first. */
  barrier = 0;
  /** Time of that barrier; undefined before the first. */
  timeNs: Instant | undefined;

  /** The moment of something that is learnt of at the barrier and happened at an instant. */
  at(timeNs: Instant | undefined): OrderMoment {
    return { barrier: this.barrier, timeNs };
  }

  /** Now: what commands are given at. */
  get now(): OrderMoment {
    return this.at(this.timeNs);
  }
}

import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Limits } from "../domain/limits.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { Scope } from "../store/store.ts";

/** How many readings there may be, as in `Limits`. */
export type ReadingLimits = Pick<Limits, "marketReads" | "marketReadsPerOwner">;

/** Readers that were turned away come back over this time, in milliseconds. */
const returnSpreadMs = 2_000;

/**
 * The streams of market data that are open. Each keeps a batch of rows in memory until its reader
 * has taken it, however slow that reader is; so their number is what bounds the memory.
 */
export class OpenReadings {
  readonly #limits: ReadingLimits;
  readonly #random: () => number;
  readonly #ofOwner = new Map<string, number>();
  #total = 0;

  /** `random` gives a number from 0 up to, not including, 1; it spreads the next attempts. */
  constructor(limits: ReadingLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Takes a place. The value, to be called once, gives it back. */
  enter({ tenant, owner }: Scope): Outcome<() => void> {
    const { marketReads, marketReadsPerOwner } = this.#limits;
    const key = JSON.stringify([tenant, owner]);
    const own = this.#ofOwner.get(key) ?? 0;
    if (marketReadsPerOwner !== 0 && own >= marketReadsPerOwner) {
      return refuse(this.#tooMany(marketReadsPerOwner, "as many as one owner may have"));
    }
    if (marketReads !== 0 && this.#total >= marketReads) {
      return refuse(this.#tooMany(marketReads, "as many as the server serves at a time"));
    }
    this.#total += 1;
    this.#ofOwner.set(key, own + 1);
    return fulfil(() => {
      this.#total -= 1;
      const left = (this.#ofOwner.get(key) ?? 0) - 1;
      if (left > 0) this.#ofOwner.set(key, left);
      else this.#ofOwner.delete(key);
    });
  }

  #tooMany(limit: number, why: string): Rejection {
    return {
      reason: ErrorReason.READ_LIMIT_EXCEEDED,
      message:
        `${limit} streams of market data are open, ${why}; ` +
        "read one to its end or cancel it, or try again later",
      metadata: { limit: String(limit) },
      retryAfterMs: Math.round(1_000 + this.#random() * returnSpreadMs),
    };
  }
}

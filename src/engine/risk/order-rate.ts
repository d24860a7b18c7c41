import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Instant, NS_PER_SECOND } from "../../domain/instant.ts";
import type { Rejection } from "../../domain/rejection.ts";
import { overLimit } from "./pre-trade-check.ts";

/**
 * Counts new and replaced orders within one second of session time, the second that ends now. Times
 * before the first slice are one moment. Keeps no more times than the limit.
 */
export class OrderRate {
  readonly #limit: number | undefined;
  readonly #timesNs: Instant[];

  /** Goes on from the times of another one; `limit` undefined for none. */
  constructor(limit: number | undefined, timesNs: readonly Instant[]) {
    this.#limit = limit;
    this.#timesNs = limit === undefined ? [] : timesNs.slice(-limit);
  }

  /** Why no further order is taken now; undefined where one is. Nothing is counted. */
  check(nowNs: Instant | undefined): Rejection | undefined {
    if (this.#limit === undefined) return undefined;
    const since = (nowNs ?? 0n) - NS_PER_SECOND;
    const value = this.#timesNs.filter((time) => time > since).length + 1;
    if (value <= this.#limit) return undefined;
    return overLimit(ErrorReason.ORDER_RATE_EXCEEDED, "the number of orders within a second", {
      limit: `${this.#limit}`,
      value: `${value}`,
    });
  }

  /** Counts an order that was taken. */
  count(nowNs: Instant | undefined): void {
    if (this.#limit === undefined) return;
    this.#timesNs.push(nowNs ?? 0n);
    if (this.#timesNs.length > this.#limit) this.#timesNs.shift();
  }

  /** The times that still matter, for a later one to go on from. */
  get timesNs(): readonly Instant[] {
    return this.#timesNs;
  }
}

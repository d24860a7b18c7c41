/** Limits how often an owner creates sessions: a token bucket that holds a minute's worth. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { Rejection } from "../domain/rejection.ts";
import type { Scope } from "../store/store.ts";

interface Bucket {
  tokens: number;
  filledMs: number;
}

/** The buckets by owner. A full bucket is forgotten, so idle owners cost nothing. */
export class CreationRate {
  readonly #clock: Clock;
  readonly #perMinute: number;
  readonly #buckets = new Map<string, Bucket>();

  /** `perMinute`: creations of one owner in a minute; 0 for no limit. */
  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Takes one creation, or says when there will be one. */
  take(scope: Scope): Rejection | undefined {
    if (this.#perMinute === 0) return undefined;
    const key = `${scope.tenant}/${scope.owner}`;
    const nowMs = this.#clock.monotonicMs();
    this.#forgetFull(nowMs);
    const bucket = this.#buckets.get(key) ?? { tokens: this.#perMinute, filledMs: nowMs };
    bucket.tokens = this.#tokensAt(bucket, nowMs);
    bucket.filledMs = nowMs;
    this.#buckets.set(key, bucket);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return undefined;
    }
    const retryAfterMs = Math.ceil(((1 - bucket.tokens) * 60_000) / this.#perMinute);
    return {
      reason: ErrorReason.RATE_LIMITED,
      message: `${this.#perMinute} sessions a minute may be created; try again in ${retryAfterMs} ms`,
      metadata: { limit: String(this.#perMinute), unit: "creates per minute" },
      retryAfterMs,
    };
  }

  #tokensAt(bucket: Bucket, nowMs: number): number {
    const filled = ((nowMs - bucket.filledMs) * this.#perMinute) / 60_000;
    return Math.min(this.#perMinute, bucket.tokens + filled);
  }

  #forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#tokensAt(bucket, nowMs) < this.#perMinute) return;
      this.#buckets.delete(key);
    }
  }
}

/** Limits how often an owner creates sessions: a token bucket that holds a minute's worth. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { Rejection } from "../domain/rejection.ts";
import type { Scope } from "../store/store.ts";

interface Bucket {
  readonly tokens: number;
  readonly filledMs: number;
}

/** The buckets by owner, least recently used first. Full ones are forgotten: idle is free. */
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
    const nowMs = this.#clock.monotonicMs();
    this.#forgetFull(nowMs);
    const key = keyOf(scope);
    const tokens = this.#tokensOf(key, nowMs);
    if (tokens < 1) return this.#rejection(tokens);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens - 1, filledMs: nowMs });
    return undefined;
  }

  /** Gives back one that was taken for a creation that did not happen. */
  giveBack(scope: Scope): void {
    if (this.#perMinute === 0) return;
    const filledMs = this.#clock.monotonicMs();
    const key = keyOf(scope);
    const tokens = Math.min(this.#perMinute, this.#tokensOf(key, filledMs) + 1);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, filledMs });
  }

  /** Says whether `take` would be refused, without taking anything. */
  check(scope: Scope): Rejection | undefined {
    if (this.#perMinute === 0) return undefined;
    const tokens = this.#tokensOf(keyOf(scope), this.#clock.monotonicMs());
    return tokens < 1 ? this.#rejection(tokens) : undefined;
  }

  #rejection(tokens: number): Rejection {
    const retryAfterMs = Math.ceil(((1 - tokens) * 60_000) / this.#perMinute);
    return {
      reason: ErrorReason.RATE_LIMITED,
      message:
        `${this.#perMinute} sessions a minute may be created; ` + `try again in ${retryAfterMs} ms`,
      metadata: { limit: String(this.#perMinute), unit: "creates per minute" },
      retryAfterMs,
    };
  }

  #tokensOf(key: string, nowMs: number): number {
    const bucket = this.#buckets.get(key);
    return bucket === undefined ? this.#perMinute : this.#tokensAt(bucket, nowMs);
  }

  #tokensAt(bucket: Bucket, nowMs: number): number {
    const filled = ((nowMs - bucket.filledMs) * this.#perMinute) / 60_000;
    // To the millionth: a rounding error must not refuse whoever waited as long as was said.
    const tokens = Math.round((bucket.tokens + filled) * 1e6) / 1e6;
    return Math.min(this.#perMinute, tokens);
  }

  #forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#tokensAt(bucket, nowMs) < this.#perMinute) return;
      this.#buckets.delete(key);
    }
  }
}

function keyOf(scope: Scope): string {
  return `${scope.tenant}/${scope.owner}`;
}

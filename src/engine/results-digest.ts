/**
 * The results digest: a chain of SHA-256 over canonical lines, `d(n) = SHA-256(d(n-1) ‖ line(n) ‖
 * "\n")`, from 32 zero bytes. A chain can be gone on with from its last value alone, which a plain
 * hash over all lines cannot; see `docs/decisions/001-chained-results-digest.md`.
 */
import { createHash } from "node:crypto";
import type { TradingDayClosed } from "../../gen/ts/openbell/v1/session_event_pb.ts";

/** The digest before the first line. */
export const emptyDigest: Uint8Array = new Uint8Array(32);

/** The digest after one more line; the line holds no line break. */
export function extendDigest(digest: Uint8Array, line: string): Uint8Array {
  return createHash("sha256").update(digest).update(line).update("\n").digest();
}

/** The canonical line of a closed trading day: `day 2020-04-17 5105 1 SP500=2874.56`. */
export function tradingDayLine(day: TradingDayClosed): string {
  const closes = day.closes.map(({ symbol, price }) => ` ${symbol}=${price}`).join("");
  return `day ${day.date} ${day.barrier} ${day.bars}${closes}`;
}

import type { Instant } from "../instant.ts";

/** Where an instant is taken apart; nothing is left in it from one call to the next. */
const scratch = new DataView(new ArrayBuffer(8));

/**
 * The double nearest to an instant, at most 128 ns away from it in this century. `Number(instant)`
 * is the same number; put together from its two halves it comes without a call into the runtime
 * and several times as fast.
 */
export function nearestDouble(instant: Instant): number {
  scratch.setBigInt64(0, instant);
  return scratch.getInt32(0) * 4_294_967_296 + scratch.getUint32(4);
}

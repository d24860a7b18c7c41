import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";

/** Updates of one answer at most. */
const updatesPerAnswer = 4_000;
/** Updates that an answer tells however full it is. */
const updatesAtLeast = 500;
/** Bytes of all updates of one answer, about, at most. */
const bytesPerAnswer = 2 * 1_024 * 1_024;
/** Most bytes of a result or an update, but for the texts that its author chose. */
const plainBytes = 420;

/** Most bytes of what tells of an order. */
export function orderBytes({ clientOrderId, spec }: Order): number {
  const { tag = "", parentClientOrderId = "", ocoGroup = "" } = spec ?? {};
  // A unit of UTF-16 takes three bytes of UTF-8 at most.
  return (
    plainBytes +
    clientOrderId.length +
    parentClientOrderId.length +
    3 * (tag.length + ocoGroup.length)
  );
}

function bytesOf({ update }: TradingUpdate): number {
  return update.case === "order" ? orderBytes(update.value) : plainBytes;
}

/** What happened to orders and positions and was not told to the driver yet. */
export class UntoldUpdates {
  #updates: TradingUpdate[] = [];
  #bytes = 0;

  /** Updates that an answer tells at most. */
  readonly most = updatesPerAnswer;

  /** Takes what happened, in order. */
  add(updates: readonly TradingUpdate[]): void {
    for (const update of updates) {
      this.#updates.push(update);
      this.#bytes += bytesOf(update);
    }
  }

  /** About the bytes of what the next answer tells. */
  get bytes(): number {
    return Math.min(this.#bytes, bytesPerAnswer);
  }

  /** Whether there is as much to tell as an answer can, so that nothing more should happen. */
  get isFull(): boolean {
    return this.#updates.length >= updatesPerAnswer || this.#bytes >= bytesPerAnswer;
  }

  /** What the next answer tells in about so many bytes; the rest is for the one after it. */
  take(roomBytes = bytesPerAnswer): TradingUpdate[] {
    let [count, bytes] = [0, 0];
    for (const update of this.#updates) {
      const own = bytesOf(update);
      const isOver = bytes + own > roomBytes && count >= updatesAtLeast;
      if (isOver || count === updatesPerAnswer) break;
      count += 1;
      bytes += own;
    }
    this.#bytes -= bytes;
    if (count < this.#updates.length) return this.#updates.splice(0, count);
    const taken = this.#updates;
    this.#updates = [];
    return taken;
  }
}

import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";

/** Updates of one answer at most: together they are well below its bytes. */
const updatesPerAnswer = 4_000;
/** About the bytes of the longest update. */
const updateBytes = 480;

/** What happened to orders and positions and was not told to the driver yet. */
export class UntoldUpdates {
  #updates: TradingUpdate[] = [];

  /** Updates that an answer tells at most. */
  readonly most = updatesPerAnswer;

  /** Takes what happened, in order. */
  add(updates: readonly TradingUpdate[]): void {
    for (const update of updates) this.#updates.push(update);
  }

  /** About the bytes of what the next answer tells. */
  get bytes(): number {
    return Math.min(this.#updates.length, updatesPerAnswer) * updateBytes;
  }

  /** Whether there is as much to tell as an answer can, so that nothing more should happen. */
  get isFull(): boolean {
    return this.#updates.length >= updatesPerAnswer;
  }

  /** What the next answer tells; the rest is for the one after it. */
  take(): TradingUpdate[] {
    if (this.#updates.length <= updatesPerAnswer) {
      const taken = this.#updates;
      this.#updates = [];
      return taken;
    }
    return this.#updates.splice(0, updatesPerAnswer);
  }
}

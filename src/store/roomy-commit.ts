import { windsDown } from "../domain/session/winding-down.ts";
import type { DiskRoom } from "./disk-room.ts";
import type { Batch, CommitResult } from "./store.ts";
import { StoreError } from "./store-error.ts";

/** Parts of the reserve that one batch may use up, should others take the room before it. */
const attemptsMax = 10;

/**
 * Commits with regard for the room that is left. While there is little, only what winds work down
 * is written: creations, starts, updates and the progress of runs are rejected with FULL before
 * they take the last of it. What winds down may use the reserve: it is repeated, in a transaction
 * without the others, until it fits or nothing is left to give up.
 */
export class RoomyCommit {
  readonly #commit: (batch: Batch) => Promise<CommitResult>;
  readonly #room: DiskRoom;
  #failure: StoreError | undefined;
  #mayRepeat = false;

  constructor(commit: (batch: Batch) => Promise<CommitResult>, room: DiskRoom) {
    this.#commit = commit;
    this.#room = room;
  }

  /** See `SessionStore.commit`. */
  async commit(batch: Batch): Promise<CommitResult> {
    const isEssential =
      batch.appends.length > 0 && batch.appends.every(({ events }) => windsDown(events));
    if (!isEssential && !this.#room.hasRoom()) {
      throw new StoreError("FULL", "The disk that holds the store has hardly any room left");
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#commit(batch);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== "FULL") throw error;
        const mayRepeat = this.#makeRoom(error);
        if (!isEssential || !mayRepeat || attempt === attemptsMax) throw error;
      }
    }
  }

  /**
   * Judged once for all batches of the transaction that failed: they share its error. One that may
   * have held what grows is repeated without it; only then is some of the reserve given up.
   */
  #makeRoom(failure: StoreError): boolean {
    if (failure === this.#failure) return this.#mayRepeat;
    const heldMore = this.#room.hasRoom();
    this.#room.noticeFull();
    this.#failure = failure;
    this.#mayRepeat = heldMore || this.#room.giveUp();
    return this.#mayRepeat;
  }
}

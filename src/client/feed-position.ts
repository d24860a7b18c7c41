import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";

/** What a frame is to a reader that has seen all frames before it. */
export type Verdict =
  /** The next frame. */
  | { readonly kind: "next" }
  /** What was seen already; to be left out. */
  | { readonly kind: "copy" }
  /** Proof that something is missing. */
  | { readonly kind: "gap"; readonly missing: string };

const next: Verdict = { kind: "next" };
const copy: Verdict = { kind: "copy" };

/**
 * Proves that a feed is complete, frame by frame: `frame_number` is dense within a stream,
 * `previous_revision` names the record before, also the one before a reconnect, and the end of the
 * snapshot counts what it held.
 */
export class FeedPosition {
  #frameNumber = 0n;
  #sessionCount = 0n;
  /** Undefined until a frame told it: a token does not say it. */
  #lastRecord: bigint | undefined;

  /** A new stream goes on where the last one ended. */
  resume(): void {
    this.#frameNumber = 0n;
    this.#sessionCount = 0n;
  }

  /** A new stream begins from a snapshot, or from nothing: what was before does not matter. */
  restart(): void {
    this.resume();
    this.#lastRecord = undefined;
  }

  /** Judges the next frame of the stream and, unless something is missing, moves on to it. */
  take(response: WatchSessionsResponse): Verdict {
    const { frameNumber, frame } = response;
    if (frameNumber <= this.#frameNumber) return copy;
    if (frameNumber !== this.#frameNumber + 1n) {
      return gap(`frame ${this.#frameNumber + 1n} is missing: frame ${frameNumber} came instead`);
    }
    if (frameNumber === 1n && frame.case !== "opened") {
      return gap(`the first frame is ${frame.case ?? "of an unknown kind"}, not opened`);
    }
    this.#frameNumber = frameNumber;
    if (frame.case === "record" && this.#isOld(frame.value.revision)) return copy;
    const broken = this.#chain(response);
    if (broken !== undefined) return broken;
    if (frame.case === "record") this.#lastRecord = frame.value.revision;
    if (frame.case === "snapshot") this.#sessionCount += BigInt(frame.value.sessions.length);
    if (frame.case === "snapshotEnd" && frame.value.sessionCount !== this.#sessionCount) {
      const { sessionCount } = frame.value;
      return gap(`the snapshot had ${this.#sessionCount} of ${sessionCount} sessions`);
    }
    return next;
  }

  #chain(response: WatchSessionsResponse): Verdict | undefined {
    this.#lastRecord ??= response.previousRevision;
    if (response.previousRevision === this.#lastRecord) return undefined;
    return gap(
      `the record before frame ${response.frameNumber} has revision ` +
        `${response.previousRevision}, but the last one that arrived has ${this.#lastRecord}`,
    );
  }

  #isOld(revision: bigint): boolean {
    return this.#lastRecord !== undefined && revision <= this.#lastRecord;
  }
}

function gap(missing: string): Verdict {
  return { kind: "gap", missing };
}

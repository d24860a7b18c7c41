import type { FeedLog, Selection } from "./feed-log.ts";
import type { FrameEntry, SessionSight, StreamEntry, Watcher } from "./history.ts";

/**
 * One stream up to, not including, the entry that is being judged: what it has delivered, and what
 * it owes. A stream owes every selected record after its origin, once, but for what its snapshot
 * held.
 */
export class StreamSoFar {
  readonly watcher: Watcher;
  readonly entry: StreamEntry;
  readonly log: FeedLog;
  readonly selection: Selection;
  /** Revisions of the records that were delivered. */
  readonly records = new Set<number>();
  /** Sessions of which a record was delivered. */
  readonly recordedSessions = new Set<string>();
  /** The sessions of the snapshot, by id. */
  readonly shown = new Map<string, SessionSight>();
  lastFrame: FrameEntry | undefined;
  /** Revision of the last record, also of the one before the reconnect; 0 when there was none. */
  lastRecord: number;
  /** Everything has been delivered that comes before the first record. */
  isFollowing: boolean;
  #origin: number | undefined;
  /** The first position that can be resumed from: all pages of the snapshot were read by then. */
  #completeAt: number | undefined;
  /** Index into the selection; what stands before it was delivered or held by the snapshot. */
  #cursor = 0;

  constructor(watcher: Watcher, entry: StreamEntry, log: FeedLog, selection: Selection) {
    this.watcher = watcher;
    this.entry = entry;
    this.log = log;
    this.selection = selection;
    const { start } = entry;
    this.lastRecord = start.from === "token" ? start.issued.delivered : 0;
    this.isFollowing = start.from !== "snapshot";
    if (start.from === "token") this.#origin = start.issued.position;
    if (start.from === "oldest") this.#origin = 0;
  }

  /**
   * The position after which records are owed: the token's, 0 for the oldest, and else what the
   * first frame says. Undefined before the first frame.
   */
  get origin(): number | undefined {
    return this.#origin;
  }

  /** The first record up to a revision that is owed and was not delivered; undefined when none. */
  missing(upTo: number): number | undefined {
    const origin = this.#origin;
    if (origin === undefined || !this.isFollowing) return undefined;
    this.#cursor = Math.max(this.#cursor, this.selection.indexAfter(origin));
    for (; ; this.#cursor += 1) {
      const revision = this.selection.revisions[this.#cursor];
      if (revision === undefined || revision > upTo) return undefined;
      if (!this.records.has(revision) && !this.#isHeld(revision)) return revision;
    }
  }

  /** Takes in a frame after it was judged. */
  take(frame: FrameEntry): void {
    const { content, position } = frame;
    this.#origin ??= content.kind === "record" ? position - 1 : position;
    this.lastFrame = frame;
    if (content.kind === "snapshot") {
      for (const session of content.sessions) this.shown.set(session.sessionId, session);
    }
    if (content.kind === "snapshotEnd") this.isFollowing = true;
    if (this.isFollowing && frame.hasToken) this.#completeAt ??= position;
    if (content.kind !== "record") return;
    this.records.add(content.record.revision);
    this.recordedSessions.add(content.record.sessionId);
    this.lastRecord = content.record.revision;
  }

  /**
   * Whether the snapshot held what a record did. A session that it shows is held up to the revision
   * shown. One that it does not show was read either before its creation, and then all its records
   * are owed, or after its deletion, and then none is; the property `Snapshot` judges which. It
   * cannot be the latter for one that was deleted when all pages had been read.
   */
  #isHeld(revision: number): boolean {
    if (this.entry.start.from !== "snapshot") return false;
    const sessionId = this.log.find(revision)?.sessionId ?? "";
    const shown = this.shown.get(sessionId);
    if (shown !== undefined) return revision <= shown.revision;
    const deletedAt = this.log.sessions.get(sessionId)?.deletedAt ?? Number.POSITIVE_INFINITY;
    const latest = this.#completeAt ?? this.log.head;
    return deletedAt <= latest && !this.recordedSessions.has(sessionId);
  }
}

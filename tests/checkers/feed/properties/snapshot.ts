import type { FrameEntry, SessionSight } from "../history.ts";
import type { Judge, Property } from "../property.ts";
import { SnapshotPage } from "../snapshot-page.ts";
import type { StreamSoFar } from "../stream-so-far.ts";

/**
 * **Snapshot.** A snapshot and the records that follow it make up the state. Each page shows, by
 * id, exactly the sessions of its range as the log has them at one revision, not before the one at
 * which the stream was opened and not after the first position that can be resumed from; deleted
 * ones are left out. What follows are the records after that revision, so that a session is never
 * told of in part. The end counts the sessions, comes before all records, and comes once; nothing
 * of this comes when it was not asked for.
 */
export const snapshot: Property = {
  name: "Snapshot",
  begin(stream) {
    if (stream.entry.start.from !== "snapshot") return withoutSnapshot;
    const judge = new SnapshotJudge(stream);
    return (entry) => (entry.type === "frame" ? judge.take(entry) : []);
  },
};

const withoutSnapshot: Judge = function* (entry) {
  if (entry.type !== "frame") return;
  const { kind } = entry.content;
  if (kind === "snapshot" || kind === "snapshotEnd") yield "is a snapshot that was not asked for";
};

class SnapshotJudge {
  readonly #stream: StreamSoFar;
  readonly #pages: SnapshotPage[] = [];
  readonly #reported = new Set<SnapshotPage>();
  #lastId = "";
  /** Index into the selected sessions, up to where pages have covered them. */
  #covered = 0;
  #isComplete = false;

  constructor(stream: StreamSoFar) {
    this.#stream = stream;
  }

  *take(frame: FrameEntry): Generator<string> {
    const { content } = frame;
    if (content.kind === "snapshot") yield* this.#page(content.sessions);
    if (content.kind === "snapshotEnd") yield* this.#end(content.sessionCount);
    if (!this.#stream.isFollowing) {
      if (content.kind === "record") yield `record ${content.record.revision} is in the snapshot`;
      return;
    }
    if (content.kind === "record") yield* this.#record(frame);
    if (frame.hasToken && !this.#isComplete) {
      this.#isComplete = true;
      for (const page of this.#pages) page.isCompleteAt(frame.position);
    }
    yield* this.#contradictions();
  }

  *#page(sessions: readonly SessionSight[]): Generator<string> {
    if (this.#stream.isFollowing) yield "is part of a snapshot that has ended";
    for (const session of sessions) yield* this.#session(session);
    this.#cover(sessions, sessions.at(-1)?.sessionId ?? this.#lastId);
    yield* this.#contradictions();
  }

  *#session(seen: SessionSight): Generator<string> {
    const { sessionId, revision } = seen;
    if (sessionId <= this.#lastId) yield `shows ${sessionId} after ${this.#lastId}`;
    if (seen.isDeleted) yield `shows ${sessionId}, which is deleted`;
    const { log } = this.#stream;
    const life = log.sessions.get(sessionId);
    const logged = log.sessionAt(sessionId, revision);
    if (life === undefined) return;
    if (logged === undefined) {
      yield `shows ${sessionId} as of ${revision}, before its creation at ${life.createdAt}`;
      return;
    }
    if (logged.lifecycleDigest !== seen.lifecycleDigest) {
      yield `shows ${sessionId} as of ${revision} unlike the log`;
    }
    const last = life.records.findLast((record) => record.revision <= revision);
    const eventNumber = last?.events.at(-1)?.number ?? 0;
    if (seen.eventNumber !== eventNumber) {
      yield `shows ${sessionId} at event ${seen.eventNumber}, the log has ${eventNumber} there`;
    }
  }

  *#end(sessionCount: number): Generator<string> {
    const { shown, isFollowing } = this.#stream;
    if (isFollowing) yield "ends the snapshot a second time";
    if (sessionCount !== shown.size) yield `counts ${sessionCount} sessions of ${shown.size}`;
    this.#cover([], undefined);
    yield* this.#contradictions();
  }

  /** Notes what a page says about the sessions up to an id, by showing and by omitting them. */
  #cover(sessions: readonly SessionSight[], lastId: string | undefined): void {
    const { selection, log, origin = 0 } = this.#stream;
    const earliest = this.#pages.at(-1)?.earliest ?? {
      revision: origin,
      because: "the stream was opened there",
    };
    const page = new SnapshotPage(this.#lastId, lastId, earliest);
    for (const session of sessions) page.shows(session, log.sessions.get(session.sessionId));
    const shown = new Set(sessions.map(({ sessionId }) => sessionId));
    for (; this.#covered < selection.sessions.length; this.#covered += 1) {
      const life = selection.sessions[this.#covered];
      if (life === undefined || !(lastId === undefined || life.sessionId <= lastId)) break;
      const first = life.records.find((record) => selection.project(record) !== undefined);
      if (!shown.has(life.sessionId)) page.omits(life, first?.revision);
    }
    this.#pages.push(page);
    this.#lastId = lastId ?? this.#lastId;
  }

  *#record({ content }: FrameEntry): Generator<string> {
    if (content.kind !== "record") return;
    const { sessionId, revision } = content.record;
    this.#pages.find((page) => page.covers(sessionId))?.isFollowedBy(sessionId, revision);
    const { log, selection, shown, records } = this.#stream;
    if (shown.has(sessionId)) {
      const held = shown.get(sessionId)?.revision ?? 0;
      if (revision <= held) yield `the snapshot held record ${revision} of ${sessionId} already`;
      return;
    }
    const earlier = log.sessions
      .get(sessionId)
      ?.records.findLast(
        (record) => record.revision < revision && selection.project(record) !== undefined,
      );
    if (earlier !== undefined && !records.has(earlier.revision)) {
      yield `neither the snapshot nor a record before ${revision} told of ${sessionId}`;
    }
  }

  *#contradictions(): Generator<string> {
    for (const page of this.#pages) {
      const found = this.#reported.has(page) ? undefined : page.contradiction();
      if (found === undefined) continue;
      this.#reported.add(page);
      yield found;
    }
  }
}

import type { LogHistory, RecordSight, SessionSight, Watcher } from "./history.ts";

/** The life of one session in the log. */
export interface SessionLife {
  readonly sessionId: string;
  readonly mode: string;
  readonly strategyId: string;
  /** Its records, by revision. */
  readonly records: readonly RecordSight[];
  /** Revision of its first record. */
  readonly createdAt: number;
  /** Revision of the record that deleted it. */
  readonly deletedAt: number | undefined;
}

/** The log as it is in the end: what all frames are measured against. */
export class FeedLog {
  readonly storeId: string;
  readonly head: number;
  readonly records: readonly RecordSight[];
  /** By session id, in the order of ids. */
  readonly sessions: ReadonlyMap<string, SessionLife>;
  readonly #byRevision: ReadonlyMap<number, RecordSight>;

  constructor({ storeId, head, records }: LogHistory) {
    this.storeId = storeId;
    this.head = head;
    this.records = records;
    this.#byRevision = new Map(records.map((record) => [record.revision, record]));
    this.sessions = livesOf(records);
  }

  /** The record of a revision; undefined when there is none. */
  find(revision: number): RecordSight | undefined {
    return this.#byRevision.get(revision);
  }

  /** The session right after its newest lifecycle event up to a revision. */
  sessionAt(sessionId: string, revision: number): SessionSight | undefined {
    const records = this.sessions.get(sessionId)?.records ?? [];
    return records.findLast((record) => record.revision <= revision && record.session)?.session;
  }
}

/** What a watcher's filter and kinds select of the log. */
export class Selection {
  /** Revisions of the selected records, ascending. */
  readonly revisions: readonly number[];
  /** The selected sessions, by id, deleted ones too. */
  readonly sessions: readonly SessionLife[];
  readonly #watcher: Watcher;
  readonly #log: FeedLog;

  constructor(watcher: Watcher, log: FeedLog) {
    this.#watcher = watcher;
    this.#log = log;
    this.sessions = [...log.sessions.values()].filter(({ sessionId }) => this.has(sessionId));
    this.revisions = log.records
      .filter((record) => this.project(record) !== undefined)
      .map(({ revision }) => revision);
  }

  /** Whether the filter selects a session of the log. */
  has(sessionId: string): boolean {
    const life = this.#log.sessions.get(sessionId);
    if (life === undefined) return false;
    const { sessionIds, modes, strategyIds } = this.#watcher;
    return (
      isAmong(sessionIds, sessionId) &&
      isAmong(modes, life.mode) &&
      isAmong(strategyIds, life.strategyId)
    );
  }

  /**
   * A record as this watcher has to see it: its events of the kinds asked for, and the session when
   * a lifecycle event is among them. Undefined when nothing of it is selected.
   */
  project(record: RecordSight): RecordSight | undefined {
    if (!this.has(record.sessionId)) return undefined;
    const events = record.events.filter(({ kind }) => this.#watcher.kinds.includes(kind));
    if (events.length === 0) return undefined;
    const { revision, sessionId, session } = record;
    const isLifecycle = events.some(({ kind }) => kind === "LIFECYCLE");
    const shown = isLifecycle && session !== undefined ? { session } : {};
    return { revision, sessionId, events, ...shown };
  }

  /** The first selected revision after this one; undefined when there is none. */
  after(revision: number): number | undefined {
    return this.revisions[this.indexAfter(revision)];
  }

  /** Where in `revisions` the first one after this one stands. */
  indexAfter(revision: number): number {
    let [low, high] = [0, this.revisions.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.revisions[middle] ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isAmong(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function livesOf(records: readonly RecordSight[]): ReadonlyMap<string, SessionLife> {
  const bySession = Map.groupBy(records, ({ sessionId }) => sessionId);
  const ids = [...bySession.keys()].sort();
  return new Map(
    ids.map((sessionId) => [sessionId, lifeOf(sessionId, bySession.get(sessionId) ?? [])]),
  );
}

function lifeOf(sessionId: string, records: readonly RecordSight[]): SessionLife {
  const known = records.find(({ session }) => session !== undefined)?.session;
  return {
    sessionId,
    mode: known?.mode ?? "",
    strategyId: known?.strategyId ?? "",
    records,
    createdAt: records[0]?.revision ?? 0,
    deletedAt: records.find(({ session }) => session?.isDeleted === true)?.revision,
  };
}

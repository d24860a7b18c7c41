import { kindBits } from "./event-kind.ts";
import type { LogRow } from "./log-row.ts";
import { LoggedRecord } from "./logged-record.ts";
import { PageFill } from "./page-fill.ts";
import { present } from "./session-row.ts";
import type { LogPage, LogSelection, PageLimit, Scope } from "./store.ts";

/** What of a row readers are given and selected by. */
export type TailRow = Pick<
  LogRow,
  | "revision"
  | "uid"
  | "tenant"
  | "owner"
  | "sessionId"
  | "mode"
  | "strategyId"
  | "kinds"
  | "events"
  | "session"
>;

/** What the tail of a store holds at most: about a second of the fastest writing. */
export const tailLimit: PageLimit = { records: 4_096, bytes: 16 * 1_024 * 1_024 };

interface Entry {
  readonly row: TailRow;
  /** One record for each choice of its kinds, so that readers share what they are sent. */
  readonly views: Map<number, LoggedRecord>;
}

/**
 * The end of the log, in memory: readers who keep up are served from here, all with the same
 * objects. Holds every row after some revision, of all scopes, within its limit.
 */
export class LogTail {
  readonly #limit: PageLimit;
  /** By revision: `#from + 1`, `#from + 2` … `#head`. Revisions are far below 2^53. */
  readonly #entries = new Map<number, Entry>();
  #from: number;
  #head: number;
  #bytes = 0;

  /** `rows` are the newest ones of the log, as many as are to be here; `head` is the last's. */
  constructor(head: bigint, rows: readonly TailRow[] = [], limit: PageLimit = tailLimit) {
    this.#limit = limit;
    this.#head = Number(head) - rows.length;
    this.#from = this.#head;
    this.append(rows);
  }

  /** Adds what was committed. Throws unless each row follows the one before it. */
  append(rows: readonly TailRow[]): void {
    for (const row of rows) {
      this.#head += 1;
      if (Number(row.revision) !== this.#head) {
        throw new Error(`revision ${row.revision} is not ${this.#head}, which is to follow`);
      }
      this.#entries.set(this.#head, { row: slim(row), views: new Map() });
      this.#bytes += bytesOf(row);
    }
    while (this.#entries.size > this.#limit.records || this.#bytes > this.#limit.bytes) {
      this.#dropOldest();
    }
  }

  /** Forgets all rows, for when some were removed from the log. */
  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
    this.#from = this.#head;
  }

  /** A page as `SessionStore.readLog` gives it; undefined when the tail begins after `after`. */
  read(
    scope: Scope,
    selection: LogSelection,
    after: bigint,
    limit: PageLimit,
  ): LogPage | undefined {
    if (after < this.#from) return undefined;
    const kinds = kindBits(selection.kinds);
    const fill = new PageFill(limit);
    const records: LoggedRecord[] = [];
    for (let revision = Number(after) + 1; revision <= this.#head; revision += 1) {
      const entry = this.#entries.get(revision);
      if (entry === undefined || !isWanted(entry.row, scope, selection, kinds)) continue;
      const record = viewOf(entry, kinds & entry.row.kinds);
      fill.add(record.size);
      records.push(record);
      if (fill.isFull) {
        return { records, scannedTo: record.revision, caughtUp: revision === this.#head };
      }
    }
    const scannedTo = after > this.#head ? after : BigInt(this.#head);
    return { records, scannedTo, caughtUp: true };
  }

  #dropOldest(): void {
    this.#from += 1;
    const oldest = this.#entries.get(this.#from);
    if (oldest !== undefined) this.#bytes -= bytesOf(oldest.row);
    this.#entries.delete(this.#from);
  }
}

/** A copy without what else a row may hold: checkpoints are large. */
function slim(row: TailRow): TailRow {
  const { revision, uid, tenant, owner, sessionId, mode, strategyId, kinds, events } = row;
  const plain = { revision, uid, tenant, owner, sessionId, mode, strategyId, kinds, events };
  return { ...plain, ...present("session", row.session) };
}

/** Twice: as the row is kept, and as its records are sent. */
function bytesOf({ events, session }: TailRow): number {
  return 2 * (events.length + (session?.length ?? 0));
}

function isWanted(
  row: TailRow,
  scope: Scope,
  { sessionIds, modes, strategyIds }: LogSelection,
  kinds: number,
): boolean {
  return (
    (row.kinds & kinds) !== 0 &&
    row.owner === scope.owner &&
    row.tenant === scope.tenant &&
    (sessionIds.length === 0 || sessionIds.includes(row.sessionId)) &&
    (modes.length === 0 || modes.includes(row.mode)) &&
    (strategyIds.length === 0 || strategyIds.includes(row.strategyId))
  );
}

function viewOf({ row, views }: Entry, kinds: number): LoggedRecord {
  const known = views.get(kinds);
  if (known !== undefined) return known;
  const view = new LoggedRecord(row, kinds);
  views.set(kinds, view);
  return view;
}

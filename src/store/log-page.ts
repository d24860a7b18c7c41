import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { eventKindOf, lifecycleBit } from "./event-kind.ts";
import type { LogRow } from "./log-row.ts";
import type { PageLimit } from "./store.ts";
import { decodeRecord, decodeSession } from "./stored-messages.ts";

/** What a page of the log is made of. */
export type LogPageRow = Pick<LogRow, "revision" | "kinds" | "events" | "session">;

/** Whether a page is full: counts what it holds against its limit. */
export class PageFill {
  readonly #limit: PageLimit;
  #records = 0;
  #bytes = 0;

  constructor(limit: PageLimit) {
    this.#limit = limit;
  }

  /** No further record fits. False for an empty page, so that every page advances. */
  get isFull(): boolean {
    if (this.#records === 0) return false;
    return this.#records >= this.#limit.records || this.#bytes >= this.#limit.bytes;
  }

  /** Counts one record. */
  add(bytes: number): void {
    this.#records += 1;
    this.#bytes += bytes;
  }
}

/** Bytes that a row has in a page for these kinds: as stored, before events are left out. */
export function pageBytes(row: LogPageRow, kinds: number): number {
  const session = (kinds & lifecycleBit) === 0 ? undefined : row.session;
  return row.events.length + (session?.length ?? 0);
}

/** The row as a reader who asked for these kinds gets it. */
export function pageRecord(row: LogPageRow, kinds: number): SessionRecord {
  const record = decodeRecord(row.events);
  if ((row.kinds & ~kinds) !== 0) {
    record.events = record.events.filter((event) => (kinds & (1 << eventKindOf(event))) !== 0);
  }
  if (row.session !== undefined && (kinds & lifecycleBit) !== 0) {
    record.session = decodeSession(row.session);
  }
  return record;
}

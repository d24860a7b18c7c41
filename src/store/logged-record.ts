import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { eventKindOf, lifecycleBit } from "./event-kind.ts";
import { type LogRow, markOf } from "./log-row.ts";
import type { LogMark } from "./store.ts";
import { decodeRecord, decodeSession, encodeDelivered, joinDelivered } from "./stored-messages.ts";

/** What a record is made of: a row as it is kept. */
export type RecordRow = Pick<
  LogRow,
  "revision" | "uid" | "sessionId" | "kinds" | "events" | "session"
>;

/**
 * A row of the log as a reader of some kinds gets it: its events of these kinds, and the session
 * afterwards when a lifecycle event is among them. What is kept are the bytes of the contract's own
 * messages, so a record is passed on without being decoded, and many readers can share one.
 */
export class LoggedRecord {
  readonly #row: RecordRow;
  readonly #kinds: number;
  #bytes: Uint8Array | undefined;

  /** `kinds` are bits, see `kindBits`; the row has events of at least one of them. */
  constructor(row: RecordRow, kinds: number) {
    this.#row = row;
    this.#kinds = kinds;
  }

  /** Number of the append. */
  get revision(): bigint {
    return this.#row.revision;
  }

  /** The session that changed. */
  get sessionId(): string {
    return this.#row.sessionId;
  }

  /** The mark of the row. */
  get mark(): LogMark {
    return markOf(this.#row);
  }

  /** Bytes as stored, before events are left out: what pages are bounded by. */
  get size(): number {
    return this.#row.events.length + (this.#session?.length ?? 0);
  }

  /** The record in binary form, made once. Not to be written to. */
  get bytes(): Uint8Array {
    this.#bytes ??= this.#isWhole
      ? joinDelivered(this.#row.events, this.#session)
      : encodeDelivered(this.decode());
    return this.#bytes;
  }

  /** The record as a message of the caller's own. Throws a FAILED StoreError for damaged bytes. */
  decode(): SessionRecord {
    const record = decodeRecord(this.#row.events);
    if (!this.#isWhole) {
      const isAsked = (kind: number) => (this.#kinds & (1 << kind)) !== 0;
      record.events = record.events.filter((event) => isAsked(eventKindOf(event)));
    }
    const session = this.#session;
    if (session !== undefined) record.session = decodeSession(session);
    return record;
  }

  /** Whether no event is left out. */
  get #isWhole(): boolean {
    return (this.#row.kinds & ~this.#kinds) === 0;
  }

  get #session(): Uint8Array | undefined {
    return (this.#kinds & lifecycleBit) === 0 ? undefined : this.#row.session;
  }
}

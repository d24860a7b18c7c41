/** What lies on the disk while no server runs, read row by row without the code of the store. */
import { join } from "node:path";
import { equals, fromBinary } from "@bufbuild/protobuf";
import Database from "better-sqlite3";
import {
  type RunCheckpoint,
  RunCheckpointSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import {
  type SessionRecord,
  SessionRecordSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Acknowledgement } from "./session-writers.ts";

/** A row of the log. */
export interface LogEntry {
  readonly revision: bigint;
  readonly record: SessionRecord;
  /** The session afterwards, beside lifecycle events. */
  readonly session: Session | undefined;
}

/** A session as the index has it, with its durable barrier. */
export interface IndexEntry {
  readonly eventNumber: bigint;
  readonly session: Session;
  readonly checkpoint: RunCheckpoint | undefined;
}

interface LogColumns {
  readonly revision: bigint;
  readonly session_id: string;
  readonly first_event_number: bigint;
  readonly event_count: bigint;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly events: Buffer;
  readonly session: Buffer | null;
}

interface Chain {
  readonly nextEventNumber: bigint;
  readonly hash: string;
}

const chainStart: Chain = { nextEventNumber: 1n, hash: "00".repeat(32) };

/** The log as it grows from kill to kill. Nothing that was read once may ever change. */
export class DiskLog {
  readonly #file: string;
  readonly #chains = new Map<string, Chain>();
  readonly #requests = new Map<string, bigint>();
  #acknowledgements = 0;
  /** Every row so far, by revision. */
  readonly entries: LogEntry[] = [];

  constructor(folder: string) {
    this.#file = join(folder, "openbell.db");
  }

  /**
   * Reads what was added and returns what is wrong: holes in revisions or event numbers, a chain
   * that is broken, a request that had an effect twice, and each acknowledgement, of those that
   * were not looked at before, that is not there as it was answered. The server must not run.
   */
  advance(acknowledged: readonly Acknowledgement[]): readonly string[] {
    return this.#read((database) => {
      const problems = [...this.#readRows(database)];
      for (const one of acknowledged.slice(this.#acknowledgements)) {
        problems.push(...this.#findLoss(database, one));
      }
      this.#acknowledgements = acknowledged.length;
      return problems;
    });
  }

  /** The sessions with these ids. */
  find(sessionIds: readonly string[]): ReadonlyMap<string, IndexEntry> {
    return this.#read((database) => {
      const statement = database.prepare<
        [string],
        { event_number: bigint; session: Buffer; checkpoint: Buffer | null }
      >("SELECT event_number, session, checkpoint FROM session WHERE session_id = ?");
      const found = new Map<string, IndexEntry>();
      for (const id of sessionIds) {
        const row = statement.get(id);
        if (row === undefined) continue;
        found.set(id, {
          eventNumber: row.event_number,
          session: fromBinary(SessionSchema, row.session),
          checkpoint:
            row.checkpoint === null ? undefined : fromBinary(RunCheckpointSchema, row.checkpoint),
        });
      }
      return found;
    });
  }

  #read<T>(work: (database: Database.Database) => T): T {
    const database = new Database(this.#file, { readonly: true, fileMustExist: true });
    try {
      database.defaultSafeIntegers(true);
      return work(database);
    } finally {
      database.close();
    }
  }

  *#readRows(database: Database.Database): Iterable<string> {
    const rows = database.prepare<[bigint], LogColumns>(
      "SELECT * FROM log WHERE revision > ? ORDER BY revision",
    );
    for (const row of rows.iterate(this.entries.at(-1)?.revision ?? 0n)) {
      const { revision, session_id: id } = row;
      const before = this.entries.at(-1)?.revision ?? 0n;
      if (revision !== before + 1n) yield `revision ${revision} follows ${before}`;
      const chain = this.#chains.get(id) ?? chainStart;
      if (row.first_event_number !== chain.nextEventNumber) {
        yield `${id}: event ${row.first_event_number} stands where ${chain.nextEventNumber} must`;
      }
      if (row.previous_hash.toString("hex") !== chain.hash) yield `${id}: its chain is broken`;
      this.#chains.set(id, {
        nextEventNumber: row.first_event_number + row.event_count,
        hash: row.hash.toString("hex"),
      });
      const record = fromBinary(SessionRecordSchema, row.events);
      for (const requestId of new Set(record.events.map((event) => event.requestId))) {
        if (requestId === "") continue;
        const other = this.#requests.get(requestId);
        if (other !== undefined) yield `request ${requestId} acted at ${other} and ${revision}`;
        this.#requests.set(requestId, revision);
      }
      const session = row.session === null ? undefined : fromBinary(SessionSchema, row.session);
      this.entries.push({ revision, record, session });
    }
  }

  *#findLoss(database: Database.Database, { requestId, session }: Acknowledgement) {
    const kept = database
      .prepare<[string], { revision: bigint; session_id: string }>(
        "SELECT revision, session_id FROM request WHERE request_id = ?",
      )
      .get(requestId);
    if (kept === undefined) yield `request ${requestId} is lost`;
    else if (kept.session_id !== session.sessionId) yield `request ${requestId} is another's`;
    const revision = this.#requests.get(requestId);
    // Revisions are dense from 1, or the rows have said otherwise before.
    const entry = revision === undefined ? undefined : this.entries[Number(revision) - 1];
    if (entry?.session === undefined) yield `the change of request ${requestId} is lost`;
    else if (!equals(SessionSchema, entry.session, session)) {
      yield `request ${requestId} made something else of ${session.sessionId} than was answered`;
    }
  }
}

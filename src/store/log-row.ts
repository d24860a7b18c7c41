import { hash } from "node:crypto";
import type { SessionMode } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { LogMark } from "./store.ts";

/**
 * One append as it is kept. Bytes are the messages of `stored-messages.ts`; absent members are
 * NULL in a database.
 */
export interface LogRow {
  readonly revision: bigint;
  /** Random, 8 bytes: tells this row from another one that got the same revision elsewhere. */
  readonly uid: Uint8Array;
  readonly tenant: string;
  readonly owner: string;
  readonly sessionId: string;
  /** Number of the first event; of the next one to come when the append holds none. */
  readonly firstEventNumber: bigint;
  readonly eventCount: number;
  /** Bits of the kinds of its events, see `kindBits`. */
  readonly kinds: number;
  /** Whether a reader that knows none of the events may go on. */
  readonly mayIgnore: boolean;
  readonly mode: SessionMode;
  readonly strategyId: string;
  /** Time of the batch, nanoseconds since 1970, UTC. */
  readonly timeNs: bigint;
  /** Version of the meaning of events, see `eventSchemaVersion`. */
  readonly eventSchemaVersion: number;
  /** Version of the engine that made the checkpoint; 0 without one. */
  readonly engineVersion: number;
  /** Version of the fill profile of the spec; empty without one. */
  readonly fillProfileVersion: string;
  /** Which key encrypts the bytes below; absent while they are plain. */
  readonly keyId?: string;
  /** `hash` of the row before it of the same session; zeros for its first row. */
  readonly previousHash: Uint8Array;
  /** See `hashOfRow`. */
  readonly hash: Uint8Array;
  readonly events: Uint8Array;
  /** The session afterwards; kept with lifecycle events. */
  readonly session?: Uint8Array;
  readonly checkpoint?: Uint8Array;
}

/** Raised when the meaning of an event changes without a change of its message. */
export const eventSchemaVersion = 1;

/** What stands before the first row of a session. */
export const zeroHash: Uint8Array = new Uint8Array(32);

/** Every row with a multiple of this revision stays on the trail for ever. */
export const trailInterval = 1_000n;

/** The mark of a row or of a trail entry. */
export function markOf(row: Pick<LogRow, "revision" | "uid">): LogMark {
  return { revision: row.revision, uid: Buffer.from(row.uid).toString("hex") };
}

/**
 * The row's link of the session's chain: SHA-256 over the id of the store, `previousHash`, and
 * every other member in the order in which `LogRow` declares them. Integers are 8 bytes,
 * big-endian; texts (UTF-8) and bytes stand behind their length in 4 bytes, big-endian; an absent
 * member is the length `ffffffff` alone. So any change of a kept row, and any row removed, added or
 * moved within a session, breaks the chain; and the rows of one store do not fit into another.
 */
export function hashOfRow(storeId: string, row: Omit<LogRow, "hash">): Uint8Array {
  const parts = [
    ...text(storeId),
    row.previousHash,
    integer(row.revision),
    ...text(row.uid),
    ...text(row.tenant),
    ...text(row.owner),
    ...text(row.sessionId),
    integer(row.firstEventNumber),
    integer(row.eventCount),
    integer(row.kinds),
    integer(row.mayIgnore ? 1 : 0),
    integer(row.mode),
    ...text(row.strategyId),
    integer(row.timeNs),
    integer(row.eventSchemaVersion),
    integer(row.engineVersion),
    ...text(row.fillProfileVersion),
    ...text(row.keyId),
    ...text(row.events),
    ...text(row.session),
    ...text(row.checkpoint),
  ];
  return hash("sha256", Buffer.concat(parts), "buffer");
}

function integer(value: number | bigint): Uint8Array {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function text(value: string | Uint8Array | undefined): readonly Uint8Array[] {
  const length = Buffer.allocUnsafe(4);
  if (value === undefined) {
    length.writeUInt32BE(0xffffffff);
    return [length];
  }
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

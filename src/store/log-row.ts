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
  const members: readonly HashedMember[] = [
    row.revision,
    row.uid,
    row.tenant,
    row.owner,
    row.sessionId,
    row.firstEventNumber,
    row.eventCount,
    row.kinds,
    row.mayIgnore ? 1 : 0,
    row.mode,
    row.strategyId,
    row.timeNs,
    row.eventSchemaVersion,
    row.engineVersion,
    row.fillProfileVersion,
    row.keyId,
    row.events,
    row.session,
    row.checkpoint,
  ];
  // In one piece and one pass: this is done for each append, and most members are short.
  let size = sizeOf(storeId) + row.previousHash.length;
  for (const member of members) size += sizeOf(member);
  const bytes = Buffer.allocUnsafe(size);
  let at = write(bytes, 0, storeId);
  bytes.set(row.previousHash, at);
  at += row.previousHash.length;
  for (const member of members) at = write(bytes, at, member);
  return hash("sha256", bytes, "buffer");
}

type HashedMember = string | Uint8Array | bigint | number | undefined;

function sizeOf(member: HashedMember): number {
  switch (typeof member) {
    case "undefined":
      return 4;
    case "string":
      return 4 + Buffer.byteLength(member);
    case "object":
      return 4 + member.length;
    default:
      return 8;
  }
}

/** Writes a member and returns where it ends. */
function write(bytes: Buffer, at: number, member: HashedMember): number {
  switch (typeof member) {
    case "undefined":
      return bytes.writeUInt32BE(0xffffffff, at);
    case "string": {
      const length = bytes.write(member, at + 4);
      bytes.writeUInt32BE(length, at);
      return at + 4 + length;
    }
    case "object":
      bytes.set(member, bytes.writeUInt32BE(member.length, at));
      return at + 4 + member.length;
    default:
      return bytes.writeBigInt64BE(BigInt(member), at);
  }
}

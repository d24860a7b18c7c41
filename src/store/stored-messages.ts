/**
 * The one place where messages become stored bytes and back. What is stored is the binary form of
 * the generated messages, so that every version that can read the contract can read the store.
 */
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  type RunCheckpoint,
  RunCheckpointSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { type Order, OrderSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import {
  type SessionEvent,
  type SessionRecord,
  SessionRecordSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  SessionSchema,
  SessionStatusSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { StoreError } from "./store-error.ts";

/** The events of one append, as a SessionRecord without its session. */
export function encodeRecord(
  revision: bigint,
  sessionId: string,
  events: readonly SessionEvent[],
): Uint8Array {
  const record = create(SessionRecordSchema);
  return toBinary(SessionRecordSchema, { ...record, revision, sessionId, events: [...events] });
}

/** A record as the contract sends it, with its session. */
export function encodeDelivered(record: SessionRecord): Uint8Array {
  return toBinary(SessionRecordSchema, record);
}

/**
 * The same from stored bytes, without a look into them: fields of a message may stand in any order,
 * so the session goes behind the events.
 */
export function joinDelivered(events: Uint8Array, session: Uint8Array | undefined): Uint8Array {
  if (session === undefined) return events;
  const { number } = SessionRecordSchema.field.session;
  return new BinaryWriter()
    .raw(events)
    .tag(number, WireType.LengthDelimited)
    .bytes(session)
    .finish();
}

/** Reverses `encodeRecord`. Throws a FAILED StoreError for bytes that are no such message. */
export function decodeRecord(bytes: Uint8Array): SessionRecord {
  return decode(SessionRecordSchema, bytes);
}

/** A session. */
export function encodeSession(session: Session): Uint8Array {
  return toBinary(SessionSchema, session);
}

/** Reverses `encodeSession`. Throws a FAILED StoreError for bytes that are no such message. */
export function decodeSession(bytes: Uint8Array): Session {
  return decode(SessionSchema, bytes);
}

/** A checkpoint. */
export function encodeCheckpoint(checkpoint: RunCheckpoint): Uint8Array {
  return toBinary(RunCheckpointSchema, checkpoint);
}

/** Reverses `encodeCheckpoint`. Throws a FAILED StoreError for bytes that are no such message. */
export function decodeCheckpoint(bytes: Uint8Array): RunCheckpoint {
  return decode(RunCheckpointSchema, bytes);
}

/** An order. */
export function encodeOrder(order: Order): Uint8Array {
  return toBinary(OrderSchema, order);
}

/** Reverses `encodeOrder`. Throws a FAILED StoreError for bytes that are no such message. */
export function decodeOrder(bytes: Uint8Array): Order {
  return decode(OrderSchema, bytes);
}

/** A copy of the session that says which append it is the result of. */
export function withRevision(session: Session, revision: bigint): Session {
  const status = session.status ?? create(SessionStatusSchema);
  return { ...session, status: { ...status, revision } };
}

function decode<Desc extends DescMessage>(schema: Desc, bytes: Uint8Array): MessageShape<Desc> {
  try {
    // Copied, because fields of bytes would otherwise be windows into what is stored.
    return fromBinary(schema, new Uint8Array(bytes));
  } catch (cause) {
    throw new StoreError("FAILED", `The store holds a damaged ${schema.typeName}`, { cause });
  }
}

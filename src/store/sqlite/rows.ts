import type { SessionMode, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { LogRow } from "../log-row.ts";
import { present, type SessionRow } from "../session-row.ts";
import type { SqlValue } from "./sql.ts";

/** A row of the table `log` as the driver gives it: integers are bigints. */
export type LogColumns = Readonly<{
  revision: bigint;
  uid: Uint8Array;
  tenant: string;
  owner: string;
  session_id: string;
  first_event_number: bigint;
  event_count: bigint;
  kinds: bigint;
  may_ignore: bigint;
  mode: bigint;
  strategy_id: string;
  time: bigint;
  event_schema_version: bigint;
  engine_version: bigint;
  fill_profile_version: string;
  key_id: string | null;
  previous_hash: Uint8Array;
  hash: Uint8Array;
  events: Uint8Array;
  session: Uint8Array | null;
  checkpoint: Uint8Array | null;
}>;

/** A row of the table `session` as the driver gives it. */
export type SessionTableColumns = Readonly<{
  session_id: string;
  tenant: string;
  owner: string;
  mode: bigint;
  state: bigint;
  strategy_id: string;
  create_time: bigint;
  update_time: bigint;
  expire_time: bigint | null;
  delete_time: bigint | null;
  purge_time: bigint | null;
  event_number: bigint;
  revision: bigint;
  head_hash: Uint8Array;
  key_id: string | null;
  session: Uint8Array;
  checkpoint: Uint8Array | null;
}>;

/** The values of a row of `log`, in the order of its columns. */
export function logValues(row: LogRow): readonly SqlValue[] {
  return [
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
    row.keyId ?? null,
    row.previousHash,
    row.hash,
    row.events,
    row.session ?? null,
    row.checkpoint ?? null,
  ];
}

/** Reverses `logValues`. */
export function logRowOf(columns: LogColumns): LogRow {
  return {
    revision: columns.revision,
    uid: columns.uid,
    tenant: columns.tenant,
    owner: columns.owner,
    sessionId: columns.session_id,
    firstEventNumber: columns.first_event_number,
    eventCount: Number(columns.event_count),
    kinds: Number(columns.kinds),
    mayIgnore: columns.may_ignore === 1n,
    mode: Number(columns.mode) as SessionMode,
    strategyId: columns.strategy_id,
    timeNs: columns.time,
    eventSchemaVersion: Number(columns.event_schema_version),
    engineVersion: Number(columns.engine_version),
    fillProfileVersion: columns.fill_profile_version,
    ...present("keyId", columns.key_id ?? undefined),
    previousHash: columns.previous_hash,
    hash: columns.hash,
    events: columns.events,
    ...present("session", columns.session ?? undefined),
    ...present("checkpoint", columns.checkpoint ?? undefined),
  };
}

/** The values of a row of `session`, in the order of its columns. */
export function sessionValues(row: SessionRow): readonly SqlValue[] {
  return [
    row.sessionId,
    row.tenant,
    row.owner,
    row.mode,
    row.state,
    row.strategyId,
    row.createTimeNs,
    row.updateTimeNs,
    row.expireTimeNs ?? null,
    row.deleteTimeNs ?? null,
    row.purgeTimeNs ?? null,
    row.eventNumber,
    row.revision,
    row.headHash,
    null,
    row.session,
    row.checkpoint ?? null,
  ];
}

/** Reverses `sessionValues`. */
export function sessionRowOf(columns: SessionTableColumns): SessionRow {
  return {
    sessionId: columns.session_id,
    tenant: columns.tenant,
    owner: columns.owner,
    mode: Number(columns.mode) as SessionMode,
    state: Number(columns.state) as SessionState,
    strategyId: columns.strategy_id,
    createTimeNs: columns.create_time,
    updateTimeNs: columns.update_time,
    ...present("expireTimeNs", columns.expire_time ?? undefined),
    ...present("deleteTimeNs", columns.delete_time ?? undefined),
    ...present("purgeTimeNs", columns.purge_time ?? undefined),
    eventNumber: columns.event_number,
    revision: columns.revision,
    headHash: columns.head_hash,
    session: columns.session,
    ...present("checkpoint", columns.checkpoint ?? undefined),
  };
}

import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type Session,
  type SessionMode,
  SessionModeSchema,
  SessionState,
  SessionStateSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import type { FilterSubject } from "../domain/filter/filter.ts";
import { instantOf } from "../domain/timestamp.ts";

/** What the index says about a session beside its bytes: all that is searched and sorted by. */
export interface SessionColumns {
  readonly mode: SessionMode;
  readonly state: SessionState;
  readonly strategyId: string;
  /** Instants are nanoseconds since 1970, UTC. */
  readonly createTimeNs: bigint;
  readonly updateTimeNs: bigint;
  readonly expireTimeNs?: bigint;
  readonly deleteTimeNs?: bigint;
  readonly purgeTimeNs?: bigint;
  readonly eventNumber: bigint;
}

/** What an append to a session is judged by. */
export interface SessionHead {
  readonly tenant: string;
  readonly owner: string;
  /** Number of the session's last event. */
  readonly eventNumber: bigint;
  /** The session's last append. */
  readonly revision: bigint;
  /** Hash of the row of that append. */
  readonly headHash: Uint8Array;
}

/** A session as the index keeps it. */
export interface SessionRow extends SessionHead, SessionColumns {
  readonly sessionId: string;
  readonly session: Uint8Array;
  readonly checkpoint?: Uint8Array;
}

/** The columns of a session; they hold nothing that the session does not. */
export function sessionColumns(session: Session): SessionColumns {
  const { status, spec } = session;
  return {
    mode: session.mode,
    state: status?.state ?? SessionState.UNSPECIFIED,
    strategyId: spec?.strategyId ?? "",
    createTimeNs: instant(session.createTime) ?? 0n,
    updateTimeNs: instant(session.updateTime) ?? 0n,
    ...present("expireTimeNs", instant(session.expireTime)),
    ...present("deleteTimeNs", instant(session.deleteTime)),
    ...present("purgeTimeNs", instant(session.purgeTime)),
    eventNumber: status?.eventNumber ?? 0n,
  };
}

/** The session as a filter sees it. */
export function filterSubject(columns: SessionColumns, labels: Session["labels"]): FilterSubject {
  return {
    state: enumName(SessionStateSchema, columns.state),
    mode: enumName(SessionModeSchema, columns.mode),
    strategyId: columns.strategyId,
    labels,
    createTimeNs: columns.createTimeNs,
    updateTimeNs: columns.updateTimeNs,
  };
}

/** A member of an object that is left out where there is no value. */
export function present<K extends string, V>(
  key: K,
  value: V | undefined,
): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

function instant(timestamp: Timestamp | undefined): bigint | undefined {
  return timestamp === undefined ? undefined : instantOf(timestamp);
}

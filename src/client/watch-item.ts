import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type {
  SessionSample,
  WatchSessionsResponse,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { UnknownEventError } from "./errors.ts";

/**
 * Why what was known must be forgotten. The first three are reasons of the server: the token can
 * no longer be resumed from. SNAPSHOT_INTERRUPTED: the connection broke before the snapshot was
 * whole. Other values may come.
 */
export type ResetReason =
  | "REVISION_COMPACTED"
  | "STORE_CHANGED"
  | "STORE_RESTORED"
  | "SNAPSHOT_INTERRUPTED";

/** Where in the log an item is. */
export interface WatchPosition {
  /** Everything up to this revision that the filter selects was delivered, with this item. */
  readonly revision: bigint;
  /**
   * The position after this item, to be kept together with what was made of it. Empty while half a
   * snapshot was delivered: that cannot be resumed.
   */
  readonly resumeToken: string;
}

/** Part of the snapshot: sessions as they are. */
export interface SnapshotItem extends WatchPosition {
  readonly type: "snapshot";
  readonly sessions: readonly Session[];
}

/** The snapshot is complete. */
export interface SnapshotEndItem extends WatchPosition {
  readonly type: "snapshotEnd";
  readonly sessionCount: bigint;
}

/** One change of one session. Every change comes exactly once, in order. */
export interface RecordItem extends WatchPosition {
  readonly type: "record";
  readonly record: SessionRecord;
}

/** A reading. Readings may be dropped, and are not repeated after a reconnect. */
export interface SampleItem extends WatchPosition {
  readonly type: "sample";
  readonly sample: SessionSample;
}

/** Nothing happened, and nothing is missing up to the position. Only on request. */
export interface HeartbeatItem extends WatchPosition {
  readonly type: "heartbeat";
}

/** Forget what is known of the sessions: a new snapshot follows. */
export interface ResetItem {
  readonly type: "reset";
  readonly reason: ResetReason;
}

/** What a watch delivers. */
export type WatchItem =
  | SnapshotItem
  | SnapshotEndItem
  | RecordItem
  | SampleItem
  | HeartbeatItem
  | ResetItem;

/**
 * The item of a frame; undefined for frames that say nothing to a consumer, among them frames of a
 * kind that this client does not know.
 *
 * @throws UnknownEventError for an event that must be understood and is not known.
 */
export function itemOfFrame(
  response: WatchSessionsResponse,
  heartbeats: boolean,
): Exclude<WatchItem, ResetItem> | undefined {
  const { frame, revision, resumeToken } = response;
  const position = { revision, resumeToken };
  switch (frame.case) {
    case "snapshot":
      return { type: "snapshot", sessions: frame.value.sessions, ...position };
    case "snapshotEnd":
      return { type: "snapshotEnd", sessionCount: frame.value.sessionCount, ...position };
    case "record":
      requireKnownEvents(frame.value);
      return { type: "record", record: frame.value, ...position };
    case "sample":
      return { type: "sample", sample: frame.value, ...position };
    case "heartbeat":
      return heartbeats ? { type: "heartbeat", ...position } : undefined;
    default:
      return undefined;
  }
}

/** @throws UnknownEventError for an event that must be understood and is not known. */
export function requireKnownEvents(record: SessionRecord): void {
  const unknown = record.events.find((event) => event.payload.case === undefined);
  if (unknown === undefined || record.events.every(isKnownOrIgnorable)) return;
  throw new UnknownEventError(
    `event ${unknown.eventNumber} of ${record.sessionId} (revision ${record.revision}) is of a ` +
      "kind that this client does not know and must not skip: update the client",
  );
}

function isKnownOrIgnorable(event: SessionRecord["events"][number]): boolean {
  return event.payload.case !== undefined || event.mayIgnore;
}

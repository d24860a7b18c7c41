/** What the checker looks at in the messages of the contract. */
import { hash } from "node:crypto";
import { type DescMessage, type MessageShape, toJson } from "@bufbuild/protobuf";
import {
  type SessionEvent,
  SessionEventSchema,
  type SessionRecord,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import {
  type Session,
  SessionModeSchema,
  SessionSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import type { EventSight, FrameContent, KindName, RecordSight, SessionSight } from "./history.ts";

/** A record of the contract as the checker sees it. */
export function recordSight({ revision, sessionId, events, session }: SessionRecord): RecordSight {
  const shown = session === undefined ? {} : { session: sessionSight(session) };
  return { revision: Number(revision), sessionId, events: events.map(eventSight), ...shown };
}

/** A session of the contract as the checker sees it. */
export function sessionSight(session: Session): SessionSight {
  const { sessionId, mode, spec, status, deleteTime } = session;
  return {
    sessionId,
    mode: enumName(SessionModeSchema, mode),
    strategyId: spec?.strategyId ?? "",
    revision: Number(status?.revision ?? 0n),
    eventNumber: Number(status?.eventNumber ?? 0n),
    isDeleted: deleteTime !== undefined,
    digest: digestOf(SessionSchema, session),
    lifecycleDigest: digestOf(SessionSchema, lifecycleOf(session)),
  };
}

/** What a frame says, as the checker sees it. */
export function contentSight({ frame }: WatchSessionsResponse): FrameContent {
  switch (frame.case) {
    case "opened": {
      const { storeId, snapshot, currentRevision } = frame.value;
      return { kind: "opened", storeId, snapshot, current: Number(currentRevision) };
    }
    case "snapshot":
      return { kind: "snapshot", sessions: frame.value.sessions.map(sessionSight) };
    case "snapshotEnd":
      return { kind: "snapshotEnd", sessionCount: Number(frame.value.sessionCount) };
    case "record":
      return { kind: "record", record: recordSight(frame.value) };
    case "sample":
      return { kind: "sample", sessionId: frame.value.sessionId };
    case "heartbeat":
    case "closing":
      return { kind: frame.case };
    case undefined:
      throw new Error("a frame of a kind that the contract does not have");
  }
}

/** The session without what samples, trading days and durable barriers change. */
function lifecycleOf(session: Session): Session {
  if (session.status === undefined) return session;
  const { progress: _how, telemetry: _costs, sampleTime: _when, ...others } = session.status;
  const { account: _has, metrics: _did, ...rest } = others;
  const status = { ...rest, revision: 0n, eventNumber: 0n, resultsDigest: "" };
  return { ...session, status };
}

function eventSight(event: SessionEvent): EventSight {
  const kind: KindName = event.payload.case === "tradingDayClosed" ? "TRADING_DAYS" : "LIFECYCLE";
  return { number: Number(event.eventNumber), kind, digest: digestOf(SessionEventSchema, event) };
}

/** Equal for equal messages, in whatever order their maps were written. */
function digestOf<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): string {
  const text = JSON.stringify(toJson(schema, message), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return hash("sha1", text, "base64url").slice(0, 16);
}

/** Messages of the contract as the lifecycle checker sees them. */
import type { SessionEvent } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  type SessionState,
  SessionStateSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import type {
  LoggedAppend,
  LoggedEvent,
  SessionView,
  StateName,
} from "../../checkers/lifecycle/history.ts";
import type { LogEntry } from "../disk-log.ts";

/** The label that updates change. */
export const labelKey = "team";

/** A session of an answer or of the log. */
export function viewOf({
  sessionId,
  etag,
  deleteTime,
  labels,
  spec,
  status,
}: Session): SessionView {
  return {
    ...{ sessionId, etag, isDeleted: deleteTime !== undefined },
    state: stateName(status?.state ?? 0),
    revision: Number(status?.revision),
    eventNumber: Number(status?.eventNumber),
    label: labels[labelKey] ?? "",
    name: spec?.displayName ?? "",
  };
}

/** The log on disk as the lifecycle checker sees it. */
export function loggedAppends(entries: readonly LogEntry[]): readonly LoggedAppend[] {
  return entries.filter(({ record }) => record.events.length > 0).map(appendOf);
}

function appendOf({ revision, record, session }: LogEntry): LoggedAppend {
  const shown = session === undefined ? {} : { session: viewOf(session) };
  const events = record.events.map(eventOf);
  return { revision: Number(revision), sessionId: record.sessionId, events, ...shown };
}

function eventOf({ eventNumber, requestId, actor, payload }: SessionEvent): LoggedEvent {
  const event = { number: Number(eventNumber), requestId, actor };
  switch (payload.case) {
    case "sessionCreated":
      return { ...event, what: "Created" };
    case "sessionUpdated":
      return { ...event, what: "Updated" };
    case "sessionDeleted":
      return { ...event, what: "Deleted" };
    case "tradingDayClosed":
      return { ...event, what: "TradingDay" };
    case "sessionStateChanged": {
      const { previousState, state } = payload.value;
      return {
        ...event,
        what: "StateChanged",
        from: stateName(previousState),
        to: stateName(state),
      };
    }
    case "tradingStateChanged":
    case "orderChanged":
    case "orderFilled":
    case "positionAdjusted":
    case undefined:
      throw new Error(`event ${eventNumber} is of a kind that the runs of this test do not make`);
  }
}

function stateName(state: SessionState): StateName {
  return enumName(SessionStateSchema, state) as StateName;
}

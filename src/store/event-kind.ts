import { EventKind, type SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";

/** The kind that an event is selected by; UNSPECIFIED for a payload that is not known here. */
export function eventKindOf(event: SessionEvent): EventKind {
  switch (event.payload.case) {
    case "sessionCreated":
    case "sessionUpdated":
    case "sessionStateChanged":
    case "sessionDeleted":
    case "tradingStateChanged":
      return EventKind.LIFECYCLE;
    case "orderChanged":
      return EventKind.ORDERS;
    case "orderFilled":
    case "positionAdjusted":
      return EventKind.FILLS;
    case "tradingDayClosed":
      return EventKind.TRADING_DAYS;
    default:
      return EventKind.UNSPECIFIED;
  }
}

/** A set of kinds as bits: bit `n` stands for the kind with number `n`. */
export function kindBits(kinds: Iterable<EventKind>): number {
  let bits = 0;
  for (const kind of kinds) bits |= 1 << kind;
  return bits;
}

/** The bit of lifecycle events: rows that have it keep the session afterwards. */
export const lifecycleBit: number = kindBits([EventKind.LIFECYCLE]);

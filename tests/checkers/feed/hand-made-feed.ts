/** A short history that is as it should be, written by hand, to be spoilt one fault at a time. */
import type {
  Entry,
  EventSight,
  FrameContent,
  FrameEntry,
  KindName,
  LogHistory,
  RecordSight,
  SessionSight,
  Start,
  Watcher,
} from "./history.ts";

/** An event: its number and its kind, `L` for lifecycle and `T` for a trading day. */
type EventText = `${number}${"L" | "T"}`;

/** A session as the log has it at a revision, after a lifecycle event and after an event. */
export function seen(
  sessionId: string,
  revision: number,
  lifecycle: number,
  eventNumber = lifecycle,
): SessionSight {
  return {
    sessionId,
    mode: "SIMULATION",
    strategyId: `strategy of ${sessionId}`,
    revision,
    eventNumber,
    isDeleted: false,
    digest: `${sessionId}@${revision}`,
    lifecycleDigest: `${sessionId}#${lifecycle}`,
  };
}

function event(text: EventText): EventSight {
  const kind: KindName = text.endsWith("L") ? "LIFECYCLE" : "TRADING_DAYS";
  return { number: Number.parseInt(text, 10), kind, digest: `event ${text}` };
}

/** A record as the log has it. */
export function record(revision: number, sessionId: string, ...texts: EventText[]): RecordSight {
  const events = texts.map(event);
  const last = events.at(-1);
  if (last?.kind !== "LIFECYCLE") return { revision, sessionId, events };
  return { revision, sessionId, events, session: seen(sessionId, revision, last.number) };
}

const deletion = record(8, "b", "3L");

/** The log: revision 6 is an append without an event, and session b is deleted in the end. */
export const handMadeLog: LogHistory = {
  storeId: "store",
  head: 9,
  records: [
    record(1, "a", "1L"),
    record(2, "b", "1L"),
    record(3, "a", "2L"),
    record(4, "a", "3T", "4T"),
    record(5, "b", "2L"),
    record(7, "a", "5T", "6L"),
    { ...deletion, session: { ...seen("b", 8, 3), isDeleted: true } },
    record(9, "a", "7T"),
  ],
};

/** A record of the log. */
export function logged(revision: number): RecordSight {
  const found = handMadeLog.records.find((each) => each.revision === revision);
  if (found === undefined) throw new Error(`no record ${revision}`);
  return found;
}

/** The one watcher. */
export const handMadeWatcher: Watcher = {
  type: "watcher",
  watcher: "w",
  sessionIds: [],
  modes: [],
  strategyIds: [],
  kinds: ["LIFECYCLE", "TRADING_DAYS"],
};

/** A frame; a record's position is its own. */
export function frame(
  number: number,
  position: number,
  previous: number,
  content: FrameContent,
  hasToken = true,
): FrameEntry {
  return { type: "frame", at: 0, number, position, previous, hasToken, content };
}

/** A frame with a record of the log. */
export function recordFrame(number: number, revision: number, previous: number): FrameEntry {
  return frame(number, revision, previous, { kind: "record", record: logged(revision) });
}

/** The first frame of a stream. */
export function opened(position: number, previous: number, snapshot = false): FrameEntry {
  const content = { kind: "opened", storeId: "store", snapshot, current: position } as const;
  return frame(1, position, previous, content, !snapshot);
}

/** The beginning of a stream. */
export function stream(number: number, start: Start, via: "watch" | "list" = "watch"): Entry {
  return { type: "stream", stream: number, via, start, at: 0 };
}

/** The end of a stream. */
export function ended(code: string, reason = ""): Entry {
  return { type: "end", at: 0, code, reason };
}

/** The token of the record 7 in stream 1. */
export const tokenOf7 = {
  from: "token",
  issued: { watcher: "w", stream: 1, frame: 4, position: 7, delivered: 7 },
} as const satisfies Start;

/** What the watcher was sent, stream by stream. */
export const handMadeStreams: Readonly<Record<string, readonly Entry[]>> = {
  // Opened at 4; the page was read at 5, so record 5 is held.
  snapshot: [
    stream(1, { from: "snapshot" }),
    opened(4, 0, true),
    frame(2, 4, 0, { kind: "snapshot", sessions: [seen("a", 4, 2, 4), seen("b", 5, 2)] }, false),
    frame(3, 4, 0, { kind: "snapshotEnd", sessionCount: 2 }, false),
    recordFrame(4, 7, 0),
    frame(5, 7, 7, { kind: "heartbeat" }),
    recordFrame(6, 8, 7),
    ended("UNAVAILABLE"),
  ],
  resumed: [
    stream(2, tokenOf7),
    opened(7, 7),
    recordFrame(2, 8, 7),
    recordFrame(3, 9, 8),
    frame(4, 9, 9, { kind: "heartbeat" }),
    ended("LEFT"),
  ],
  now: [
    stream(3, { from: "now" }),
    opened(2, 0),
    recordFrame(2, 3, 0),
    recordFrame(3, 4, 3),
    frame(4, 4, 4, { kind: "closing" }),
    ended("UNAVAILABLE", "SERVER_STOPPING"),
  ],
  oldest: [
    stream(4, { from: "oldest" }, "list"),
    recordFrame(1, 1, 0),
    recordFrame(2, 2, 1),
    recordFrame(3, 3, 2),
    frame(4, 3, 3, { kind: "page" }),
    ended("OK"),
  ],
  refused: [
    stream(5, { ...tokenOf7, flaw: "FILTER_CHANGED" }),
    ended("OUT_OF_RANGE", "FILTER_CHANGED"),
  ],
};

import type { Call, LifecycleHistory, LoggedAppend, SessionView } from "./history.ts";
import { Timeline } from "./timeline.ts";

/** A request: all calls with its id, and what it did. */
export interface AskedRequest {
  readonly requestId: string;
  /** At least one, by the time they were sent. */
  readonly calls: readonly Call[];
  readonly first: Call;
  /** The appends with events that name it: one, or none, when all is well. */
  readonly effects: readonly LoggedAppend[];
  /** When it can have had its effect at the earliest: when it was first sent. */
  readonly sentAt: number;
  /** When it had its effect at the latest: at its first answer. Infinite without one. */
  readonly answeredAt: number;
}

/** A history, sorted by what the properties look for. */
export interface LifecycleView extends LifecycleHistory {
  readonly requests: ReadonlyMap<string, AskedRequest>;
  readonly timelines: ReadonlyMap<string, Timeline>;
}

/** Something that holds for every history of a server that keeps its promises. */
export interface LifecycleProperty {
  /** As violations name it. */
  readonly name: string;
  /** Yields what is wrong. */
  readonly check: (view: LifecycleView) => Iterable<string>;
}

/** Sorts a history. */
export function viewOf(history: LifecycleHistory): LifecycleView {
  const effects = new Map<string, LoggedAppend[]>();
  for (const append of history.log) {
    const ids = new Set(append.events.map(({ requestId }) => requestId));
    for (const id of ids) effects.set(id, [...(effects.get(id) ?? []), append]);
  }
  const asked = history.calls.filter(({ requestId }) => requestId !== "");
  const requests = new Map<string, AskedRequest>();
  for (const [requestId, unsorted] of Map.groupBy(asked, (call) => call.requestId)) {
    const calls = unsorted.toSorted((a, b) => a.sentAt - b.sentAt);
    const [first] = calls;
    if (first === undefined) continue;
    const answers = calls.filter(({ outcome }) => outcome.kind === "done");
    requests.set(requestId, {
      ...{ requestId, calls, first, effects: effects.get(requestId) ?? [] },
      sentAt: first.sentAt,
      answeredAt: Math.min(...answers.map(({ returnedAt }) => returnedAt)),
    });
  }
  const bySession = Map.groupBy(history.log, ({ sessionId }) => sessionId);
  const timelines = new Map(
    [...bySession].map(([id, appends]) => [id, new Timeline(id, appends)] as const),
  );
  return { ...history, requests, timelines };
}

/** A call in a few words. */
export function callText({ client, command, sessionId, requestId }: Call): string {
  const id = requestId === "" ? "" : ` (${requestId})`;
  return `${command} of ${sessionId || "a new session"} by ${client}${id}`;
}

/** What commands can change of a session, in a few words. */
export function sessionText({
  sessionId,
  state,
  isDeleted,
  etag,
  label,
  name,
}: SessionView): string {
  const parts = [sessionId, isDeleted ? "deleted" : state, etag, label, name];
  return parts.map((part) => part || "-").join(" ");
}

import type { LoggedAppend, LoggedEvent, SessionView } from "../history.ts";
import { canAdvance, isServerMove, targetOf } from "../legal-moves.ts";
import type { Timeline } from "../timeline.ts";
import type { LifecycleProperty, LifecycleView } from "../view.ts";

/**
 * **Legal.** The log tells a life that the transition table allows: revisions ascend; each session
 * begins with its creation; its events are numbered 1, 2, 3 …; every event that a request caused is
 * a legal move of the command that was sent, every other one a legal move of the server; nothing
 * follows a deletion; and each change of spec, labels or state has a new etag.
 */
export const legal: LifecycleProperty = {
  name: "Legal",
  *check(view) {
    let last = 0;
    for (const { revision } of view.log) {
      if (revision <= last) yield `append ${revision} comes after append ${last}`;
      last = revision;
    }
    for (const timeline of view.timelines.values()) yield* lifeProblems(timeline, view);
  },
};

function* lifeProblems(timeline: Timeline, view: LifecycleView): Generator<string> {
  let number = 0;
  let session: SessionView | undefined;
  const etags = new Set<string>();
  for (const [index, append] of timeline.appends.entries()) {
    const place = `append ${append.revision} of ${timeline.sessionId}`;
    if (session?.isDeleted === true) yield `${place}: the session was deleted before`;
    let state = session?.state;
    for (const event of append.events) {
      number += 1;
      if (event.number !== number) yield `${place}: event ${event.number} is not event ${number}`;
      const problem = moveProblem(state, event, view);
      if (problem !== undefined) yield `${place}: event ${event.number}: ${problem}`;
      if (event.what === "Created") state = "READY";
      if (event.what === "StateChanged") state = event.to;
    }
    session = timeline.moments[index + 1]?.session;
    if (session?.state !== state) yield `${place}: the session is ${session?.state}, not ${state}`;
    yield* etagProblems(append, etags, place);
  }
}

function* etagProblems({ session }: LoggedAppend, etags: Set<string>, place: string) {
  if (session === undefined) return;
  if (etags.has(session.etag)) yield `${place}: the etag ${session.etag} was used before`;
  etags.add(session.etag);
}

/** Why an event cannot follow on a state; undefined when it can. */
function moveProblem(
  state: SessionView["state"] | undefined,
  event: LoggedEvent,
  { requests }: LifecycleView,
): string | undefined {
  if (event.what === "Created") {
    return state === undefined ? undefined : "the session is created a second time";
  }
  if (state === undefined) return `${event.what} before the creation`;
  if (event.what === "StateChanged" && event.from !== state) {
    return `a move from ${event.from}, but the session is ${state}`;
  }
  const to = event.to ?? state;
  if (event.requestId === "") {
    const isLegal = event.what === "TradingDay" ? canAdvance(state) : isServerMove(state, to);
    if (event.actor !== "server") return `${event.what} by ${event.actor} without a request`;
    return isLegal ? undefined : `the server must not do ${event.what} from ${state} to ${to}`;
  }
  const command = requests.get(event.requestId)?.first.command;
  if (command === undefined) return `request ${event.requestId} was never sent`;
  // A creation that starts at once has both events.
  const target = targetOf(command === "Create" ? "Start" : command, state);
  if (target === undefined) return `${command} is illegal in ${state}`;
  return target === to ? undefined : `${command} leads from ${state} to ${target}, not to ${to}`;
}

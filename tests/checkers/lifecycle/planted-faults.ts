/** Faults for histories that are as they should be: each breaks one promise at a random place. */
import type { Call, LifecycleHistory, LoggedAppend, SessionView, StateName } from "./history.ts";
import { targetOf } from "./legal-moves.ts";
import { type AskedRequest, type LifecycleView, viewOf } from "./view.ts";

/** A fault. */
export interface PlantedFault {
  readonly name: string;
  /** The property that must name it, among others. */
  readonly breaks: string;
  /** All histories that have the fault at one place; the caller chooses one. */
  readonly places: (view: LifecycleView) => readonly (() => LifecycleHistory)[];
}

/** The history with the fault somewhere; undefined when it has no place. */
export function plant(
  { places }: PlantedFault,
  history: LifecycleHistory,
  random: () => number,
): LifecycleHistory | undefined {
  const found = places(viewOf(history));
  return found[Math.floor(random() * found.length)]?.();
}

/** A request that did something and was answered. */
interface Effective extends AskedRequest {
  readonly effect: LoggedAppend;
}

/** The faults. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: "an answered change is lost",
    breaks: "Once",
    places: (view) =>
      effective(view)
        .filter(({ first }) => first.command !== "Update")
        .map((request) => () => renameEvents(view, request.effect, "lost")),
  },
  {
    name: "an update is answered and changes nothing",
    breaks: "Placed",
    places: (view) =>
      effective(view).flatMap(({ effect, answeredAt }) => {
        const { session } = effect;
        if (session === undefined || session.isDeleted) return [];
        const update = { command: "Update", requestId: "lost", label: "never set" } as const;
        const call = { ...readOf(session, answeredAt), ...update };
        return [() => ({ log: view.log, calls: [...view.calls, call] })];
      }),
  },
  {
    name: "a repeated request happens twice",
    breaks: "Once",
    places: (view) =>
      effective(view).flatMap((request) => {
        const again = view.log.find(
          ({ events, revision }) =>
            revision > request.effect.revision && events.some(({ requestId }) => requestId !== ""),
        );
        return again === undefined ? [] : [() => renameEvents(view, again, request.requestId)];
      }),
  },
  {
    name: "an illegal command is accepted",
    breaks: "Legal",
    places: (view) =>
      effective(view).flatMap(({ requestId, first, effect }) => {
        const state = view.timelines.get(effect.sessionId)?.before(effect.revision)?.state;
        const illegal = (["Start", "Pause", "Resume", "Delete"] as const).find(
          (command) => state !== undefined && targetOf(command, state) === undefined,
        );
        if (illegal === undefined || first.command === "Create") return [];
        return [() => changeCalls(view, requestId, () => ({ command: illegal }))];
      }),
  },
  {
    name: "a session leaves a final state",
    breaks: "Legal",
    places: (view) =>
      moves(view, "STOPPED").map((append) => () => ({
        calls: view.calls,
        log: view.log.map((each) => (each === append ? movedTo(append, "RUNNING") : each)),
      })),
  },
  {
    name: "a refusal was never right",
    breaks: "Placed",
    places: (view) =>
      view.calls.flatMap((call) => {
        const { outcome } = call;
        if (outcome.kind !== "refused" || outcome.reason !== "ILLEGAL_TRANSITION") return [];
        // No invented session comes to this state.
        return [() => changeCall(view, call, { outcome: { ...outcome, state: "FAILED" } })];
      }),
  },
  {
    name: "a request is refused after it was answered",
    breaks: "Placed",
    places: (view) =>
      effective(view).flatMap(({ first, effect, answeredAt }) => {
        const state = view.timelines.get(effect.sessionId)?.at(effect.revision)?.state ?? "";
        if (first.command === "Create") return [];
        const outcome = { kind: "refused", reason: "ILLEGAL_TRANSITION", state, etag: "" } as const;
        const times = { sentAt: answeredAt + 0.25, returnedAt: answeredAt + 0.5 };
        return [() => ({ log: view.log, calls: [...view.calls, { ...first, ...times, outcome }] })];
      }),
  },
  {
    name: "a read shows what was long past",
    breaks: "Placed",
    places: (view) =>
      effective(view).flatMap(({ effect, answeredAt }) => {
        const told = view.timelines.get(effect.sessionId)?.before(effect.revision);
        if (told === undefined || effect.session === undefined) return [];
        const read = readOf(told, answeredAt);
        return [() => ({ log: view.log, calls: [...view.calls, read] })];
      }),
  },
  {
    name: "a read shows what never was",
    breaks: "Placed",
    places: (view) =>
      view.calls.flatMap((call) => {
        const { outcome } = call;
        if (call.command !== "Get" || outcome.kind !== "done") return [];
        const session = { ...outcome.session, label: "never set" };
        return [() => changeCall(view, call, { outcome: { kind: "done", session } })];
      }),
  },
  {
    name: "two requests are in the order in which they were not sent",
    breaks: "Real time",
    places(view) {
      const all = effective(view).toSorted((a, b) => a.effect.revision - b.effect.revision);
      return all.slice(1).map((later, index) => () => {
        const at = (all[index]?.sentAt ?? 0) - 1;
        const times = { sentAt: at, returnedAt: at + 0.5 };
        return changeCalls(view, later.requestId, () => times);
      });
    },
  },
  {
    name: "an answer is not what happened",
    breaks: "Answered",
    places: (view) =>
      effective(view).map(
        ({ requestId }) =>
          () =>
            changeCalls(view, requestId, ({ outcome }) => {
              if (outcome.kind !== "done") return {};
              const session = { ...outcome.session, eventNumber: outcome.session.eventNumber + 1 };
              return { outcome: { kind: "done", session } };
            }),
      ),
  },
  {
    name: "a repeated request is answered otherwise",
    breaks: "Answered",
    places: (view) =>
      effective(view).map(({ first, answeredAt, calls }) => () => {
        const answer = calls.find(({ outcome }) => outcome.kind === "done");
        const told = answer?.outcome.kind === "done" ? answer.outcome.session : undefined;
        if (told === undefined) throw new Error("it was answered");
        const outcome = { kind: "done", session: { ...told, etag: "another" } } as const;
        const times = { sentAt: answeredAt + 0.25, returnedAt: answeredAt + 0.5 };
        return { log: view.log, calls: [...view.calls, { ...first, ...times, outcome }] };
      }),
  },
  {
    name: "an etag guards nothing",
    breaks: "Guarded",
    places: (view) =>
      effective(view)
        .filter(({ first }) => first.command !== "Create")
        .map(
          ({ requestId }) =>
            () =>
              changeCalls(view, requestId, () => ({ etag: "an old one" })),
        ),
  },
  {
    name: "two requests win with one etag",
    breaks: "Guarded",
    places(view) {
      const won = effective(view).filter(({ first }) => first.etag !== "");
      return won.flatMap(({ first, effect }) => {
        const other = effective(view).find(
          (each) =>
            each.effect.sessionId === effect.sessionId &&
            each.first.command !== "Create" &&
            each.first.etag !== first.etag,
        );
        if (other === undefined) return [];
        return [() => changeCalls(view, other.requestId, () => ({ etag: first.etag }))];
      });
    },
  },
  {
    name: "something happens that nobody asked for",
    breaks: "Legal",
    places: (view) =>
      effective(view)
        .filter(({ first }) => first.command !== "Create")
        .map(({ requestId }) => () => ({
          log: view.log,
          calls: view.calls.filter((call) => call.requestId !== requestId),
        })),
  },
  {
    name: "an append is gone from the log",
    breaks: "Legal",
    places: (view) =>
      view.log
        .filter(({ sessionId, revision }) =>
          view.log.some((each) => each.sessionId === sessionId && each.revision > revision),
        )
        .map((append) => () => ({
          calls: view.calls,
          log: view.log.filter((each) => each !== append),
        })),
  },
];

function effective(view: LifecycleView): readonly Effective[] {
  return [...view.requests.values()].flatMap((request) => {
    const [effect] = request.effects;
    const isAnswered = Number.isFinite(request.answeredAt);
    return effect === undefined || !isAnswered ? [] : [{ ...request, effect }];
  });
}

/** Moves of the server or of clients to a state, of sessions that go no further. */
function moves({ log }: LifecycleView, to: StateName): readonly LoggedAppend[] {
  return log.filter(({ sessionId, revision, events }) => {
    const isLast = !log.some((each) => each.sessionId === sessionId && each.revision > revision);
    return !isLast && events.some((event) => event.to === to);
  });
}

function movedTo(append: LoggedAppend, to: StateName): LoggedAppend {
  const events = append.events.map((event) => (event.to === undefined ? event : { ...event, to }));
  const session = append.session && { session: { ...append.session, state: to } };
  return { ...append, events, ...session };
}

function renameEvents(
  { calls, log }: LifecycleView,
  append: LoggedAppend,
  requestId: string,
): LifecycleHistory {
  const renamed = {
    ...append,
    events: append.events.map((event) =>
      event.requestId === "" ? event : { ...event, requestId },
    ),
  };
  return { calls, log: log.map((each) => (each === append ? renamed : each)) };
}

function changeCalls(
  { calls, log }: LifecycleView,
  requestId: string,
  changes: (call: Call) => Partial<Call>,
): LifecycleHistory {
  const changed = calls.map((call) =>
    call.requestId === requestId ? { ...call, ...changes(call) } : call,
  );
  return { calls: changed, log };
}

function changeCall({ calls, log }: LifecycleView, call: Call, change: Partial<Call>) {
  return { calls: calls.map((each) => (each === call ? { ...call, ...change } : each)), log };
}

function readOf(session: SessionView, after: number): Call {
  return {
    ...{ client: "reader", command: "Get", sessionId: session.sessionId },
    ...{ requestId: "", etag: "", sentAt: after + 0.25, returnedAt: after + 0.5 },
    outcome: { kind: "done", session },
  };
}

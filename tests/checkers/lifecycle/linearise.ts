/**
 * Whether a history can be put in one order that a server which does one thing after another could
 * have gone through: the search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993)
 * with the memo of Lowe (Testing for Linearizability, 2017). It knows nothing of revisions: it tries
 * all orders, so it is for small histories, and proves the checker that knows the order right.
 */
import type { Call, LifecycleHistory, LoggedEvent, SessionView } from "./history.ts";
import { type Asked, InventedServer } from "./invented-server.ts";

/** Something to be put in order: a call, or what the server did by itself. */
interface Step {
  readonly sentAt: number;
  readonly returnedAt: number;
  /** It need not have happened. */
  readonly isOptional: boolean;
  readonly call: Call | undefined;
  readonly act: { readonly sessionId: string; readonly event: LoggedEvent } | undefined;
}

/** Whether there is such an order. */
export function isLinearisable({ calls, log }: LifecycleHistory): boolean {
  const acts = log.flatMap(({ sessionId, events }) =>
    events
      .filter(({ requestId }) => requestId === "")
      .map((event): Step => {
        const always = { sentAt: 0, returnedAt: Number.POSITIVE_INFINITY, isOptional: false };
        return { ...always, call: undefined, act: { sessionId, event } };
      }),
  );
  const steps = [...acts, ...calls.map(stepOf)];
  return search(steps, acts.length, new Set(), new Set());
}

function stepOf(call: Call): Step {
  const isUnknown = call.outcome.kind === "unknown";
  const returnedAt = isUnknown ? Number.POSITIVE_INFINITY : call.returnedAt;
  return { sentAt: call.sentAt, returnedAt, isOptional: isUnknown, call, act: undefined };
}

/** Extends an order, given as the set of its steps in their order, by each step that can be next. */
function search(
  steps: readonly Step[],
  acts: number,
  order: Set<number>,
  tried: Set<string>,
): boolean {
  const state = replay(steps, order);
  if (state === undefined) return false;
  const open = [...steps.keys()].filter((index) => !order.has(index));
  if (open.every((index) => steps[index]?.isOptional)) return true;
  const key = `${[...order].toSorted((a, b) => a - b).join()} ${state}`;
  if (tried.has(key)) return false;
  tried.add(key);
  const deadline = Math.min(...open.map((index) => steps[index]?.returnedAt ?? 0));
  for (const index of open) {
    const step = steps[index];
    if (step === undefined || step.sentAt > deadline) continue;
    // What the server did by itself keeps its order.
    if (index < acts && index > 0 && !order.has(index - 1)) continue;
    order.add(index);
    if (search(steps, acts, order, tried)) return true;
    order.delete(index);
  }
  return false;
}

/** The sessions after an order of steps; undefined when one of them could not have been so. */
function replay(steps: readonly Step[], order: ReadonlySet<number>): string | undefined {
  const server = new InventedServer();
  for (const index of order) {
    const step = steps[index];
    if (step?.act !== undefined && !server.repeat(step.act.sessionId, step.act.event)) {
      return undefined;
    }
    if (step?.call !== undefined && !isTold(step.call, server)) return undefined;
  }
  const kept = [...server.kept].map(([id, session]) => `${id} ${contentOf(session)}`).toSorted();
  return JSON.stringify([[...server.sessions.values()].map(contentOf), kept]);
}

function isTold(call: Call, server: InventedServer): boolean {
  const { outcome, sentAt: _sent, returnedAt: _returned, ...asked } = call;
  const done = server.do(asked satisfies Asked);
  if (outcome.kind === "unknown") return true;
  if (outcome.kind === "refused" || done.kind !== "done") {
    return JSON.stringify(outcome) === JSON.stringify(done);
  }
  return contentOf(outcome.session) === contentOf(done.session);
}

/** A session but for its revision, which the search does not know. */
function contentOf({ revision: _number, ...content }: SessionView): string {
  return JSON.stringify(content, Object.keys(content).toSorted());
}

import type { Call, SessionView } from "./history.ts";
import { targetOf } from "./legal-moves.ts";
import type { AskedRequest } from "./view.ts";

/** An outcome that left no trace in the log: it must have been right at some moment of its call. */
export interface Untraced {
  readonly call: Call;
  readonly sentAt: number;
  readonly returnedAt: number;
  /** It cannot have been so before this revision. */
  readonly notBefore: number;
  /** Nor at this one or later. */
  readonly before: number;
  /** Whether it is the right outcome for a session that is so; undefined: not created yet. */
  readonly fits: (session: SessionView | undefined) => boolean;
}

/** The calls of a request, or reads, whose outcomes left no trace. */
export function untracedOf(request: AskedRequest): readonly Untraced[] {
  const { calls, effects, first, sentAt, answeredAt } = request;
  const [effect] = effects;
  const found: Untraced[] = [];
  for (const call of calls) {
    const { outcome } = call;
    if (outcome.kind !== "refused" || saysNothing.includes(outcome.reason)) continue;
    // Once the request had its effect, the same request is answered, not refused.
    const before = effect?.revision ?? Number.POSITIVE_INFINITY;
    found.push({ ...spanOf(call), before, fits: (session) => isRightly(call, outcome, session) });
  }
  const answer = calls.find(({ outcome }) => outcome.kind === "done");
  if (effect === undefined && first.command === "Update" && answer?.outcome.kind === "done") {
    const { session: told } = answer.outcome;
    const fits = (session: SessionView | undefined) => changesNothing(answer, told, session);
    found.push({ ...spanOf(answer), sentAt, returnedAt: answeredAt, fits });
  }
  return found;
}

/** A read; undefined when it was not answered. */
export function untracedRead(call: Call): Untraced | undefined {
  const { outcome } = call;
  if (outcome.kind !== "done") return undefined;
  const { session: told } = outcome;
  return {
    ...spanOf(call),
    notBefore: told.revision,
    fits: (session) => isSame(told, session) && told.eventNumber === session?.eventNumber,
  };
}

/** The server gave up: it says nothing about the session. */
const saysNothing: readonly string[] = ["CONFLICT"];

function spanOf(call: Call) {
  const { sentAt, returnedAt } = call;
  return { call, sentAt, returnedAt, notBefore: 0, before: Number.POSITIVE_INFINITY };
}

type Refusal = Extract<Call["outcome"], { readonly kind: "refused" }>;

function isRightly(call: Call, refusal: Refusal, session: SessionView | undefined): boolean {
  switch (refusal.reason) {
    case "SESSION_NOT_FOUND":
      return session === undefined;
    case "SESSION_DELETED":
      return session?.isDeleted === true;
    case "ETAG_MISMATCH":
      return call.etag !== "" && session?.etag === refusal.etag && session.etag !== call.etag;
    case "ILLEGAL_TRANSITION":
      if (session === undefined || session.isDeleted) return false;
      return session.state === refusal.state && isIllegal(call, session);
    default:
      return false;
  }
}

function isIllegal(call: Call, session: SessionView): boolean {
  const changesSpec = call.name !== undefined && call.name !== session.name;
  if (call.command === "Update" && changesSpec && session.state !== "READY") return true;
  return targetOf(call.command, session.state) === undefined;
}

function changesNothing(call: Call, told: SessionView, session: SessionView | undefined): boolean {
  if (session === undefined || session.isDeleted || !isSame(told, session)) return false;
  const isGuarded = call.etag === "" || call.etag === session.etag;
  const { label = session.label, name = session.name } = call;
  return isGuarded && label === session.label && name === session.name;
}

function isSame(told: SessionView, session: SessionView | undefined): boolean {
  return (
    session !== undefined &&
    told.sessionId === session.sessionId &&
    told.state === session.state &&
    told.isDeleted === session.isDeleted &&
    told.etag === session.etag &&
    told.label === session.label &&
    told.name === session.name
  );
}

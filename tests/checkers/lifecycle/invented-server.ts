import type {
  Call,
  CallOutcome,
  LoggedAppend,
  LoggedEvent,
  SessionView,
  StateName,
} from "./history.ts";
import { targetOf } from "./legal-moves.ts";

/** What is asked; how and when it is answered comes later. */
export type Asked = Omit<Call, "outcome" | "sentAt" | "returnedAt">;

/** What the server does by itself: from one state to another. */
const ownMoves: readonly (readonly [StateName, StateName])[] = [
  ["READY", "STOPPED"],
  ["RUNNING", "COMPLETED"],
  ["RUNNING", "SUSPENDED"],
  ["RUNNING", "RECOVERING"],
  ["RECOVERING", "RUNNING"],
];

/** A server that is right: it does one thing after another, and keeps what it did. */
export class InventedServer {
  readonly log: LoggedAppend[] = [];
  readonly sessions = new Map<string, SessionView>();
  /** Answers by request id. */
  readonly kept = new Map<string, SessionView>();

  /** Does what is asked, or refuses it. */
  do(asked: Asked): CallOutcome {
    const kept = this.kept.get(asked.requestId);
    if (kept !== undefined) return { kind: "done", session: kept };
    const outcome = this.#judge(asked);
    if (outcome.kind === "done" && asked.requestId !== "") {
      this.kept.set(asked.requestId, outcome.session);
    }
    return outcome;
  }

  /** Something that nobody asked for. */
  act(random: () => number): void {
    const sessions = [...this.sessions.values()].filter(({ isDeleted }) => !isDeleted);
    const session = sessions[Math.floor(random() * sessions.length)];
    if (session === undefined) return;
    const server = { requestId: "", actor: "server" } as const;
    if (session.state === "RUNNING" && random() < 0.5) {
      this.#append(session, {}, { what: "TradingDay", ...server });
      return;
    }
    const moves = ownMoves.filter(([from]) => from === session.state);
    const [from, to] = moves[Math.floor(random() * moves.length)] ?? [];
    if (from === undefined || to === undefined) return;
    this.#append(session, { state: to }, { what: "StateChanged", from, to, ...server });
  }

  /** Does by itself what an event says; false when the session is not in the state for it. */
  repeat(sessionId: string, event: LoggedEvent): boolean {
    const session = this.sessions.get(sessionId);
    if (session === undefined || session.isDeleted) return false;
    const { from = "RUNNING", to = "RUNNING" } = event;
    if (session.state !== from) return false;
    this.#append(session, { state: to }, event);
    return true;
  }

  #judge(asked: Asked): CallOutcome {
    const { command, requestId, sessionId, etag, client: actor } = asked;
    const cause = { requestId, actor };
    if (command === "Create") return this.#create(cause);
    const session = this.sessions.get(sessionId);
    const refusal = { kind: "refused", reason: "", state: "", etag: "" } as const;
    if (session === undefined) return { ...refusal, reason: "SESSION_NOT_FOUND" };
    if (command === "Get") return { kind: "done", session };
    if (etag !== "" && etag !== session.etag) {
      return { ...refusal, reason: "ETAG_MISMATCH", etag: session.etag };
    }
    if (session.isDeleted) return { ...refusal, reason: "SESSION_DELETED" };
    const { label = session.label, name = session.name } = asked;
    const to = targetOf(command, session.state);
    const isFixed = name !== session.name && session.state !== "READY";
    if (to === undefined || isFixed) {
      return { ...refusal, reason: "ILLEGAL_TRANSITION", state: session.state };
    }
    if (command === "Update") {
      if (label === session.label && name === session.name) return { kind: "done", session };
      return this.#done(session, { label, name }, { what: "Updated", ...cause });
    }
    if (command === "Delete") {
      return this.#done(session, { isDeleted: true }, { what: "Deleted", ...cause });
    }
    const move = { what: "StateChanged", from: session.state, to, ...cause } as const;
    return this.#done(session, { state: to }, move);
  }

  #create(cause: { readonly requestId: string; readonly actor: string }): CallOutcome {
    const sessionId = `ses_${this.sessions.size + 1}`;
    const numbers = { revision: 0, eventNumber: 0, etag: "" };
    const texts = { label: "", name: "" };
    const fresh = { sessionId, state: "READY", isDeleted: false, ...numbers, ...texts } as const;
    return this.#done(fresh, {}, { what: "Created", ...cause });
  }

  #done(
    session: SessionView,
    change: Partial<SessionView>,
    event: Omit<LoggedEvent, "number">,
  ): CallOutcome {
    return { kind: "done", session: this.#append(session, change, event) };
  }

  #append(
    before: SessionView,
    change: Partial<SessionView>,
    event: Omit<LoggedEvent, "number">,
  ): SessionView {
    const revision = this.log.length + 1;
    const { sessionId } = before;
    const number = before.eventNumber + 1;
    const isLifecycle = event.what !== "TradingDay";
    const etag = isLifecycle ? `"${number}"` : before.etag;
    const session = { ...before, ...change, revision, eventNumber: number, etag };
    this.sessions.set(sessionId, session);
    const shown = isLifecycle ? { session } : {};
    this.log.push({ revision, sessionId, events: [{ ...event, number }], ...shown });
    return session;
  }
}

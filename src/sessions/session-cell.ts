/**
 * One session in memory: its committed state, and the speculative state that commands in flight
 * have decided but not committed. Every change of a session goes through its cell, so there is one
 * order of changes, and a command that arrives while another is being committed is judged on what
 * that other one will have made.
 */
import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { Rejection } from "../domain/rejection.ts";
import { type Decision, decide } from "../domain/session/decide.ts";
import { evolveAll } from "../domain/session/evolve.ts";
import type { StoredSession } from "../store/kept-session.ts";
import type { CommitResult, RequestRecord, Scope, SessionStore } from "../store/store.ts";
import type { ChangeOptions, ChangeResult, Committing } from "./cell-change.ts";
import { CellOrderIds } from "./cell-order-ids.ts";
import { withSeat } from "./run-checkpoint.ts";
import { serverContext } from "./server-context.ts";
import type { HaltReason, RunProgress, SessionRun } from "./session-run.ts";

/** A session as committed. */
export interface CommittedSession {
  readonly scope: Scope;
  readonly session: Session;
  /** Where its run can go on. */
  readonly checkpoint?: RunCheckpoint;
}

/** What the cell tells its surroundings. */
export interface CellEvents {
  /** A change is on disk. `before` is undefined for a creation. */
  committed(cell: SessionCell, before: Session | undefined, after: Session): void;
  /** A commit failed: what the run has handed over since the committed state is lost. */
  rolledBack(cell: SessionCell): void;
}

/**
 * What is judged anew was judged on a commit that failed, or changes nothing and met one under way:
 * few tries are enough.
 */
const attemptsMax = 5;

/** The cell of one session. */
export class SessionCell {
  readonly scope: Scope;
  readonly sessionId: string;
  readonly #store: SessionStore;
  readonly #clock: Clock;
  readonly #events: CellEvents;
  #committed: CommittedSession | undefined;
  #speculative: Session | undefined;
  #checkpoint: RunCheckpoint | undefined;
  #pendingCommits = 0;
  /**
   * Whether the commit that was begun last succeeded, once it is decided. Each commit builds on the
   * one before, so when it did, they all did.
   */
  #lastCommit: Promise<boolean> = Promise.resolve(true);
  /** The client order ids of the session, for its runs. */
  readonly orderIds: CellOrderIds;
  /** The run, while there is one. Set by who starts it. */
  run: SessionRun | undefined;

  constructor(
    store: SessionStore,
    clock: Clock,
    events: CellEvents,
    scope: Scope,
    sessionId: string,
    stored: StoredSession | undefined,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#events = events;
    this.scope = scope;
    this.sessionId = sessionId;
    this.#committed = stored && committedOf(stored);
    this.orderIds = new CellOrderIds(store, scope, sessionId);
    this.#goBack();
  }

  /** The session as committed; undefined before its creation is. */
  get committed(): CommittedSession | undefined {
    return this.#committed;
  }

  /** The session as commands in flight will have made it; the newest state there is. */
  get newest(): Session | undefined {
    return this.#speculative;
  }

  /** Whether the cell holds more than the store does. */
  get isBusy(): boolean {
    return this.#pendingCommits > 0 || this.run !== undefined;
  }

  /** Where the run can go on, as decided but perhaps not committed. */
  get checkpoint(): RunCheckpoint | undefined {
    return this.#checkpoint;
  }

  /** Resolves when every commit under way is decided: whether the newest state is on disk. */
  settled(): Promise<boolean> {
    return this.#pendingCommits === 0 ? Promise.resolve(true) : this.#lastCommit;
  }

  /** An order of the session as it is on disk. */
  readOrder(orderNumber: bigint): Promise<Order | undefined> {
    return this.#store.readOrder(this.scope, this.sessionId, { orderNumber });
  }

  /**
   * Judges a command on the newest state and commits what it decides, together with what the run
   * has done so far. Refusals too tell only of what is on disk: nobody learns of a state that a
   * crash takes back. `judge` may be called again when another change came first. Rejects with a
   * `StoreError` when the storage fails; nothing has happened then.
   */
  async change(
    judge: (session: Session | undefined) => Decision,
    options: ChangeOptions = {},
  ): Promise<ChangeResult> {
    const { isAsked, request, seat, prepare, decided } = options;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (isAsked) this.#store.disk.admit();
      const before = this.#speculative;
      if (prepare !== undefined && judge(before).accepted) prepare();
      const progress = this.run?.pending();
      const advanced = progress === undefined ? undefined : this.#advance(before, progress);
      const base = advanced?.session ?? before;
      const decision = judge(base);
      if (!decision.accepted) {
        if (!(await this.settled())) continue;
        return { outcome: "refused", rejection: decision.rejection };
      }
      const events = [...(advanced?.events ?? []), ...decision.events];
      const after = evolveAll(base, this.sessionId, decision.events);
      if (events.length === 0 && progress === undefined && seat === undefined) {
        if (this.#pendingCommits === 0) return this.#acknowledge(after, request);
        await this.#lastCommit;
        continue;
      }
      const result = await this.#commit(before, after, events, {
        progress,
        request,
        seat,
        decided,
      });
      if (result.outcome === "repeated") return { outcome: "repeated", request: result.request };
      if (result.outcome === "committed") {
        return { outcome: "changed", session: result.sessions[0] ?? after };
      }
      await this.#reload();
    }
    return { outcome: "refused", rejection: conflict(this.sessionId) };
  }

  /**
   * Answers a command that changes nothing with the session on which it was judged. No commit is
   * under way, so the request is kept with that session too: repeated, it gets the same answer.
   */
  async #acknowledge(session: Session, request: RequestRecord | undefined): Promise<ChangeResult> {
    if (request === undefined) return { outcome: "changed", session };
    const { scope } = this;
    const timeNs = this.#clock.nowNs();
    const kept = { scope, appends: [], request, timeNs, isAdmitted: true };
    const result = await this.#store.commit(kept);
    if (result.outcome === "repeated") return { outcome: "repeated", request: result.request };
    return { outcome: "changed", session };
  }

  async #commit(
    before: Session | undefined,
    after: Session,
    events: readonly SessionEvent[],
    { progress, request, seat, decided }: Committing,
  ): Promise<CommitResult> {
    const isMoved = progress !== undefined || seat !== undefined;
    if (isMoved) {
      const place = progress?.checkpoint ?? this.#checkpoint;
      this.#checkpoint = withSeat(place, seat ?? this.#checkpoint?.seat);
    }
    const checkpoint = isMoved ? this.#checkpoint : undefined;
    if (progress !== undefined) this.run?.handOver();
    this.#speculative = after;
    this.#pendingCommits += 1;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#lastCommit = promise;
    if (after.status?.state !== SessionState.RUNNING || this.run?.isResting) this.#halt("changed");
    decided?.();
    let isCommitted = false;
    try {
      const append = {
        sessionId: this.sessionId,
        expectedEventNumber: before?.status?.eventNumber ?? 0n,
        events,
        session: after,
        ...(checkpoint === undefined ? {} : { checkpoint }),
        ...(progress === undefined ? {} : { orders: progress.orders }),
        ...(seat === undefined ? {} : { driverToken: seat.tokenHash }),
      };
      const result = await this.#store.commit({
        scope: this.scope,
        appends: [append],
        ...(request === undefined ? {} : { request }),
        timeNs: this.#clock.nowNs(),
        isAdmitted: true,
      });
      isCommitted = result.outcome === "committed";
      if (result.outcome === "committed") {
        this.#settle(result.sessions[0] ?? after, checkpoint);
      } else {
        this.#rollBack();
      }
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#pendingCommits -= 1;
      resolve(isCommitted);
    }
  }

  #settle(session: Session, checkpoint: RunCheckpoint | undefined): void {
    const before = this.#committed;
    const kept = checkpoint ?? before?.checkpoint;
    this.#committed = {
      scope: this.scope,
      session,
      ...(kept === undefined ? {} : { checkpoint: kept }),
    };
    if (this.#pendingCommits === 1) this.#speculative = session;
    this.#events.committed(this, before?.session, session);
  }

  #rollBack(): void {
    this.#goBack();
    this.#halt("rolledBack");
    this.#events.rolledBack(this);
  }

  /** Forgets what was decided and not committed. */
  #goBack(): void {
    this.#speculative = this.#committed?.session;
    this.#checkpoint = this.#committed?.checkpoint;
    this.orderIds.goBack((this.#checkpoint?.simulation?.orders ?? 0n) > 0n);
  }

  #halt(reason: HaltReason): void {
    const { run } = this;
    this.run = undefined;
    run?.halt(reason);
  }

  async #reload(): Promise<void> {
    const stored = await this.#store.readSession(this.scope, this.sessionId);
    if (this.#pendingCommits > 0) return;
    this.#committed = stored && committedOf(stored);
    this.#goBack();
  }

  #advance(
    session: Session | undefined,
    progress: RunProgress,
  ): { readonly session: Session; readonly events: readonly SessionEvent[] } {
    const decision = decide(
      session,
      { type: "Advance", facts: progress.facts },
      serverContext(this.#clock),
    );
    if (!decision.accepted) throw new Error(`${this.sessionId}: ${decision.rejection.message}`);
    const evolved = evolveAll(session, this.sessionId, decision.events);
    const status = evolved.status;
    if (status === undefined) throw new Error(`${this.sessionId} has no status`);
    return {
      session: { ...evolved, status: { ...status, ...progress.status } },
      events: decision.events,
    };
  }
}

function committedOf({ scope, session, checkpoint }: StoredSession): CommittedSession {
  return { scope, session, ...(checkpoint === undefined ? {} : { checkpoint }) };
}

function conflict(sessionId: string): Rejection {
  return {
    reason: ErrorReason.CONFLICT,
    message: `${sessionId} is being changed by others again and again; try again`,
    metadata: { session_id: sessionId },
    retryAfterMs: 100,
  };
}

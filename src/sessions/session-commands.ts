/**
 * The face of sessions: what clients can ask of them. Each command is judged on the newest state,
 * committed, and answered when it is on disk. All methods reject with a `StoreError` when the
 * storage fails.
 */
import { equals } from "@bufbuild/protobuf";
import {
  type Session,
  SessionSpecSchema,
  type StopPolicy,
  type TradingState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Warning } from "../../gen/ts/openbell/v1/validation_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { type Instant, NS_PER_MS } from "../domain/instant.ts";
import { fulfil, type Outcome, type Rejection, refuse, rejectFields } from "../domain/rejection.ts";
import type { CommandContext, SessionCommand, SessionContent } from "../domain/session/command.ts";
import { type Decision, decide } from "../domain/session/decide.ts";
import { evolveAll } from "../domain/session/evolve.ts";
import { applyUpdateMask } from "../domain/session/update-mask.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { RequestRecord, Scope } from "../store/store.ts";
import type { SessionSubject, Validation } from "../validator/validate-session.ts";
import type { ChangeResult } from "./cell-change.ts";
import type { CreationRate } from "./creation-rate.ts";
import { checkEtag } from "./etag.ts";
import type { OpenSessionCount } from "./open-session-count.ts";
import { type RequestIdentity, type RequestLedger, sessionNotFound } from "./request-ledger.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { capRun, untilWindable, windDown, windUp } from "./wind-run.ts";

/** Who asks for a change of a session, and what guards it. */
export interface ChangeRequest {
  readonly scope: Scope;
  readonly sessionId: string;
  readonly identity: RequestIdentity;
  /** Refuse when the session's etag is another; "" for no guard. */
  readonly etag: string;
  /** Why, for the record. */
  readonly comment: string;
}

/** What a change makes of the run of its session. */
interface RunEffects {
  /** Ends what is under way, as part of the change. */
  readonly winds?: (cell: SessionCell) => void;
  /** Comes right after it. */
  readonly decided?: (cell: SessionCell) => void;
}

/** What is asked of `create`. */
export interface CreateRequest {
  readonly scope: Scope;
  readonly identity: RequestIdentity;
  /** As the client wrote it. */
  readonly subject: SessionSubject;
  readonly start: boolean;
  readonly validateOnly: boolean;
}

/** A session that was created, and what to know before it runs. */
export interface CreatedSession {
  readonly session: Session;
  readonly warnings: readonly Warning[];
}

/** What the commands need. */
export interface SessionCommandParts {
  readonly registry: SessionRegistry;
  readonly ledger: RequestLedger;
  readonly openSessions: OpenSessionCount;
  readonly creationRate: CreationRate;
  readonly clock: Clock;
  readonly newSessionId: () => string;
  /** Judges content against the limits and the catalog. */
  readonly validate: (subject: SessionSubject, untilNs?: Instant) => Validation;
  /** How long a deleted session is kept. */
  readonly deletedSessionRetentionMs: number;
}

/** The commands. */
export class SessionCommands {
  readonly #parts: SessionCommandParts;

  constructor(parts: SessionCommandParts) {
    this.#parts = parts;
  }

  /**
   * Judges a spec as `create` would, without any limit of the owner; with an instant as it would
   * have then, for those who must not know what came later.
   */
  validate(subject: SessionSubject, untilNs?: Instant): Validation {
    return this.#parts.validate(subject, untilNs);
  }

  /** Creates a session; with `start` in the same commit a started one. */
  async create(request: CreateRequest): Promise<Outcome<CreatedSession>> {
    const { scope, identity } = request;
    if (request.validateOnly) return this.#preview(request);
    const session = await this.#parts.ledger.once(scope, identity, async (record) => {
      const judged = this.#judge(request.subject);
      if (!judged.ok) return judged;
      const refused = await this.#takePlace(scope);
      if (refused !== undefined) return refuse(refused);
      return fulfil(await this.#insert(request, judged.value, record));
    });
    if (!session.ok) return session;
    const { spec, labels, annotations } = session.value;
    const { warnings } = this.#parts.validate({ spec, labels, annotations });
    return fulfil({ session: session.value, warnings });
  }

  /** Changes what the owner wrote of a session, by an update mask. */
  update(
    request: ChangeRequest,
    wanted: Session,
    paths: readonly string[],
  ): Promise<Outcome<Session>> {
    return this.#change(request, (session, context) => {
      const masked = applyUpdateMask(contentOf(session), wanted, paths);
      if (!masked.ok) return rejected(masked.rejection);
      const judged = this.#judgeUpdate(contentOf(session), masked.value);
      if (!judged.ok) return rejected(judged.rejection);
      const named = masked.value.paths;
      return decide(session, { type: "Update", ...judged.value, paths: named }, context);
    });
  }

  /** Deletes a session; it stays readable until its purge time. */
  delete(request: ChangeRequest): Promise<Outcome<Session>> {
    const { clock, deletedSessionRetentionMs } = this.#parts;
    const purgeNs = clock.nowNs() + BigInt(deletedSessionRetentionMs) * NS_PER_MS;
    return this.#send(request, { type: "Delete", purgeTime: timestampOf(purgeNs) });
  }

  /** Starts a session that is READY. */
  start(request: ChangeRequest): Promise<Outcome<Session>> {
    return this.#send(request, { type: "Start" });
  }

  /** Pauses a session that is RUNNING, at a durable barrier. */
  pause(request: ChangeRequest): Promise<Outcome<Session>> {
    return this.#send(request, { type: "Pause" }, { winds: windDown });
  }

  /** Resumes a session that is PAUSED or SUSPENDED. */
  resume(request: ChangeRequest): Promise<Outcome<Session>> {
    return this.#send(request, { type: "Resume" });
  }

  /** Stops a session that has not ended. */
  stop(request: ChangeRequest, stopPolicy: StopPolicy): Promise<Outcome<Session>> {
    const { surroundings } = this.#parts.registry;
    const winds = (cell: SessionCell) => windUp(cell, surroundings, stopPolicy);
    return this.#send(request, { type: "Stop", stopPolicy }, { winds });
  }

  /** Moves the person's cap of the trading state, and clears the one of the risk limits. */
  setTradingState(request: ChangeRequest, cap: TradingState): Promise<Outcome<Session>> {
    return this.#send(request, { type: "SetTradingState", cap }, { decided: capRun });
  }

  #send(
    request: ChangeRequest,
    command: SessionCommand,
    effects?: RunEffects,
  ): Promise<Outcome<Session>> {
    return this.#change(request, (session, context) => decide(session, command, context), effects);
  }

  #change(
    request: ChangeRequest,
    judge: (session: Session, context: CommandContext) => Decision,
    effects: RunEffects = {},
  ): Promise<Outcome<Session>> {
    const { scope, sessionId, identity, etag, comment } = request;
    const missing = refuse(sessionNotFound(sessionId));
    return this.#parts.ledger.once(scope, identity, async (record) => {
      const change = await this.#parts.registry.use(scope, sessionId, async (cell) => {
        const waits = effects.winds && untilWindable(cell);
        if (waits !== undefined) await waits;
        const judgeNewest = (session: Session | undefined): Decision => {
          if (session === undefined) return rejected(missing.rejection);
          const stale = checkEtag(session, etag);
          if (stale !== undefined) return rejected(stale);
          return judge(session, this.#context(scope, identity, comment));
        };
        return cell.change(judgeNewest, {
          isAsked: true,
          request: record(sessionId),
          prepare: () => effects.winds?.(cell),
          decided: () => effects.decided?.(cell),
        });
      });
      return change === undefined ? missing : fulfil(change);
    });
  }

  async #takePlace(scope: Scope): Promise<Rejection | undefined> {
    const full = await this.#parts.openSessions.reserve(scope);
    if (full !== undefined) return full;
    const tooFast = this.#parts.creationRate.take(scope);
    if (tooFast !== undefined) this.#parts.openSessions.release(scope);
    return tooFast;
  }

  async #insert(
    request: CreateRequest,
    content: SessionContent,
    record: (sessionId: string) => RequestRecord | undefined,
  ): Promise<ChangeResult> {
    const { scope, identity } = request;
    const sessionId = this.#parts.newSessionId();
    const context = this.#context(scope, identity, "");
    const insert = (cell: SessionCell): Promise<ChangeResult> =>
      cell.change(() => this.#creation(request, content, sessionId, context), {
        isAsked: true,
        request: record(sessionId),
      });
    try {
      const change = await this.#parts.registry.useNew(scope, sessionId, insert);
      if (change.outcome !== "changed") this.#parts.openSessions.release(scope);
      return change;
    } catch (error) {
      this.#parts.openSessions.release(scope);
      this.#parts.creationRate.giveBack(scope);
      throw error;
    }
  }

  #creation(
    request: CreateRequest,
    content: SessionContent,
    sessionId: string,
    context: CommandContext,
  ): Decision {
    const owner = request.scope.owner;
    const created = decide(undefined, { type: "Create", sessionId, owner, ...content }, context);
    if (!created.accepted || !request.start) return created;
    const session = evolveAll(undefined, sessionId, created.events);
    const started = decide(session, { type: "Start" }, context);
    if (!started.accepted) return started;
    return { accepted: true, events: [...created.events, ...started.events] };
  }

  /** The answer a creation would get now, without making one: its session has no id. */
  async #preview(request: CreateRequest): Promise<Outcome<CreatedSession>> {
    const { scope, identity } = request;
    const judged = this.#judge(request.subject);
    if (!judged.ok) return judged;
    const { openSessions, creationRate } = this.#parts;
    const refused = (await openSessions.check(scope)) ?? creationRate.check(scope);
    if (refused !== undefined) return refuse(refused);
    const context = this.#context(scope, identity, "");
    const decision = this.#creation(request, judged.value, "", context);
    if (!decision.accepted) return refuse(decision.rejection);
    const session = evolveAll(undefined, "", decision.events);
    return fulfil({ session, warnings: judged.value.warnings });
  }

  #judge(subject: SessionSubject): Outcome<SessionContent & Pick<CreatedSession, "warnings">> {
    const { violations, warnings, spec } = this.#parts.validate(subject);
    if (violations.length > 0 || spec === undefined) return refuse(rejectFields(violations));
    return fulfil({ spec, labels: subject.labels, annotations: subject.annotations, warnings });
  }

  /**
   * Judges what an update makes of a session. A spec that stays as it is was judged before: limits
   * and data that changed since do not keep anybody from labelling what they have.
   */
  #judgeUpdate(before: SessionContent, after: SessionContent): Outcome<SessionContent> {
    const { labels, annotations } = after;
    const keepsSpec = equals(SessionSpecSchema, before.spec, after.spec);
    const judged = this.#parts.validate({ spec: after.spec, labels, annotations });
    const violations = judged.violations
      .filter(({ field }) => !keepsSpec || !/^spec\b/.test(field))
      .map((each) => ({ ...each, field: `session.${each.field}` }));
    if (violations.length > 0) return refuse(rejectFields(violations));
    const spec = keepsSpec ? before.spec : judged.spec;
    if (spec === undefined) throw new Error("a spec without violations has no normal form");
    return fulfil({ spec, labels, annotations });
  }

  #context(scope: Scope, identity: RequestIdentity, comment: string): CommandContext {
    const now = timestampOf(this.#parts.clock.nowNs());
    return { now, actor: scope.owner, requestId: identity.requestId, comment };
  }
}

function contentOf(session: Session): SessionContent {
  if (session.spec === undefined) throw new Error(`${session.sessionId} has no spec`);
  return { spec: session.spec, labels: session.labels, annotations: session.annotations };
}

function rejected(rejection: Rejection): Decision {
  return { accepted: false, rejection };
}

/**
 * Makes repeating a request safe: the same request id with the same request gives the first answer
 * again, also while the first is still in flight. Refusals are not kept; they are judged anew.
 */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { RequestRecord, Scope, SessionStore, StoredRequest } from "../store/store.ts";
import type { ChangeResult } from "./cell-change.ts";

/** What identifies a mutation: the same id may only come again with the same rest. */
export interface RequestIdentity {
  /** A UUID of the client; "" when the request must not be recognised. */
  readonly requestId: string;
  /** Full name of the method. */
  readonly method: string;
  /** SHA-256 of the canonical request. */
  readonly requestHash: Uint8Array;
}

interface InFlight {
  readonly identity: RequestIdentity;
  readonly result: Promise<Outcome<Session>>;
}

/** The ledger. */
export class RequestLedger {
  readonly #store: SessionStore;
  readonly #inFlight = new Map<string, InFlight>();

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /**
   * Runs a mutation, or answers as it was answered before. `run` is given the record to commit with
   * its change once the session is known; without a request id there is none.
   */
  async once(
    scope: Scope,
    identity: RequestIdentity,
    run: (
      record: (sessionId: string) => RequestRecord | undefined,
    ) => Promise<Outcome<ChangeResult>>,
  ): Promise<Outcome<Session>> {
    if (identity.requestId === "") return this.#finish(scope, identity, await run(() => undefined));
    const key = `${scope.tenant}/${scope.owner}/${identity.requestId}`;
    const other = this.#inFlight.get(key);
    if (other !== undefined) {
      return isSame(other.identity, identity) ? other.result : refuse(reused(identity));
    }
    const result = this.#answer(scope, identity, run);
    this.#inFlight.set(key, { identity, result });
    try {
      return await result;
    } finally {
      this.#inFlight.delete(key);
    }
  }

  async #answer(
    scope: Scope,
    identity: RequestIdentity,
    run: (
      record: (sessionId: string) => RequestRecord | undefined,
    ) => Promise<Outcome<ChangeResult>>,
  ): Promise<Outcome<Session>> {
    const kept = await this.#store.findRequest(scope, identity.requestId);
    if (kept !== undefined) return this.#repeat(scope, identity, kept);
    return this.#finish(scope, identity, await run((sessionId) => ({ ...identity, sessionId })));
  }

  async #finish(
    scope: Scope,
    identity: RequestIdentity,
    outcome: Outcome<ChangeResult>,
  ): Promise<Outcome<Session>> {
    if (!outcome.ok) return outcome;
    const change = outcome.value;
    switch (change.outcome) {
      case "changed":
        return fulfil(change.session);
      case "refused":
        return refuse(change.rejection);
      case "repeated":
        return this.#repeat(scope, identity, change.request);
    }
  }

  /** The first answer: the session as it was then. */
  async #repeat(
    scope: Scope,
    identity: RequestIdentity,
    kept: StoredRequest,
  ): Promise<Outcome<Session>> {
    if (!isSame(kept, identity)) return refuse(reused(identity));
    const then = await this.#store.readSessionAt(scope, kept.sessionId, kept.revision);
    const session = then ?? (await this.#store.readSession(scope, kept.sessionId))?.session;
    return session === undefined ? refuse(sessionNotFound(kept.sessionId)) : fulfil(session);
  }
}

/** The refusal of a session that is missing, or another owner's: both look the same. */
export function sessionNotFound(sessionId: string): Rejection {
  return {
    reason: ErrorReason.SESSION_NOT_FOUND,
    message: `there is no session ${sessionId}`,
    metadata: { session_id: sessionId },
  };
}

function isSame(a: RequestIdentity, b: RequestIdentity): boolean {
  return a.method === b.method && Buffer.compare(a.requestHash, b.requestHash) === 0;
}

function reused(identity: RequestIdentity): Rejection {
  return {
    reason: ErrorReason.REQUEST_ID_REUSED,
    message:
      `request_id ${identity.requestId} was used before for another request; ` +
      "use a new id for a new request",
    metadata: { request_id: identity.requestId },
    violations: [
      {
        field: "request_id",
        reason: ErrorReason.REQUEST_ID_REUSED,
        message: "was used before for another request",
      },
    ],
  };
}

/** Reads sessions as they are now: as committed, with the newest sample of those that run. */
import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import type { KeptSession } from "../store/kept-session.ts";
import type { ListQuery, Scope, SessionStore } from "../store/store.ts";
import { sessionNotFound } from "./request-ledger.ts";
import { type SampleBoard, withSample } from "./sample-board.ts";

/** The queries. */
export class SessionQueries {
  readonly #store: SessionStore;
  readonly #samples: SampleBoard;

  constructor(store: SessionStore, samples: SampleBoard) {
    this.#store = store;
    this.#samples = samples;
  }

  /** A session, deleted ones too. */
  async get(scope: Scope, sessionId: string): Promise<Outcome<KeptSession>> {
    const stored = await this.#store.readSession(scope, sessionId);
    if (stored === undefined) return refuse(sessionNotFound(sessionId));
    return fulfil(this.#sampled(scope, stored));
  }

  /** Sessions that match, in order. */
  async list(scope: Scope, query: ListQuery): Promise<readonly KeptSession[]> {
    const sessions = await this.#store.listSessions(scope, query);
    return sessions.map((session) => this.#sampled(scope, session));
  }

  #sampled(scope: Scope, kept: KeptSession): KeptSession {
    return withSample(kept, this.#samples.find(scope, kept.sessionId));
  }
}

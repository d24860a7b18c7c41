import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Scope } from "./store.ts";
import { decodeCheckpoint, decodeSession, encodeSession } from "./stored-messages.ts";

/**
 * A session as it is kept. Its bytes are those of the contract's own message, so whoever only
 * passes it on need not look into them: to decode and encode them again is most of a read.
 */
export class KeptSession {
  /** The session. */
  readonly sessionId: string;
  /** The message in binary form. Not to be written to. */
  readonly bytes: Uint8Array;
  #session: Session | undefined;

  constructor(sessionId: string, bytes: Uint8Array) {
    this.sessionId = sessionId;
    this.bytes = bytes;
  }

  /** The same of a message that is at hand. */
  static of(session: Session): KeptSession {
    const kept = new KeptSession(session.sessionId, encodeSession(session));
    kept.#session = session;
    return kept;
  }

  /** The message, decoded once. Not to be written to. Throws FAILED for damaged bytes. */
  get session(): Session {
    this.#session ??= decodeSession(this.bytes);
    return this.#session;
  }
}

/** What a `StoredSession` is made of: columns of the index. */
export interface StoredColumns {
  readonly tenant: string;
  readonly owner: string;
  readonly sessionId: string;
  readonly session: Uint8Array;
  readonly checkpoint?: Uint8Array | undefined;
}

/** A session with what is known only inside: whose it is, and where its run can go on. */
export class StoredSession extends KeptSession {
  /** Whose it is. */
  readonly scope: Scope;
  readonly #checkpoint: Uint8Array | undefined;

  constructor({ tenant, owner, sessionId, session, checkpoint }: StoredColumns) {
    super(sessionId, session);
    this.scope = { tenant, owner };
    this.#checkpoint = checkpoint;
  }

  /** Where the run stood at the last append. Throws a FAILED StoreError for damaged bytes. */
  get checkpoint(): RunCheckpoint | undefined {
    return this.#checkpoint && decodeCheckpoint(this.#checkpoint);
  }
}

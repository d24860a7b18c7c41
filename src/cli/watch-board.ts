/** What a watcher knows of the sessions it watches, folded from the items of the feed. */
import {
  type Progress,
  type Session,
  SessionState,
  type StateReason,
  type Telemetry,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import type { WatchItem } from "../client/watch-item.ts";
import { isFinalState, stateOf } from "./session-text.ts";

/** A session as it was last heard of. */
export interface WatchedSession {
  readonly sessionId: string;
  readonly name: string;
  readonly state: SessionState;
  readonly reason: StateReason;
  /** What the session says about its state or its error; may be empty. */
  readonly message: string;
  readonly isDeleted: boolean;
  readonly progress: Progress | undefined;
  readonly telemetry: Telemetry | undefined;
}

/** What an item changed. */
export interface WatchChange {
  readonly session: WatchedSession;
  /** The state it was in; undefined when it was not known or did not change. */
  readonly previousState: SessionState | undefined;
  /** Its state, or that it is deleted, is news. */
  readonly isNewState: boolean;
}

/** The sessions that are watched, by id. */
export class WatchBoard {
  readonly #sessions = new Map<string, WatchedSession>();
  readonly #wanted: ReadonlySet<string>;
  /** The ids that the snapshot has held so far. */
  readonly #inSnapshot = new Set<string>();

  /** @param wanted - The ids whose end is waited for; none to watch without end. */
  constructor(wanted: readonly string[]) {
    this.#wanted = new Set(wanted);
  }

  /** The sessions, in the order in which they were first heard of. */
  get sessions(): readonly WatchedSession[] {
    return [...this.#sessions.values()];
  }

  /** Whether every wanted session has ended. False when none is wanted. */
  get isOver(): boolean {
    if (this.#wanted.size === 0) return false;
    return [...this.#wanted].every((id) => {
      const session = this.#sessions.get(id);
      return session !== undefined && hasEnded(session);
    });
  }

  /** Whether a session that was heard of is FAILED. */
  get hasFailure(): boolean {
    return this.sessions.some(({ state }) => state === SessionState.FAILED);
  }

  /** Takes a session as it was read by itself, or in a snapshot. */
  show(session: Session): WatchChange {
    return this.#put(watched(session, this.#sessions.get(session.sessionId)));
  }

  /** Takes an item of the feed; gives what it changed. */
  take(item: WatchItem): readonly WatchChange[] {
    switch (item.type) {
      case "reset":
        this.#inSnapshot.clear();
        return [];
      case "snapshot":
        for (const { sessionId } of item.sessions) this.#inSnapshot.add(sessionId);
        return item.sessions.map((session) => this.show(session));
      case "snapshotEnd":
        // A snapshot holds all sessions but deleted ones.
        return this.sessions
          .filter(({ sessionId }) => !this.#inSnapshot.has(sessionId))
          .map((session) => this.#put({ ...session, isDeleted: true }));
      case "record": {
        const { session } = item.record;
        return session === undefined ? [] : [this.show(session)];
      }
      case "sample": {
        const { sessionId, progress, telemetry } = item.sample;
        const known = this.#sessions.get(sessionId);
        return known === undefined ? [] : [this.#put({ ...known, progress, telemetry })];
      }
      default:
        return [];
    }
  }

  #put(session: WatchedSession): WatchChange {
    const known = this.#sessions.get(session.sessionId);
    this.#sessions.set(session.sessionId, session);
    const isMoved = known?.state !== session.state;
    return {
      session,
      previousState: isMoved ? known?.state : undefined,
      isNewState: isMoved || known.isDeleted !== session.isDeleted,
    };
  }
}

/** Whether nothing more will happen to a session. */
export function hasEnded({ state, isDeleted }: WatchedSession): boolean {
  return isDeleted || isFinalState(state);
}

function watched(session: Session, known: WatchedSession | undefined): WatchedSession {
  const { status } = session;
  return {
    sessionId: session.sessionId,
    name: session.spec?.displayName ?? "",
    state: stateOf(session),
    reason: status?.stateReason ?? 0,
    message: status?.error?.message || status?.stateMessage || "",
    isDeleted: session.deleteTime !== undefined,
    progress: status?.progress ?? known?.progress,
    telemetry: status?.telemetry ?? known?.telemetry,
  };
}

/**
 * Finds the cell of a session and keeps it while someone needs it. A session that nobody changes
 * and that does not run costs no memory.
 */
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { isOpen } from "../domain/session/transitions.ts";
import type { Scope, SessionStore, StoredSession } from "../store/store.ts";
import type { OpenSessionCount } from "./open-session-count.ts";
import { type CellEvents, SessionCell } from "./session-cell.ts";
import { type RunSurroundings, SessionRunner } from "./session-runner.ts";

/** Wait before a run that lost a commit is brought back, in milliseconds. */
const restartDelayMs = 1_000;

interface Entry {
  readonly cell: Promise<SessionCell | undefined>;
  users: number;
}

/** The cells by session id. */
export class SessionRegistry implements CellEvents {
  readonly #store: SessionStore;
  readonly #openSessions: OpenSessionCount;
  readonly #surroundings: RunSurroundings;
  readonly #entries = new Map<string, Entry>();
  #draining = false;

  constructor(store: SessionStore, openSessions: OpenSessionCount, surroundings: RunSurroundings) {
    this.#store = store;
    this.#openSessions = openSessions;
    this.#surroundings = surroundings;
  }

  /**
   * Hands the cell of a session to a task, and keeps it until the task is done. Undefined when
   * there is no such session in this scope.
   */
  async use<T>(
    scope: Scope,
    sessionId: string,
    task: (cell: SessionCell) => Promise<T>,
  ): Promise<T | undefined> {
    const entry = this.#entries.get(sessionId) ?? this.#load(scope, sessionId);
    entry.users += 1;
    try {
      const cell = await entry.cell;
      if (cell === undefined || !sameScope(cell.scope, scope)) return undefined;
      return await task(cell);
    } finally {
      entry.users -= 1;
      await this.#release(sessionId, entry);
    }
  }

  /** Hands the cell of a session that does not exist yet to a task. */
  async useNew<T>(
    scope: Scope,
    sessionId: string,
    task: (cell: SessionCell) => Promise<T>,
  ): Promise<T> {
    const cell = this.#newCell(scope, sessionId, undefined);
    const entry: Entry = { cell: Promise.resolve(cell), users: 1 };
    this.#entries.set(sessionId, entry);
    try {
      return await task(cell);
    } finally {
      entry.users -= 1;
      await this.#release(sessionId, entry);
    }
  }

  committed(cell: SessionCell, before: Session | undefined, after: Session): void {
    this.#openSessions.changed(cell.scope, isCounted(before), isCounted(after));
    const runs = after.status?.state === SessionState.RUNNING;
    if (runs && cell.run === undefined && !this.#draining) {
      SessionRunner.start(cell, after, this.#surroundings);
    }
    if (!runs) this.#surroundings.clock.yieldTo(() => void this.#releaseIdle(cell.sessionId));
  }

  rolledBack(cell: SessionCell): void {
    const { clock } = this.#surroundings;
    if (cell.committed?.session.status?.state !== SessionState.RUNNING) return;
    clock.schedule(restartDelayMs, () => {
      this.use(cell.scope, cell.sessionId, async (current) => this.restart(current)).catch(
        (error: unknown) => {
          this.#surroundings.reportError(`${cell.sessionId}: not brought back`, error);
        },
      );
    });
  }

  /** Starts the run of a session that is RUNNING on disk and has none. */
  restart(cell: SessionCell): void {
    const session = cell.committed?.session;
    if (session?.status?.state !== SessionState.RUNNING) return;
    if (cell.run === undefined && !this.#draining) {
      SessionRunner.start(cell, session, this.#surroundings);
    }
  }

  /**
   * Brings every run to a durable barrier and lets it go, for the end of the server. The sessions
   * stay RUNNING on disk and are brought back by the next start.
   */
  async drain(): Promise<void> {
    this.#draining = true;
    const cells = await Promise.all(Array.from(this.#entries.values(), (entry) => entry.cell));
    await Promise.all(
      cells.map(async (cell) => {
        if (cell?.run === undefined) return;
        const run = cell.run;
        await cell.change(() => ({ accepted: true, events: [] }));
        run.halt();
        if (cell.run === run) cell.run = undefined;
      }),
    );
  }

  #load(scope: Scope, sessionId: string): Entry {
    const cell = this.#store
      .readSession(scope, sessionId)
      .then((stored) =>
        stored === undefined ? undefined : this.#newCell(scope, sessionId, stored),
      );
    const entry: Entry = { cell, users: 0 };
    this.#entries.set(sessionId, entry);
    return entry;
  }

  #newCell(scope: Scope, sessionId: string, stored: StoredSession | undefined): SessionCell {
    return new SessionCell(this.#store, this.#surroundings.clock, this, scope, sessionId, stored);
  }

  async #releaseIdle(sessionId: string): Promise<void> {
    const entry = this.#entries.get(sessionId);
    if (entry !== undefined) await this.#release(sessionId, entry);
  }

  async #release(sessionId: string, entry: Entry): Promise<void> {
    const cell = await entry.cell.catch(() => undefined);
    if (entry.users === 0 && cell?.isBusy !== true && this.#entries.get(sessionId) === entry) {
      this.#entries.delete(sessionId);
    }
  }
}

function sameScope(a: Scope, b: Scope): boolean {
  return a.owner === b.owner && a.tenant === b.tenant;
}

function isCounted(session: Session | undefined): boolean {
  return session?.status !== undefined && !session.deleteTime && isOpen(session.status.state);
}

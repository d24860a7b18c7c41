/**
 * Finds the cell of a session and keeps it while someone needs it. A session that nobody changes
 * and that does not run costs no memory.
 */
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { isOpen } from "../domain/session/transitions.ts";
import type { StoredSession } from "../store/kept-session.ts";
import type { Scope, SessionStore } from "../store/store.ts";
import type { OpenSessionCount } from "./open-session-count.ts";
import type { RunSurroundings } from "./run-surroundings.ts";
import { type CellEvents, SessionCell } from "./session-cell.ts";
import { startRun } from "./session-runner.ts";
import { TurnQueue } from "./turn-queue.ts";

/** Wait before a run that lost a commit is looked at again, in milliseconds. */
const restartDelayMs = 1_000;

interface Entry {
  readonly cell: Promise<SessionCell | undefined>;
  /** The same, once it is there. */
  loaded?: SessionCell | undefined;
  users: number;
}

/**
 * The cells by scope and session id: asking for another's session leaves no trace where its owner
 * looks.
 */
export class SessionRegistry implements CellEvents {
  readonly #store: SessionStore;
  readonly #openSessions: OpenSessionCount;
  /** What runs need; for those who open one that rests. */
  readonly surroundings: RunSurroundings;
  readonly #entries = new Map<string, Entry>();
  /** Keys of runs that lost a commit and wait to be brought back. */
  readonly #held = new Set<string>();
  #draining = false;

  constructor(
    store: SessionStore,
    openSessions: OpenSessionCount,
    surroundings: Omit<RunSurroundings, "turns" | "hasRoom" | "admit">,
  ) {
    this.#store = store;
    this.#openSessions = openSessions;
    this.surroundings = {
      ...surroundings,
      hasRoom: () => store.hasRoom(),
      admit: () => store.disk.admit(),
      turns: new TurnQueue(surroundings.clock),
    };
  }

  /** Whether runs are halted for good. */
  get isDraining(): boolean {
    return this.#draining;
  }

  /** Cells in memory: those that run, and those that someone uses at the moment. */
  get cellCount(): number {
    return this.#entries.size;
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
    const key = keyOf(scope, sessionId);
    const entry = this.#entries.get(key) ?? this.#load(scope, sessionId);
    entry.users += 1;
    try {
      const cell = await entry.cell;
      entry.loaded = cell;
      return cell === undefined ? undefined : await task(cell);
    } finally {
      entry.users -= 1;
      await this.#release(key, entry);
    }
  }

  /** The cell of a session that runs; undefined while it does not. Nothing keeps it from going. */
  findRunning(scope: Scope, sessionId: string): SessionCell | undefined {
    const cell = this.#entries.get(keyOf(scope, sessionId))?.loaded;
    return cell?.run === undefined ? undefined : cell;
  }

  /** Hands the cell of a session that does not exist yet to a task. */
  async useNew<T>(
    scope: Scope,
    sessionId: string,
    task: (cell: SessionCell) => Promise<T>,
  ): Promise<T> {
    const cell = this.#newCell(scope, sessionId, undefined);
    const key = keyOf(scope, sessionId);
    const entry: Entry = { cell: Promise.resolve(cell), users: 1, loaded: cell };
    this.#entries.set(key, entry);
    try {
      return await task(cell);
    } finally {
      entry.users -= 1;
      await this.#release(key, entry);
    }
  }

  committed(cell: SessionCell, before: Session | undefined, after: Session): void {
    const revision = after.status?.revision ?? 0n;
    this.#openSessions.changed(cell.scope, isCounted(before), isCounted(after), revision);
    this.restart(cell);
    if (cell.run === undefined) {
      const key = keyOf(cell.scope, cell.sessionId);
      this.surroundings.clock.yieldTo(() => void this.#releaseIdle(key));
    }
  }

  /** Holds the run at its durable barrier; it goes on by itself once there is room on the disk. */
  rolledBack({ scope, sessionId, committed }: SessionCell): void {
    const key = keyOf(scope, sessionId);
    if (!isRunning(committed?.session) || this.#held.has(key)) return;
    this.#held.add(key);
    this.#hold(scope, sessionId);
  }

  /**
   * Starts the run of a session that is RUNNING on disk and has none, unless a command in flight is
   * about to end that: nothing would stop the run then.
   */
  restart(cell: SessionCell): void {
    const session = cell.committed?.session;
    if (session === undefined || !isRunning(session) || !isRunning(cell.newest)) return;
    if (cell.run !== undefined || this.#draining) return;
    startRun(cell, session, this.surroundings);
  }

  /**
   * Halts every run where it is and commits that as its durable barrier, for the end of the server.
   * The sessions stay RUNNING on disk and are brought back by the next start, right after this
   * barrier; after the last one before it where it cannot be written any more.
   */
  async drain(): Promise<void> {
    this.#draining = true;
    const entries = [...this.#entries];
    await Promise.all(entries.map(([key, entry]) => this.#drainEntry(key, entry)));
  }

  async #drainEntry(key: string, entry: Entry): Promise<void> {
    const cell = await entry.cell.catch(() => undefined);
    const run = cell?.run;
    if (cell === undefined || run === undefined) return;
    // First, or the slices that it passes during the commit would be seen and then lost.
    run.halt("drained");
    try {
      await cell.change(() => ({ accepted: true, events: [] }));
    } catch (error) {
      this.surroundings.reportError(`${cell.sessionId}: not committed at the end`, error);
    }
    if (cell.run === run) cell.run = undefined;
    await this.#release(key, entry);
  }

  #hold(scope: Scope, sessionId: string): void {
    this.surroundings.clock.schedule(restartDelayMs, () => {
      if (this.#draining) return;
      if (!this.#store.hasRoom()) return this.#hold(scope, sessionId);
      this.#held.delete(keyOf(scope, sessionId));
      this.use(scope, sessionId, async (cell) => this.restart(cell)).catch((error: unknown) => {
        this.surroundings.reportError(`${sessionId}: not brought back`, error);
      });
    });
  }

  #load(scope: Scope, sessionId: string): Entry {
    const cell = this.#store
      .readSession(scope, sessionId)
      .then((stored) =>
        stored === undefined ? undefined : this.#newCell(scope, sessionId, stored),
      );
    const entry: Entry = { cell, users: 0 };
    this.#entries.set(keyOf(scope, sessionId), entry);
    return entry;
  }

  #newCell(scope: Scope, sessionId: string, stored: StoredSession | undefined): SessionCell {
    return new SessionCell(this.#store, this.surroundings.clock, this, scope, sessionId, stored);
  }

  async #releaseIdle(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) await this.#release(key, entry);
  }

  async #release(key: string, entry: Entry): Promise<void> {
    const cell = await entry.cell.catch(() => undefined);
    if (entry.users === 0 && cell?.isBusy !== true && this.#entries.get(key) === entry) {
      this.#entries.delete(key);
    }
  }
}

function keyOf(scope: Scope, sessionId: string): string {
  return `${scope.tenant}/${scope.owner}/${sessionId}`;
}

function isRunning(session: Session | undefined): boolean {
  return session?.status?.state === SessionState.RUNNING;
}

function isCounted(session: Session | undefined): boolean {
  return session?.status !== undefined && !session.deleteTime && isOpen(session.status.state);
}

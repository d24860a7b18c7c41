/**
 * What the server does for sessions without being asked: stops those that are idle for too long,
 * removes deleted ones after their retention, forgets old request ids.
 */
import { type Session, StopPolicy } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { NS_PER_MS } from "../domain/instant.ts";
import { type Decision, decide } from "../domain/session/decide.ts";
import { instantOf } from "../domain/timestamp.ts";
import type { StoredSession } from "../store/kept-session.ts";
import type { SessionStore } from "../store/store.ts";
import { serverContext } from "./server-context.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { untilWindable, windUp } from "./wind-run.ts";

/** How long things are kept. */
export interface Retention {
  readonly requestIdRetentionMs: number;
  /** Newest request ids of an owner that are kept at most. */
  readonly requestIdsPerOwner: number;
}

/** Longest wait between two rounds: expiry is at most this late when a session was just changed. */
const roundIntervalMs = 1_000;
/** Sessions treated at once, so that a round does not hold up requests. */
const pageSize = 100;
/** Retention is looked after every this many rounds. */
const retentionEvery = 60;

/** The upkeep. */
export class Upkeep {
  readonly #store: SessionStore;
  readonly #registry: SessionRegistry;
  readonly #clock: Clock;
  readonly #retention: Retention;
  readonly #reportError: (message: string, error: unknown) => void;
  #rounds = 0;
  #cancel: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    store: SessionStore,
    registry: SessionRegistry,
    clock: Clock,
    retention: Retention,
    reportError: (message: string, error: unknown) => void,
  ) {
    this.#store = store;
    this.#registry = registry;
    this.#clock = clock;
    this.#retention = retention;
    this.#reportError = reportError;
  }

  /** Begins with a round at once. */
  start(): void {
    this.#running = this.round()
      .catch((error: unknown) => this.#reportError("upkeep failed", error))
      .then(() => {
        if (!this.#stopped)
          this.#cancel = this.#clock.schedule(roundIntervalMs, () => this.start());
      });
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  /** One round. */
  async round(): Promise<void> {
    const isTime = this.#rounds % retentionEvery === 0;
    this.#rounds += 1;
    try {
      await this.#expireIdle();
    } finally {
      // Also when a stop cannot be written: to remove what is old may be what frees the disk.
      if (isTime) await this.#forgetOld();
    }
  }

  async #expireIdle(): Promise<void> {
    for (;;) {
      const nowNs = this.#clock.nowNs();
      const idle = await this.#store.upkeep.expiredSessions(nowNs, pageSize);
      await Promise.all(idle.map((stored) => this.#expire(stored)));
      if (idle.length < pageSize) return;
    }
  }

  async #expire({ scope, session }: StoredSession): Promise<void> {
    await this.#registry.use(scope, session.sessionId, async (cell) => {
      await untilWindable(cell);
      const isDue = () => {
        const expireTime = cell.newest?.expireTime;
        return expireTime !== undefined && instantOf(expireTime) <= this.#clock.nowNs();
      };
      const expire = (current: Session | undefined): Decision =>
        isDue()
          ? decide(current, { type: "Expire" }, serverContext(this.#clock))
          : { accepted: true, events: [] };
      return cell.change(expire, {
        prepare: () => {
          if (isDue()) windUp(cell, this.#registry.surroundings, StopPolicy.UNSPECIFIED);
        },
      });
    });
  }

  async #forgetOld(): Promise<void> {
    const nowNs = this.#clock.nowNs();
    const { upkeep } = this.#store;
    while ((await upkeep.purgeSessions(nowNs, pageSize)) === pageSize) {
      // Each page is a transaction of its own; requests have their turn in between.
    }
    const { requestIdRetentionMs, requestIdsPerOwner } = this.#retention;
    const beforeNs = nowNs - BigInt(requestIdRetentionMs) * NS_PER_MS;
    await upkeep.pruneRequests(beforeNs, requestIdsPerOwner);
  }
}

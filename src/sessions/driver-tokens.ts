import type { Instant } from "../domain/instant.ts";
import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import type { Scope, SessionStore } from "../store/store.ts";
import { hashToken, isSeatOf } from "./drivers.ts";
import { invalidDriverToken } from "./driving-refusals.ts";
import { openMarketSource } from "./market-source.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { lockstepOf } from "./session-runner.ts";
import { SimulationRun } from "./simulation-run.ts";

/** Knows whose driver tokens are, and how far their holders see. */
export class DriverTokens {
  readonly #store: SessionStore;
  readonly #registry: SessionRegistry;

  constructor(store: SessionStore, registry: SessionRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /**
   * Whether a token is that of a session which runs, told without the store: of each turn that is
   * made by Step. Where it is not, `find` knows why.
   */
  drives(scope: Scope, token: string, sessionId: string): boolean {
    const seat = this.#registry.findRunning(scope, sessionId)?.checkpoint?.seat;
    return seat !== undefined && isSeatOf(seat, hashToken(token));
  }

  /**
   * The session that a token is of. Refused where it is of none, or of another scope. Rejects with
   * a STALLED StoreError while the disk does not answer.
   */
  async find(scope: Scope, token: string): Promise<Outcome<string>> {
    if (this.#store.disk.isStalled) throw this.#store.disk.refusal();
    const driven = await this.#store.findDriven(hashToken(token));
    const isOwn = driven?.scope.owner === scope.owner && driven.scope.tenant === scope.tenant;
    if (driven !== undefined && isOwn) return fulfil(driven.sessionId);
    return refuse(invalidDriverToken("the driver token is not, or is no longer, good"));
  }

  /**
   * How far the holder of a token sees: up to the last barrier that its session has answered, and
   * before the first one up to where its data begins.
   */
  async clampOf(scope: Scope, token: string): Promise<Outcome<{ readonly untilNs: Instant }>> {
    const found = await this.find(scope, token);
    if (!found.ok) return found;
    const cell = this.#registry.findRunning(scope, found.value);
    const run = cell?.run instanceof SimulationRun ? cell.run : undefined;
    if (run !== undefined) {
      const seenNs = lockstepOf(run)?.seenTimeNs ?? run.simulation.sessionTimeNs;
      return fulfil({ untilNs: seenNs ?? run.source.fromNs });
    }
    const stored = await this.#store.readSession(scope, found.value);
    if (stored === undefined) throw new Error(`${found.value} has a driver and is not there`);
    const reachedNs = stored.checkpoint?.simulation?.sessionTimeNs;
    if (reachedNs !== undefined) return fulfil({ untilNs: reachedNs });
    const { catalog } = this.#registry.surroundings;
    const { feed, fromNs } = openMarketSource(catalog, stored.session, undefined);
    await feed.close();
    return fulfil({ untilNs: fromNs });
  }
}

import { afterEach, beforeEach } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { FilterNode } from "../../../src/domain/filter/filter.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import type { SessionStore } from "../../../src/store/store.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import {
  append,
  commitOne,
  createAppend,
  everything,
  orderBy,
  scope,
  startNs,
  unlimited,
} from "../store-fixtures.ts";

/** A store under test, and the power to break it. */
export interface StoreUnderTest {
  readonly store: SessionStore;
  /** Lets every commit fail like this until it is called with undefined. */
  failCommits(code: "FULL" | "FAILED" | undefined): void;
  /** What its syncs wait for. */
  readonly syncs: SyncSwitch;
  /** Releases what the test had of the machine. */
  dispose(): Promise<void>;
}

/** Lets syncs pass, or holds them until the test lets them go. */
export class SyncSwitch {
  count = 0;
  #held: PromiseWithResolvers<void> | undefined;

  /** To be waited for by each sync. */
  async pass(): Promise<void> {
    this.count += 1;
    await this.#held?.promise;
  }

  /** Holds the syncs from now on; the function that is returned is `release`. */
  hold(): (failure?: "FAILED") => void {
    this.#held = Promise.withResolvers<void>();
    return (failure) => this.release(failure);
  }

  /** Lets the syncs go, well or not. A test that fails would else never close its store. */
  release(failure?: "FAILED"): void {
    const held = this.#held;
    this.#held = undefined;
    if (failure === undefined) held?.resolve();
    else held?.reject(new StoreError(failure, "no sync"));
  }
}

/** Makes an empty store. */
export type OpenStore = () => Promise<StoreUnderTest>;

export const byCreation = orderBy("create_time desc");
export const lifecycleOnly = { ...everything, kinds: [EventKind.LIFECYCLE] };
export const secondNs = 1_000_000_000n;

/** An empty store for each test of the surrounding `describe`, with what tests ask of it. */
export function useStore(open: OpenStore): StoreProbe {
  const probe = new StoreProbe();
  beforeEach(async () => {
    probe.opened = await open();
  });
  afterEach(async () => {
    probe.opened?.syncs.release();
    await probe.opened?.dispose();
  });
  return probe;
}

/** The store of the test that is running. */
export class StoreProbe {
  opened: StoreUnderTest | undefined;

  get store(): SessionStore {
    if (this.opened === undefined) throw new Error("no test is running");
    return this.opened.store;
  }

  failCommits(code: "FULL" | "FAILED" | undefined): void {
    this.opened?.failCommits(code);
  }

  /** See `SyncSwitch.hold`. */
  holdSyncs(): (failure?: "FAILED") => void {
    if (this.opened === undefined) throw new Error("no test is running");
    return this.opened.syncs.hold();
  }

  /** How many syncs there were. */
  syncs(): number {
    return this.opened?.syncs.count ?? 0;
  }

  /** Ids of the sessions of the scope, as a list gives them. */
  async list(filter?: FilterNode, order = byCreation, showDeleted = false): Promise<string[]> {
    const query = { orderBy: order, showDeleted, limit: 1_000, ...(filter ? { filter } : {}) };
    const sessions = await this.store.listSessions(scope, query);
    return sessions.map(({ sessionId }) => sessionId);
  }

  /** A page of the log, with its records decoded. */
  async log(after = 0n, selection = everything, limit = unlimited) {
    const page = await this.store.readLog(scope, selection, after, limit);
    return { ...page, records: page.records.map((record) => record.decode()) };
  }

  async revisions(after = 0n, selection = everything): Promise<bigint[]> {
    return (await this.log(after, selection)).records.map((record) => record.revision);
  }

  /** Creates a session and deletes it; it may be purged a second after `deletedAt`. */
  async createDeleted(id: string, deletedAt = startNs): Promise<Session> {
    const session = await commitOne(this.store, createAppend(id));
    const purgeTime = timestampOf(deletedAt + secondNs);
    return commitOne(this.store, append(session, { type: "Delete", purgeTime }, deletedAt));
  }
}

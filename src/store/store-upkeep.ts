import type { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { StoredSession } from "./kept-session.ts";

/** The part of the store that serves no caller: recovery, expiry and retention. */
export interface StoreUpkeep {
  /** Sessions in one of the states that are not deleted, by id, after `afterId`. */
  sessionsInState(
    states: readonly SessionState[],
    afterId: string,
    limit: number,
  ): Promise<readonly StoredSession[]>;

  /** Sessions whose expire time is at or before this time, by expire time. */
  expiredSessions(atNs: bigint, limit: number): Promise<readonly StoredSession[]>;

  /** When the next session expires, in nanoseconds; undefined when none does. */
  nextExpiryNs(): Promise<bigint | undefined>;

  /**
   * Removes deleted sessions whose purge time is at or before this time, with their log rows, and
   * raises the compacted revision accordingly. Returns how many, at most `limit`.
   */
  purgeSessions(atNs: bigint, limit: number): Promise<number>;

  /** Removes request records older than this time, and all but the newest `keep` of each owner. */
  pruneRequests(beforeNs: bigint, keep: number): Promise<number>;

  /**
   * Checks the whole store: the storage's own integrity check, dense revisions but for purged
   * sessions, dense event numbers, hash chains, index equal to the log. Returns what is wrong.
   */
  verify(): Promise<readonly string[]>;
}

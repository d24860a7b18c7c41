/** Counts the open sessions of each owner, exactly, with creations in flight included. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rejection } from "../domain/rejection.ts";
import type { Scope, SessionStore } from "../store/store.ts";

interface Entry {
  readonly loaded: Promise<void>;
  /** What was committed up to here is in the count that was loaded; undefined until it is. */
  loadedAt?: bigint;
  /** Revisions at which sessions ended before the count was loaded. */
  readonly ended: bigint[];
  count: number;
}

/** The count. Every change of an open session is told to it. */
export class OpenSessionCount {
  readonly #store: SessionStore;
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();

  /** `limit`: open sessions of one owner; 0 for no limit, then nothing is counted. */
  constructor(store: SessionStore, limit: number) {
    this.#store = store;
    this.#limit = limit;
  }

  /**
   * Takes a place for a session that is about to be created, or says why there is none. The place
   * is given back by `release` when the creation fails, and kept when it is committed.
   */
  async reserve(scope: Scope): Promise<Rejection | undefined> {
    if (this.#limit === 0) return undefined;
    const entry = this.#entry(scope);
    await entry.loaded;
    if (entry.count >= this.#limit) return this.#rejection(entry.count);
    entry.count += 1;
    return undefined;
  }

  /** Says whether `reserve` would find a place, without taking it. */
  async check(scope: Scope): Promise<Rejection | undefined> {
    if (this.#limit === 0) return undefined;
    const entry = this.#entry(scope);
    await entry.loaded;
    return entry.count >= this.#limit ? this.#rejection(entry.count) : undefined;
  }

  /** Gives back the place of a creation that did not happen. */
  release(scope: Scope): void {
    const entry = this.#entries.get(keyOf(scope));
    if (entry !== undefined) entry.count -= 1;
  }

  /** A change that was committed with this revision; a creation keeps its reserved place. */
  changed(scope: Scope, wasOpen: boolean, isOpen: boolean, revision: bigint): void {
    const entry = this.#entries.get(keyOf(scope));
    if (entry === undefined || !wasOpen || isOpen) return;
    if (entry.loadedAt === undefined) entry.ended.push(revision);
    else if (revision > entry.loadedAt) entry.count -= 1;
  }

  #entry(scope: Scope): Entry {
    const known = this.#entries.get(keyOf(scope));
    if (known !== undefined) return known;
    const entry: Entry = {
      count: 0,
      ended: [],
      loaded: this.#store.countOpen(scope).then(({ count, revision }) => {
        entry.loadedAt = revision;
        entry.count += count - entry.ended.filter((at) => at > revision).length;
      }),
    };
    this.#entries.set(keyOf(scope), entry);
    entry.loaded.catch(() => this.#entries.delete(keyOf(scope)));
    return entry;
  }

  #rejection(count: number): Rejection {
    return {
      reason: ErrorReason.SESSION_LIMIT_EXCEEDED,
      message:
        `${count} sessions are open and ${this.#limit} are allowed; ` +
        "stop or delete one, or wait until one ends",
      metadata: { limit: String(this.#limit), open: String(count) },
    };
  }
}

function keyOf(scope: Scope): string {
  return `${scope.tenant}/${scope.owner}`;
}

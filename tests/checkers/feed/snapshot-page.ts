import type { SessionLife } from "./feed-log.ts";
import type { SessionSight } from "./history.ts";

/** A bound of the revision that a page was read at, and what makes it so. */
interface Bound {
  readonly revision: number;
  readonly because: string;
}

/** A session whose records are owed from this revision on, or not at all. */
interface Undecided {
  readonly firstRecord: number;
  readonly deletedAt: number;
}

/**
 * One page of a snapshot: it shows a range of session ids as they were at one revision. Nobody says
 * which one, but everything that the page shows and leaves out, and everything that is delivered
 * later, bounds it. A page whose bounds leave no revision was never a state of the store.
 */
export class SnapshotPage {
  /** The page is about ids after this one. */
  readonly afterId: string;
  /** And up to this one; undefined when about all further ones. */
  readonly lastId: string | undefined;
  #earliest: Bound;
  #latest: Bound = { revision: Number.POSITIVE_INFINITY, because: "" };
  /** Not shown, and deleted in the end: read before the creation, or after the deletion? */
  readonly #undecided = new Map<string, Undecided>();

  constructor(afterId: string, lastId: string | undefined, earliest: Bound) {
    this.afterId = afterId;
    this.lastId = lastId;
    this.#earliest = earliest;
  }

  /** The first revision at which the page can have been read, as far as it is known. */
  get earliest(): Bound {
    return this.#earliest;
  }

  /** Whether the page is about a session. */
  covers(sessionId: string): boolean {
    return sessionId > this.afterId && (this.lastId === undefined || sessionId <= this.lastId);
  }

  /** The page shows a session. */
  shows({ sessionId, revision }: SessionSight, life: SessionLife | undefined): void {
    this.#raise(revision, `it shows ${sessionId} as of revision ${revision}`);
    const next = life?.records.find((record) => record.revision > revision)?.revision;
    if (next !== undefined) this.#lower(next - 1, `it shows ${sessionId} from before ${next}`);
  }

  /**
   * The page does not show a session that it is about; `firstRecord` is the first of its records
   * that the watcher has to see, undefined when it has to see none.
   */
  omits(life: SessionLife, firstRecord: number | undefined): void {
    const { sessionId, createdAt, deletedAt } = life;
    if (deletedAt === undefined) {
      this.#lower(createdAt - 1, `it omits ${sessionId}, created at ${createdAt}`);
    } else if (createdAt <= this.#earliest.revision) {
      this.#raise(deletedAt, `it omits ${sessionId}, deleted at ${deletedAt}`);
    } else if (firstRecord !== undefined) {
      this.#undecided.set(sessionId, { firstRecord, deletedAt });
    }
  }

  /** A record was delivered, so the page was read before it. */
  isFollowedBy(sessionId: string, revision: number): void {
    this.#lower(revision - 1, `record ${revision} of ${sessionId} follows`);
    this.#undecided.delete(sessionId);
  }

  /** Everything up to this revision was delivered, and all pages were read by then. */
  isCompleteAt(revision: number): void {
    this.#lower(revision, `all pages had been read at revision ${revision}`);
    for (const [sessionId, { firstRecord, deletedAt }] of this.#undecided) {
      if (firstRecord > revision) continue;
      this.#raise(deletedAt, `neither it nor what follows shows ${sessionId}`);
    }
    this.#undecided.clear();
  }

  /** What contradicts itself about the page; undefined when there is a revision that fits. */
  contradiction(): string | undefined {
    const [earliest, latest] = [this.#earliest, this.#latest];
    if (earliest.revision <= latest.revision) return undefined;
    return (
      `the page after "${this.afterId}" is of no revision: ` +
      `at least ${earliest.revision}, for ${earliest.because}; ` +
      `at most ${latest.revision}, for ${latest.because}`
    );
  }

  #raise(revision: number, because: string): void {
    if (revision > this.#earliest.revision) this.#earliest = { revision, because };
  }

  #lower(revision: number, because: string): void {
    if (revision < this.#latest.revision) this.#latest = { revision, because };
  }
}

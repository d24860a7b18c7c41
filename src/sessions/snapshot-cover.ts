import type { LoggedRecord } from "../store/logged-record.ts";

/**
 * What the pages of a snapshot held already: each page covers a range of session ids up to its own
 * revision. One entry for each page, however many sessions there are.
 */
export class SnapshotCover {
  readonly #pages: { readonly lastId: string | undefined; readonly revision: bigint }[] = [];
  #newest = 0n;

  /** A page that ended with this id; undefined for the last, which covers all further ids. */
  add(lastId: string | undefined, revision: bigint): void {
    this.#pages.push({ lastId, revision });
    if (revision > this.#newest) this.#newest = revision;
  }

  /** The newest revision of any page; behind it nothing is covered. 0n without a snapshot. */
  get newest(): bigint {
    return this.#newest;
  }

  /** Whether the snapshot showed what this record did. */
  holds(record: Pick<LoggedRecord, "revision" | "sessionId">): boolean {
    if (record.revision > this.#newest) return false;
    const page = this.#pages.find(
      ({ lastId }) => lastId === undefined || record.sessionId <= lastId,
    );
    return page !== undefined && record.revision <= page.revision;
  }
}

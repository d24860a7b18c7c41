import type { LogMark, SessionStore } from "../store/store.ts";

/** What the store is asked for. */
export type MarkStore = Pick<SessionStore, "position" | "readMark" | "readTrail">;

/** A stretch of revisions of which an entry of the trail is the newest at or before each. */
interface Stretch {
  readonly from: bigint;
  to: bigint;
  readonly mark: LogMark | undefined;
}

const rowsKept = 1_024;
const stretchesKept = 64;

/**
 * The marks that tokens hold, each read once however many watchers come by. Entries of the trail
 * are added at its end only, or at the head when that row is purged, which raises the compacted
 * revision: so what is known of earlier revisions stays true until then.
 */
export class TokenMarks {
  readonly #store: MarkStore;
  /** By revision, newest last. */
  readonly #rows = new Map<bigint, Promise<LogMark | undefined>>();
  #stretches: Stretch[] = [];
  #compacted = 0n;

  constructor(store: MarkStore) {
    this.#store = store;
  }

  /** The mark of a row; undefined when it is not there. */
  row(revision: bigint): Promise<LogMark | undefined> {
    const known = this.#rows.get(revision);
    if (known !== undefined) return known;
    const mark = this.#store.readMark(revision);
    this.#rows.set(revision, mark);
    mark.catch(() => this.#rows.delete(revision));
    const oldest = this.#rows.keys().next();
    if (this.#rows.size > rowsKept && oldest.done !== true) this.#rows.delete(oldest.value);
    return mark;
  }

  /** The newest entry of the trail at or before a revision up to the head. */
  async trail(revision: bigint): Promise<LogMark | undefined> {
    const { compacted } = this.#store.position();
    if (compacted !== this.#compacted) this.#stretches = [];
    this.#compacted = compacted;
    const known = this.#stretches.find(({ from, to }) => from <= revision && revision <= to);
    if (known !== undefined) return known.mark;
    const mark = await this.#store.readTrail(revision);
    this.#learn(revision, mark);
    return mark;
  }

  #learn(revision: bigint, mark: LogMark | undefined): void {
    const from = mark?.revision ?? 0n;
    const known = this.#stretches.find((stretch) => stretch.from === from);
    if (known !== undefined) {
      if (known.to < revision) known.to = revision;
      return;
    }
    this.#stretches.unshift({ from, to: revision, mark });
    this.#stretches.splice(stretchesKept);
  }
}

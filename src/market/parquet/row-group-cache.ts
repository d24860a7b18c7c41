import type { SeriesBatch } from "../series-catalog.ts";

/** A row group that can be decoded. */
export interface GroupSource {
  /** Says which rows these are: never that of other rows, whatever is imported. */
  readonly key: string;
  /** What its columns take once they are decoded. */
  readonly bytes: number;
  readonly decode: () => Promise<SeriesBatch>;
}

/** A row group that is lent to a reader, who changes nothing in it: others have the same memory. */
export interface LentGroup {
  readonly rows: SeriesBatch;
  /** The reader needs it no more; to be called once. */
  giveBack(): void;
}

/** A row group that is here, or is being decoded. */
interface Entry {
  readonly key: string;
  readonly bytes: number;
  readonly rows: Promise<SeriesBatch>;
  readers: number;
  /** Readers that come to it next. */
  claims: number;
}

/** What an entry takes beside its numbers: its objects, the key and the places in two tables. */
const entryBytes = 4_096;

/**
 * Row groups as they were decoded, each once for all who read it. What readers have in hand, or
 * have begun ahead, is counted and stays; what nobody has any more waits for the next reader, the
 * one that was given back first to go first, as long as all together take no more than a limit.
 */
export class RowGroupCache {
  readonly #limitBytes: number;
  readonly #entries = new Map<string, Entry>();
  /** Those without readers and claims, in the order in which they were given back. */
  readonly #idle = new Set<Entry>();
  #bytes = 0;
  /** Of those with readers. */
  #lentBytes = 0;
  /** Of those with claims alone. */
  #aheadBytes = 0;

  /** `limitBytes` 0: nothing is kept or shared, each reader decodes for itself. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** What the groups take that are here or on their way, with readers or without. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Lends a group. Who asks while it is being decoded waits for the same decoding.
   * @throws what decoding throws, to all who wait for it; the next one to ask has it tried again.
   */
  async lend(source: GroupSource): Promise<LentGroup> {
    if (this.#limitBytes === 0) return { rows: await source.decode(), giveBack() {} };
    const entry = this.#entries.get(source.key) ?? this.#begin(source);
    this.#change(entry, { readers: 1, claims: 0 });
    const rows = await entry.rows;
    return { rows, giveBack: () => this.#change(entry, { readers: -1, claims: 0 }) };
  }

  /**
   * Begins to decode a group that is going to be lent, and keeps it until it is let go; to be
   * called once it was lent, or when nobody comes to it after all. Does nothing where there is no
   * room: groups ahead take no more than half of what those in hand leave, so that readers who rest
   * do not have all of it. What goes wrong is told to the one who then asks for it.
   * @returns what lets it go.
   */
  prepare(source: GroupSource): () => void {
    const known = this.#entries.get(source.key);
    const isHeld = known !== undefined && !this.#idle.has(known);
    const aheadBytes = this.#aheadBytes + source.bytes + entryBytes;
    if (!isHeld && 2 * aheadBytes > this.#limitBytes - this.#lentBytes) return () => {};
    const entry = known ?? this.#begin(source);
    this.#change(entry, { readers: 0, claims: 1 });
    let isClaimed = true;
    return () => {
      if (isClaimed) this.#change(entry, { readers: 0, claims: -1 });
      isClaimed = false;
    };
  }

  #begin({ key, bytes, decode }: GroupSource): Entry {
    const rows = decode();
    const entry: Entry = { key, bytes: bytes + entryBytes, rows, readers: 0, claims: 0 };
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    rows.catch(() => this.#forget(entry));
    return entry;
  }

  #change(entry: Entry, { readers, claims }: Pick<Entry, "readers" | "claims">): void {
    // One that could not be decoded is counted no more.
    if (this.#entries.get(entry.key) !== entry) return;
    this.#count(entry, -1);
    entry.readers += readers;
    entry.claims += claims;
    this.#count(entry, 1);
    if (entry.readers + entry.claims === 0) this.#idle.add(entry);
    else this.#idle.delete(entry);
    for (const idle of this.#idle) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#forget(idle);
    }
  }

  #forget(entry: Entry): void {
    if (this.#entries.get(entry.key) !== entry) return;
    this.#entries.delete(entry.key);
    this.#idle.delete(entry);
    this.#bytes -= entry.bytes;
    this.#count(entry, -1);
  }

  #count({ bytes, readers, claims }: Entry, sign: 1 | -1): void {
    if (readers > 0) this.#lentBytes += sign * bytes;
    else if (claims > 0) this.#aheadBytes += sign * bytes;
  }
}

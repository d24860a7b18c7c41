import type { SeriesBatch } from "../series-catalog.ts";

/** A row group that is lent to a reader, who changes nothing in it: others have the same memory. */
export interface LentGroup {
  readonly rows: SeriesBatch;
  /** The reader needs it no more; to be called once. */
  giveBack(): void;
}

/** A row group that is here, or is being decoded. */
interface Entry {
  readonly rows: Promise<SeriesBatch>;
  readers: number;
  /** 0 until it is decoded. */
  bytes: number;
}

/** What an entry takes beside its numbers: its objects, the key and the places in two tables. */
const entryBytes = 4_096;

/**
 * Row groups as they were decoded, each once for all who read it. What readers have in hand is
 * counted and stays; what nobody has in hand any more waits for the next reader, the one that was
 * given back first to go first, as long as all together take no more than a limit.
 */
export class RowGroupCache {
  readonly #limitBytes: number;
  readonly #entries = new Map<string, Entry>();
  /** Keys of those without readers, in the order in which they were given back. */
  readonly #idle = new Set<string>();
  #bytes = 0;

  /** `limitBytes` 0: nothing is kept or shared, each reader decodes for itself. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** What the groups take that are here, with readers or without. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Lends a group. Who asks while it is being decoded waits for the same decoding.
   * @param key says which rows these are: never that of other rows, whatever is imported.
   * @throws what decoding throws, to all who wait for it; the next one to ask has it tried again.
   */
  async lend(key: string, decode: () => Promise<SeriesBatch>): Promise<LentGroup> {
    if (this.#limitBytes === 0) return { rows: await decode(), giveBack() {} };
    const entry = this.#entries.get(key) ?? this.#begin(key, decode);
    entry.readers += 1;
    this.#idle.delete(key);
    const rows = await entry.rows;
    return { rows, giveBack: () => this.#giveBack(key, entry) };
  }

  /**
   * Begins to decode a group that is going to be lent, if there is room. What goes wrong is told to
   * the one who then asks for it.
   */
  prepare(key: string, decode: () => Promise<SeriesBatch>): void {
    if (this.#bytes < this.#limitBytes && !this.#entries.has(key)) this.#begin(key, decode);
  }

  #begin(key: string, decode: () => Promise<SeriesBatch>): Entry {
    const rows = decode();
    const entry: Entry = { rows, readers: 0, bytes: 0 };
    this.#entries.set(key, entry);
    rows.then(
      (decoded) => {
        entry.bytes = bytesOf(decoded);
        this.#bytes += entry.bytes;
        if (entry.readers === 0) this.#idle.add(key);
        this.#trim();
      },
      () => this.#entries.delete(key),
    );
    return entry;
  }

  #giveBack(key: string, entry: Entry): void {
    entry.readers -= 1;
    if (entry.readers > 0) return;
    this.#idle.add(key);
    this.#trim();
  }

  #trim(): void {
    for (const key of this.#idle) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
      this.#entries.delete(key);
      this.#idle.delete(key);
    }
  }
}

function bytesOf({ timeNs, knownNs, date, prices, quantities, sides }: SeriesBatch): number {
  // Ticks are known at their time: the two are one column.
  const columns = new Set([timeNs, knownNs, date, sides, ...prices, ...quantities]);
  return [...columns].reduce((sum, { byteLength }) => sum + byteLength, entryBytes);
}

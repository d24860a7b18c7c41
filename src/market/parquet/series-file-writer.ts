import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { zstdCompressSync } from "node:zlib";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { epochDayOf } from "../../domain/trading-date.ts";
import { appendRows, BATCH_ROWS, createRowBatch, type RowBatch, viewRows } from "../row-batch.ts";
import type { SeriesKind } from "../series-kind.ts";
import { type FileColumn, fileColumns, fileSchema } from "./series-file-format.ts";

/** A written file. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the bytes. They depend on the compressor; `content` does not. */
  readonly sha256: string;
  /** SHA-256 of the rows alone: equal for equal rows, whatever wrote them. */
  readonly content: string;
  readonly rows: number;
}

/**
 * Writes rows of one kind to a Parquet file as they come, one row group in memory at a time. Groups
 * are cut at `BATCH_ROWS`, wherever batches end, so equal rows make equal files. Compressed with
 * Zstandard, which pandas, Polars and DuckDB read.
 */
export class SeriesFileWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #kind: SeriesKind;
  readonly #columns: readonly FileColumn[];
  readonly #group: RowBatch;
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #parquet: ParquetWriter;
  readonly #fileHash = createHash("sha256");
  readonly #contentHash = createHash("sha256");
  #rows = 0;

  private constructor(path: string, file: FileHandle, kind: SeriesKind, facts: FileFacts) {
    this.#path = path;
    this.#file = file;
    this.#kind = kind;
    this.#columns = fileColumns(kind);
    this.#group = createRowBatch(kind);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      // Bare numbers: the writer would otherwise convert each value to what it means and back.
      schema: fileSchema(kind, false),
      codec: "ZSTD",
      compressors: { ZSTD: (page: Uint8Array) => zstdCompressSync(page) },
      kvMetadata: Object.entries(facts).map(([key, value]) => ({ key: `openbell.${key}`, value })),
      createdBy: "openbell",
    });
  }

  /** Creates the file; one that is there is replaced. */
  static async create(path: string, kind: SeriesKind, facts: FileFacts): Promise<SeriesFileWriter> {
    return new SeriesFileWriter(path, await open(path, "w"), kind, facts);
  }

  /** Appends rows, which come after all those before them. */
  async write(batch: RowBatch): Promise<void> {
    let from = 0;
    while (from < batch.length) {
      const room = BATCH_ROWS - this.#group.length;
      const to = Math.min(batch.length, from + room);
      appendRows(this.#group, batch, from, to);
      from = to;
      if (this.#group.length === BATCH_ROWS) await this.#writeGroup();
    }
  }

  /** Ends the file. Returns when it is on disk; its name in the folder may not be yet. */
  async finish(): Promise<WrittenFile> {
    try {
      if (this.#group.length > 0) await this.#writeGroup();
      this.#parquet.schema = fileSchema(this.#kind, true);
      const ended = this.#parquet.finish();
      if (ended !== undefined) await ended;
      await this.#flush();
      await this.#file.sync();
      return {
        path: this.#path,
        bytes: this.#bytes.offset,
        sha256: this.#fileHash.digest("hex"),
        content: this.#contentHash.digest("hex"),
        rows: this.#rows,
      };
    } finally {
      await this.close();
    }
  }

  /** Lets go of the file, finished or not. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #writeGroup(): Promise<void> {
    const rows = viewRows(this.#group, 0, this.#group.length);
    const columnData = this.#columns.map(({ name, encoding, statistics, values }) => {
      const column = values(rows) ?? new Int32Array();
      const data = name === "date" ? Int32Array.from(column as Int32Array, epochDayOf) : column;
      this.#contentHash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      return { name, data, encoding, statistics };
    });
    const written = this.#parquet.write({ columnData, rowGroupSize: BATCH_ROWS, pageSize: 0 });
    if (written !== undefined) await written;
    this.#rows += rows.length;
    this.#group.length = 0;
    await this.#flush();
  }

  /** Hands over what was encoded. The writer's offset goes on; only its buffer restarts. */
  async #flush(): Promise<void> {
    const bytes = this.#bytes.getBytes();
    this.#fileHash.update(bytes);
    await this.#file.writeFile(bytes);
    this.#bytes.index = 0;
  }
}

/** What a file says of itself to people who find it alone. */
export type FileFacts = Readonly<Record<string, string>>;

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { PassThrough, pipeline, type Readable, Transform } from "node:stream";
import { promisify } from "node:util";
import { crc32, createGunzip, createZstdDecompress } from "node:zlib";
import yauzl from "yauzl";
import { SourceError } from "./source-error.ts";

/** A text file to import, unpacked. */
export interface Source {
  /** Name without folders; of a member of an archive its own. */
  readonly name: string;
  /** Whether it comes out of something packed: damage then shows at the end of `bytes`. */
  readonly isPacked: boolean;
  readonly bytes: AsyncIterable<Buffer>;
  /** SHA-256 of the file or the archive's member, as it was read; once `bytes` has ended. */
  readonly sha256: () => string;
}

const gzipMark = Buffer.from([0x1f, 0x8b]);
const zipMark = Buffer.from("PK\u0003\u0004", "latin1");
const emptyZipMark = Buffer.from("PK\u0005\u0006", "latin1");
const zstdMark = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * Opens a file: plain text, gzip, Zstandard, or a zip archive with one or more text files, told
 * apart by their first bytes, whatever the name says. Sources are read one after the other; each is
 * a stream, so size does not matter.
 *
 * @param onBytes told of every stretch read from the disk.
 * @throws SourceError for a file that is not there, an archive that is none, and, once everything
 * was read, for a file that was written to meanwhile: nobody knows what of it was read.
 */
export async function* openSources(
  path: string,
  onBytes: (count: number) => void,
): AsyncGenerator<Source> {
  const before = await stateOf(path);
  const mark = await firstBytes(path);
  if (mark.length === 0) throw new SourceError("the file is empty");
  if (mark.equals(zipMark) || mark.equals(emptyZipMark)) {
    yield* openArchive(path, onBytes);
  } else {
    const raw = createReadStream(path, { highWaterMark: 1 << 18 });
    raw.on("data", (chunk) => onBytes(chunk.length));
    raw.pause();
    yield sourceOf(basename(path), raw, unpackerFor(mark));
  }
  if ((await stateOf(path)) !== before) {
    throw new SourceError("it was written to while it was read: import it when it is complete");
  }
}

/** What changes with every write to a file. */
async function stateOf(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    if (found.isDirectory()) throw new SourceError("it is a folder: name the files in it");
    return [found.ino, found.size, found.mtimeNs].join(" ");
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = isMissing ? "there is no such file" : (cause as Error).message;
    throw new SourceError(reason, { cause });
  }
}

function unpackerFor(mark: Buffer): Transform | undefined {
  if (mark.subarray(0, 2).equals(gzipMark)) return createGunzip({ chunkSize: 1 << 18 });
  return mark.equals(zstdMark) ? createZstdDecompress({ chunkSize: 1 << 18 }) : undefined;
}

function sourceOf(
  name: string,
  raw: Readable,
  unpacker: Transform | undefined,
  isPacked = unpacker !== undefined,
): Source {
  const hash = createHash("sha256");
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  let digest: string | undefined;
  return {
    ...{ name, isPacked },
    bytes: unpacked(raw, meter, unpacker ?? new PassThrough()),
    sha256: () => {
      digest ??= hash.digest("hex");
      return digest;
    },
  };
}

async function* unpacked(
  raw: Readable,
  meter: Transform,
  unpacker: Transform,
): AsyncGenerator<Buffer> {
  const stream = pipeline(raw, meter, unpacker, () => {
    // The reader below is told of every failure by the stream itself.
  });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (cause) {
    throw new SourceError(unpackProblem(cause), { cause });
  } finally {
    raw.destroy();
  }
}

function unpackProblem(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "Z_BUF_ERROR" || code === "ZSTD_error_srcSize_wrong") {
    return "the compressed data ends too early: the file was cut short, fetch it again";
  }
  return `it cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`;
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { start: 0, end: 3 })) return chunk as Buffer;
    return Buffer.alloc(0);
  } catch (cause) {
    throw new SourceError((cause as Error).message, { cause });
  }
}

async function* openArchive(
  path: string,
  onBytes: (count: number) => void,
): AsyncGenerator<Source> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
  const archive = await open(path, { lazyEntries: true, autoClose: false }).catch(
    (cause: Error) => {
      throw new SourceError(`it is no whole zip archive: ${cause.message}`, { cause });
    },
  );
  try {
    let count = 0;
    for await (const entry of entriesOf(archive)) {
      // Archives made on a Mac hold a binary shadow of each file.
      if (entry.fileName.endsWith("/") || entry.fileName.startsWith("__MACOSX/")) continue;
      count += 1;
      const stream = await openEntry(archive, entry);
      onBytes(entry.compressedSize);
      yield sourceOf(basename(entry.fileName), stream, crcChecker(entry.crc32), true);
    }
    if (count === 0) throw new SourceError("the archive holds no file");
  } finally {
    archive.close();
  }
}

/** Passes bytes through and fails at their end when they are not those that were packed. */
function crcChecker(expected: number): Transform {
  let crc = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
    flush(done) {
      done(crc === expected ? null : new Error("its checksum is not that of what was packed"));
    },
  });
}

/** The entries of an archive, the next one read when the one before is done with. */
async function* entriesOf(archive: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  while (true) {
    const next = new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      archive.once("entry", resolve).once("end", () => resolve(undefined));
      archive.once("error", reject);
    });
    archive.readEntry();
    const entry = await next.catch((cause: Error) => {
      throw new SourceError(`the archive is damaged: ${cause.message}`, { cause });
    });
    archive.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}

function openEntry(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => {
      if (error) reject(new SourceError(`${entry.fileName}: ${error.message}`, { cause: error }));
      else resolve(stream);
    });
  });
}

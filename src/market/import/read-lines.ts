import { SourceError } from "./source-error.ts";

/** No row of a market file is longer; what is has no lines. */
const lineLengthMax = 65_536;

/**
 * Splits text into lines, those of one chunk at a time: a step per line would cost more than the
 * rest of the import. LF and CRLF end a line; a byte-order mark and empty lines at the end are
 * dropped; bytes that are no UTF-8 become U+FFFD.
 * @throws SourceError for what is no text, or has no lines.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let isFirst = true;
  for await (const chunk of bytes) {
    if (isFirst) refuseBinary(chunk);
    isFirst = false;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > lineLengthMax) {
      throw new SourceError(`it has a line of more than ${lineLengthMax} characters: no CSV has`);
    }
    if (lines.length > 0) yield withoutReturns(lines);
  }
  rest += decoder.decode();
  if (/\r[^\r]/.test(rest)) {
    throw new SourceError("its lines end with CR alone: save it with LF or CRLF");
  }
  if (rest.trim() !== "") yield withoutReturns([rest]);
}

function withoutReturns(lines: string[]): string[] {
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.endsWith("\r")) lines[index] = line.slice(0, -1);
  }
  return lines;
}

function refuseBinary(chunk: Uint8Array): void {
  const [first, second] = chunk;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new SourceError("it is text in UTF-16: save it as UTF-8");
  }
  if (Buffer.from(chunk.subarray(0, 4)).toString("latin1") === "PAR1") {
    throw new SourceError("it is a Parquet file, not CSV: export it as CSV first");
  }
  if (chunk.includes(0)) throw new SourceError("it is no text: it holds zero bytes");
}

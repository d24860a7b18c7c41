import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { type Instrument, instrumentSchema } from "./instrument.ts";

const fileSchema = z.strictObject({ instruments: z.array(instrumentSchema).min(1) });
const DEFAULT_FILE = new URL("./instruments.yaml", import.meta.url);

/** A file of instruments that cannot be used. Its message lists every problem with its line. */
export class InstrumentFileError extends Error {
  override readonly name = "InstrumentFileError";
  /** One sentence for each problem. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads a file of instruments, by default the one that comes with Openbell.
 * @throws InstrumentFileError that names every problem with its line.
 */
export function loadInstruments(file: string | URL = DEFAULT_FILE): readonly Instrument[] {
  return parseInstruments(readFileSync(file, "utf8"), String(file));
}

/**
 * Reads instruments from YAML text, in the order of the file.
 * @param file how the messages name the text.
 * @throws InstrumentFileError that names every problem with its line.
 */
export function parseInstruments(yaml: string, file: string): readonly Instrument[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => error.message.split("\n")[0] ?? error.code);
    throw new InstrumentFileError(file, problems);
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    // A missing field has no place of its own: its nearest parent in the file has.
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = fileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `line ${lineOf(issue.path)}: ${z.core.toDotPath(issue.path)}: ${issue.message}`,
    );
    throw new InstrumentFileError(file, problems);
  }
  const { instruments } = parsed.data;
  const repeated = instruments.flatMap(({ symbol }, index) => {
    const first = instruments.findIndex((other) => other.symbol === symbol);
    const path = ["instruments", index, "symbol"];
    if (first === index) return [];
    return [`line ${lineOf(path)}: ${z.core.toDotPath(path)}: ${symbol} is already entry ${first}`];
  });
  if (repeated.length > 0) throw new InstrumentFileError(file, repeated);
  return instruments;
}

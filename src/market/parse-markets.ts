import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import {
  completedBy,
  type Instrument,
  type ListedInstrument,
  listedInstrumentSchema,
  type Market,
  marketSchema,
} from "./instrument.ts";

const fileSchema = z.strictObject({
  markets: z.array(z.unknown()).optional(),
  instruments: z.array(z.unknown()).optional(),
});

/** A file of markets that cannot be used. Its message lists every problem with its line. */
export class InstrumentFileError extends Error {
  override readonly name = "InstrumentFileError";
  /** One sentence for each problem. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/** Markets and their instruments, each in the order of the file. */
export interface MarketFile {
  readonly markets: readonly Market[];
  readonly instruments: readonly Instrument[];
}

/**
 * Reads markets and instruments from YAML text, in the order of the file.
 * @param file how the messages name the text.
 * @param known markets that instruments may name besides those of the text.
 * @throws InstrumentFileError that names every problem with its line.
 */
export function parseMarkets(
  yaml: string,
  file: string,
  known: readonly Market[] = [],
): MarketFile {
  const { data, lineOf } = readYaml(yaml, file);
  const problems: string[] = [];
  const complain = (path: readonly PropertyKey[], message: string) => {
    const field = path.length === 0 ? "" : `${z.core.toDotPath(path)}: `;
    problems.push(`line ${lineOf(path)}: ${field}${message}`);
  };
  parsedOr(fileSchema, data, [], complain);
  // Each entry is judged for itself, so that one bad entry hides nothing of the others.
  const parseAll = <T>(schema: z.ZodType<T>, name: "markets" | "instruments") =>
    listIn(data, name).map((entry, index) => parsedOr(schema, entry, [name, index], complain));
  const markets = parseAll(marketSchema, "markets");
  const instruments = parseAll(listedInstrumentSchema, "instruments");
  const isEmpty = instruments.length === 0 && problems.length === 0;
  if (isEmpty) complain(["instruments"], "expected at least one instrument");
  const complete = completed(markets, instruments, known, complain);
  judgeNames(instruments, complain);
  if (problems.length > 0) throw new InstrumentFileError(file, problems);
  return { markets: markets.filter((market) => market !== undefined), instruments: complete };
}

/** YAML as data, and the line on which what lies at a path of it begins. */
function readYaml(yaml: string, file: string) {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const problems = document.errors.map(({ message, linePos, code }) => {
    const [text = code] = message.split("\n");
    return `line ${linePos?.[0].line ?? 1}: ${text.replace(/ at line \d+, column \d+:$/, "")}`;
  });
  if (problems.length > 0) throw new InstrumentFileError(file, problems);
  const lineOf = (path: readonly PropertyKey[]): number => {
    // A missing field has no place of its own: its nearest parent in the file has.
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  try {
    return { data: document.toJS() as unknown, lineOf };
  } catch (error) {
    // An alias without an anchor, or so many that the data would fill the memory.
    throw new InstrumentFileError(file, [messageOf(error)]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function listIn(data: unknown, name: string): readonly unknown[] {
  const found = data === null ? undefined : (data as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(found) ? found : [];
}

/** What a schema makes of data; undefined, and every problem told of, when it does not fit. */
function parsedOr<T>(
  schema: z.ZodType<T>,
  data: unknown,
  at: readonly PropertyKey[],
  complain: Complain,
): T | undefined {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const [key] = issue.code === "unrecognized_keys" ? issue.keys : [];
    const path = [...at, ...issue.path, ...(key === undefined ? [] : [key])];
    complain(path, issue.message);
  }
  return undefined;
}

/** What an instrument is called, and when. */
type Named = Pick<Instrument, "symbol" | "listed" | "delisted" | "aliases">;
type Complain = (path: readonly PropertyKey[], message: string) => void;

/** An entry of the file; undefined where it was bad. */
type Entry<T> = T | undefined;

/** Gives instruments what their markets say. */
function completed(
  markets: readonly Entry<Market>[],
  instruments: readonly Entry<ListedInstrument>[],
  known: readonly Market[],
  complain: Complain,
): readonly Instrument[] {
  const good = [...known, ...markets].filter((market) => market !== undefined);
  const byId = new Map(good.map((market) => [market.id, market]));
  // A bad market may be the one that an instrument names: only it is told of.
  const areMarketsGood = !markets.includes(undefined);
  for (const [index, market] of markets.entries()) {
    const id = market?.id;
    const first = markets.findIndex((other) => other?.id === id);
    if (id !== undefined && first !== index)
      complain(["markets", index, "id"], `${id} is already entry ${first}`);
  }
  return instruments.flatMap((instrument, index) => {
    if (instrument === undefined) return [];
    const market = byId.get(instrument.venue);
    if (market === undefined) {
      if (!areMarketsGood) return [];
      const ids = [...byId.keys()].join(", ") || "none";
      const message = `expected one of the markets (${ids}), got ${instrument.venue}`;
      complain(["instruments", index, "venue"], message);
      return [];
    }
    return [completedBy(market, instrument)];
  });
}

/** A name leads to one instrument at any date, and dates are in order. */
function judgeNames(entries: readonly Entry<Named>[], complain: Complain): void {
  const instruments = entries.filter((entry) => entry !== undefined);
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined) continue;
    const { symbol, listed, delisted, aliases = [] } = entry;
    const first = entries.findIndex((other) => other?.symbol === symbol);
    const at = ["instruments", index];
    if (first !== index) complain([...at, "symbol"], `${symbol} is already entry ${first}`);
    if (listed !== undefined && delisted !== undefined && listed > delisted) {
      complain([...at, "delisted"], `${delisted} is before it was listed, ${listed}`);
    }
    for (const [number, alias] of aliases.entries()) {
      const path = [...at, "aliases", number];
      const { from = "0000", to = "9999" } = alias;
      if (from > to) complain([...path, "to"], `${to} is before ${from}`);
      const rival = instruments.find((other) => other.symbol !== symbol && overlaps(other, alias));
      if (rival !== undefined) {
        complain(
          [...path, "symbol"],
          `${alias.symbol} stands for ${rival.symbol} at that time too`,
        );
      }
    }
  }
}

type Alias = NonNullable<Instrument["aliases"]>[number];

/** Whether another instrument goes by a name on any date of an alias. */
function overlaps(other: Named, { symbol, from = "0000", to = "9999" }: Alias): boolean {
  const names: readonly Alias[] = [
    { symbol: other.symbol, ...(other.listed === undefined ? {} : { from: other.listed }) },
    ...(other.aliases ?? []),
  ];
  return names.some(
    (name) => name.symbol === symbol && (name.from ?? "0000") <= to && from <= (name.to ?? "9999"),
  );
}

import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatSeriesKey } from "../../market/series-kind.ts";
import { NearestSymbol } from "../nearest-symbol.ts";
import { importFirst, replayableSymbols } from "../replayable-symbols.ts";
import { isDaily } from "../rows-between.ts";
import type { Rule } from "../rule.ts";
import { type AskedSymbol, isAtTheMarket, type JudgedCatalog } from "../subject.ts";
import { symbolForm } from "../symbol-names.ts";

/**
 * Each symbol is well formed, in the catalog, has the data that a simulation needs, and stands
 * once. A name that stood for an instrument at another time only is another rule's.
 */
export const symbolsRule: Rule = function* ({ symbols, series, spec, context: { catalog } }) {
  const firstPaths = new Map<string, string>();
  // Of any other data the entry is to blame that asks for it.
  const isDataNeeded = !isAtTheMarket(spec) && series.length === 1 && series.every(isDaily);
  let candidates: NearestSymbol | undefined;
  for (const asked of symbols) {
    const { symbol, path, meanings, instrument, range } = asked;
    const earlier = symbol === undefined ? undefined : firstPaths.get(symbol);
    if (symbol !== undefined && earlier === undefined) firstPaths.set(symbol, path);
    const isUnknown = meanings.length === 0;
    const isEmpty = isDataNeeded && instrument !== undefined && range === undefined;
    if (earlier !== undefined) yield repeated(asked, earlier);
    else if (isUnknown || isEmpty) {
      candidates ??= new NearestSymbol(suggestible(catalog, isDataNeeded));
      yield notUsable(asked, candidates, catalog);
    }
  }
};

function suggestible(catalog: JudgedCatalog, isDataNeeded: boolean): readonly string[] {
  return isDataNeeded
    ? replayableSymbols(catalog)
    : catalog.instruments().map(({ symbol }) => symbol);
}

function repeated({ path, asked, symbol }: AskedSymbol, earlier: string): FieldViolation {
  const spelling = asked === symbol ? "" : ` (asked for as ${shown(asked)})`;
  return {
    field: path,
    reason: ErrorReason.INVALID_SYMBOL,
    message: `${symbol}${spelling} is already at ${earlier}`,
    suggestion: "each symbol once",
  };
}

function notUsable(
  asked: AskedSymbol,
  candidates: NearestSymbol,
  catalog: JudgedCatalog,
): FieldViolation {
  return {
    field: asked.path,
    reason: ErrorReason.INVALID_SYMBOL,
    message: problemOf(asked, catalog),
    suggestion: meant(asked, candidates) ?? listed(candidates.symbols),
  };
}

const writtenMost = 100;

function meant({ asked, symbol }: AskedSymbol, candidates: NearestSymbol): string | undefined {
  // A prefix is how some tools name the venue: NASDAQ:AAPL. Wide letters are what some keyboards
  // write, and are the same letters.
  const last = asked.trim().slice(-writtenMost).split(":").at(-1) ?? "";
  const written = symbol ?? last.normalize("NFKC").replace(/[^A-Za-z0-9._-]/g, "");
  // Others name the venue, or the country, behind the symbol: AAPL.US.
  return candidates.find(written) ?? candidates.known(written.split(/[.:]/)[0] ?? "");
}

function problemOf({ asked, symbol, instrument }: AskedSymbol, catalog: JudgedCatalog): string {
  if (symbol === undefined) {
    return `${shown(asked)} is no symbol${lookalike(asked)}: a symbol has ${symbolForm}`;
  }
  if (instrument === undefined) return `${symbol} is not in the catalog`;
  const others = (catalog.listSeries?.() ?? []).filter((one) => one.symbol === symbol);
  const rather = others.length === 0 ? "" : `, only ${others.map(formatSeriesKey).join(", ")}`;
  return `${symbol} is in the catalog, but there are no daily bars of it${rather}`;
}

/** A letter of another alphabet cannot be told from its twin by looking: its number is named. */
function lookalike(asked: string): string {
  const letter = Array.from(asked.slice(0, writtenMost)).find((one) => one > "\u007f");
  const number = letter?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return number === undefined ? "" : `, for it holds U+${number}`;
}

const listedMost = 5;

function listed(candidates: readonly string[]): string {
  if (candidates.length === 0) return importFirst;
  const rest = candidates.length - listedMost;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `symbols with data: ${candidates.slice(0, listedMost).join(", ")}${more}`;
}

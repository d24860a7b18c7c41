import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatSeriesKey } from "../../market/series-kind.ts";
import { NearestSymbol } from "../nearest-symbol.ts";
import { replayableSymbols } from "../replayable-symbols.ts";
import type { Rule } from "../rule.ts";
import { type AskedSymbol, isAtTheMarket, type JudgedCatalog } from "../subject.ts";
import { symbolForm } from "../symbol-names.ts";

/**
 * Each symbol is well formed, in the catalog, has the data that a simulation needs, and stands
 * once. A name that stood for an instrument at another time only is another rule's.
 */
export const symbolsRule: Rule = function* ({ symbols, spec, context: { catalog } }) {
  const firstPaths = new Map<string, string>();
  const isDataNeeded = !isAtTheMarket(spec);
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
  // A prefix is how some tools name the venue: NASDAQ:AAPL.
  const last = asked.asked.trim().split(":").at(-1) ?? "";
  const written = asked.symbol ?? last.slice(0, 100).replace(/[^A-Za-z0-9._-]/g, "");
  const suggestion = candidates.find(written) ?? listed(candidates.symbols);
  return {
    field: asked.path,
    reason: ErrorReason.INVALID_SYMBOL,
    message: problemOf(asked, catalog),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function problemOf({ asked, symbol, instrument }: AskedSymbol, catalog: JudgedCatalog): string {
  if (symbol === undefined) return `${shown(asked)} is no symbol: a symbol has ${symbolForm}`;
  if (instrument === undefined) return `${symbol} is not in the catalog`;
  const others = (catalog.listSeries?.() ?? []).filter((one) => one.symbol === symbol);
  const rather = others.length === 0 ? "" : `, only ${others.map(formatSeriesKey).join(", ")}`;
  return `${symbol} is in the catalog, but there are no daily bars of it${rather}`;
}

const listedMost = 5;

function listed(candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const rest = candidates.length - listedMost;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `symbols with data: ${candidates.slice(0, listedMost).join(", ")}${more}`;
}

import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { NearestSymbol } from "../nearest-symbol.ts";
import { symbolForm } from "../normal-symbol.ts";
import { replayableSymbols } from "../replayable-symbols.ts";
import type { Rule } from "../rule.ts";
import type { AskedSymbol } from "../subject.ts";

/** Each symbol is well formed, in the catalog, has data, and stands once. */
export const symbolsRule: Rule = function* (subject) {
  const firstPaths = new Map<string, string>();
  let candidates: NearestSymbol | undefined;
  for (const asked of subject.symbols) {
    const earlier = asked.symbol === undefined ? undefined : firstPaths.get(asked.symbol);
    if (asked.symbol !== undefined && earlier === undefined) {
      firstPaths.set(asked.symbol, asked.path);
    }
    if (earlier !== undefined) yield repeated(asked, earlier);
    else if (asked.range === undefined) {
      candidates ??= new NearestSymbol(replayableSymbols(subject.context.catalog));
      yield notReplayable(asked, candidates);
    }
  }
};

function repeated({ path, asked, symbol }: AskedSymbol, earlier: string): FieldViolation {
  const spelling = asked === symbol ? "" : ` (asked for as ${shown(asked)})`;
  return {
    field: path,
    reason: ErrorReason.INVALID_SYMBOL,
    message: `${symbol}${spelling} is already at ${earlier}`,
    suggestion: "each symbol once",
  };
}

function notReplayable(asked: AskedSymbol, candidates: NearestSymbol): FieldViolation {
  const written = asked.symbol ?? asked.asked.trim().replace(/[^A-Za-z0-9._-]/g, "");
  const suggestion = candidates.find(written) ?? listed(candidates.symbols);
  return {
    field: asked.path,
    reason: ErrorReason.INVALID_SYMBOL,
    message: problemOf(asked),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function problemOf({ asked, symbol, instrument }: AskedSymbol): string {
  if (symbol === undefined) return `${shown(asked)} is no symbol: a symbol has ${symbolForm}`;
  if (instrument === undefined) return `${symbol} is not in the catalog`;
  return `${symbol} is in the catalog, but there are no daily bars of it`;
}

const listedMost = 5;

function listed(candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const rest = candidates.length - listedMost;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `symbols with data: ${candidates.slice(0, listedMost).join(", ")}${more}`;
}

import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";
import type { AskedSymbol } from "../subject.ts";
import type { NameMeaning } from "../symbol-names.ts";

/**
 * A name stands for one and the same instrument on all dates: tickers change, and change hands. A
 * name that was given up during the run and taken by nobody is clear, and warned of elsewhere.
 */
export const symbolChangesRule: Rule = function* ({ symbols, startDate, endDate }) {
  for (const asked of symbols) {
    const { meanings, meaning, path } = asked;
    if (meanings.length === 0) continue;
    if (meaning === undefined) {
      const on = startDate === undefined ? "today" : `on ${formatTradingDate(startDate)}`;
      const message = `${asked.name} is the name of no instrument of the catalog ${on}`;
      const known = `${message}; it is that of ${meanings.map(described).join(", ")}`;
      yield neverMeant(asked, startDate, known);
      continue;
    }
    const next = meanings.find(
      (other) =>
        other.instrument !== meaning.instrument &&
        other.from > meaning.from &&
        endDate !== undefined &&
        other.from <= endDate,
    );
    if (next === undefined) continue;
    const [before, after] = [meaning.instrument.symbol, next.instrument.symbol];
    const since = formatTradingDate(next.from);
    yield {
      field: path,
      reason: ErrorReason.SYMBOL_CHANGED,
      message: `${asked.name} stood for ${described(meaning)}, and since ${since} for ${after}`,
      suggestion: `${before}, or dates from ${since} on for ${after}`,
      metadata: { symbol: asked.name ?? "", instrument: before },
    };
  }
};

function neverMeant(
  { path, name, meanings }: AskedSymbol,
  startDate: TradingDate | undefined,
  message: string,
): FieldViolation {
  // Who asks for dates before a name means its first instrument, who asks for later ones the last.
  const later = meanings.find(({ from }) => startDate !== undefined && from > startDate);
  const meant = later ?? meanings.at(-1);
  const symbol = meant?.instrument.symbol ?? "";
  const since = later === undefined ? "" : `, from ${formatTradingDate(later.from)} on`;
  return {
    field: path,
    reason: ErrorReason.SYMBOL_CHANGED,
    message,
    suggestion: `${symbol}${since}`,
    metadata: { symbol: name ?? "", instrument: symbol },
  };
}

/** An instrument and when a name stands for it, as `META (2012-05-18 to 2022-06-08)`. */
function described({ instrument, from, to }: NameMeaning): string {
  const first = from < 10_000_101 ? "" : `from ${formatTradingDate(from)}`;
  const last = to > 99_991_230 ? "" : `to ${formatTradingDate(to)}`;
  const dates = [first, last].filter((text) => text !== "").join(" ");
  return dates === "" ? instrument.symbol : `${instrument.symbol} (${dates})`;
}

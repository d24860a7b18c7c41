import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import {
  type DataSeries,
  dailyBars,
  formatDataSeries,
  secondsOfInterval,
  seriesOfSelection,
} from "../../market/data-series.ts";
import { isBarKind } from "../../market/series-kind.ts";
import { isDaily } from "../rows-between.ts";
import type { Rule } from "../rule.ts";
import type { AskedSymbol, JudgedCatalog } from "../subject.ts";

/**
 * The catalog has every series of every symbol. That there are no daily bars of a symbol where
 * nothing else is asked for is the fault of the symbol, and said of it.
 */
export const dataAvailabilityRule: Rule = function* ({ simulation, series, symbols, context }) {
  if (series.length === 1 && series.every(isDaily)) return;
  const data = simulation?.data ?? [];
  for (const one of series) {
    const name = formatDataSeries(one);
    const lacking = symbols.filter((symbol) => symbol.lacking.includes(one));
    if (lacking.length === 0) continue;
    const index = data.findIndex((entry) => {
      const asked = seriesOfSelection(entry);
      return asked !== undefined && formatDataSeries(asked) === name;
    });
    yield lackingData(`spec.simulation.data[${index}]`, one, lacking, symbols, context.catalog);
  }
};

const namedMost = 3;

function lackingData(
  field: string,
  series: DataSeries,
  lacking: readonly AskedSymbol[],
  symbols: readonly AskedSymbol[],
  catalog: JudgedCatalog,
): FieldViolation {
  const names = lacking.slice(0, namedMost).map(({ symbol }) => symbol);
  const rest = lacking.length - names.length;
  const of = `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const [first] = lacking;
  const there = seriesOf(first?.symbol ?? "", catalog).map(formatDataSeries);
  const has = there.length === 0 ? "no data at all" : there.join(", ");
  return {
    field,
    reason: ErrorReason.INVALID_VALUE,
    message:
      `there are no ${formatDataSeries(series)} of ${of}; ` +
      `the catalog has ${has} of ${first?.symbol ?? ""}`,
    suggestion: suggestionFor(series, symbols, catalog),
  };
}

/** The series of this kind that all symbols have with the nearest length, else what they have. */
function suggestionFor(
  asked: DataSeries,
  symbols: readonly AskedSymbol[],
  catalog: JudgedCatalog,
): string {
  const known = symbols.filter(({ instrument }) => instrument !== undefined);
  const lists = known.map(({ symbol }) => seriesOf(symbol ?? "", catalog));
  const [first = [], ...others] = lists;
  const common = first.filter((one) =>
    others.every((list) => list.some((two) => isSame(one, two))),
  );
  const kin = common.filter(({ kind }) => kind === asked.kind && isBarKind(kind));
  const nearest = kin.toSorted((a, b) => distance(a, asked) - distance(b, asked))[0];
  if (nearest !== undefined) return spelled(nearest);
  if (common.length > 0) return common.map(spelled).join(" or ");
  return "import it with `openbell data import`, or symbols that have it";
}

/** What of a symbol can be asked for: months have no length in seconds. */
function seriesOf(symbol: string, catalog: JudgedCatalog): readonly DataSeries[] {
  const listed = catalog.listSeries?.() ?? [];
  const own = listed.filter((one) => one.symbol === symbol);
  const hasDays = own.length === 0 && catalog.range(symbol, "1d") !== undefined;
  const all: readonly DataSeries[] = hasDays ? [dailyBars] : own;
  return all.filter(({ kind, interval }) => {
    return !isBarKind(kind) || secondsOfInterval(interval) !== undefined;
  });
}

function isSame(one: DataSeries, other: DataSeries): boolean {
  return one.kind === other.kind && one.interval === other.interval;
}

/** How many times as long one bar is as another, as a power. */
function distance(one: DataSeries, other: DataSeries): number {
  return Math.abs(Math.log(secondsOf(one) / secondsOf(other)));
}

function secondsOf({ interval }: DataSeries): number {
  return Number(secondsOfInterval(interval) ?? 1n);
}

/** As it is asked for: `bars of 3600s`. */
function spelled({ kind, interval }: DataSeries): string {
  if (!isBarKind(kind)) return kind;
  const seconds = secondsOfInterval(interval);
  return `${kind === "bars" ? "bars" : "BID_ASK bars"} of ${seconds}s`;
}

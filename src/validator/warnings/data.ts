import type { Warning } from "../../../gen/ts/openbell/v1/validation_pb.ts";
import { formatTradingDate } from "../../domain/trading-date.ts";
import { formatDataSeries } from "../../market/data-series.ts";
import { FINDING_TEXT, isDefect } from "../../market/finding.ts";
import { isDaily } from "../rows-between.ts";
import type { Listing, SpecSubject } from "../subject.ts";
import { missingBetween } from "../trading-span.ts";
import { type WarningRule, warning } from "./warning.ts";

/** Only for dates that were found to be within the data: what is asked for is at its edge. */
export const dataWarnings: WarningRule = function* (subject, estimate) {
  for (const listing of subject.listings) {
    if (estimate !== undefined) yield* warnOfDates(listing, subject);
    yield* warnOfFindings(listing, subject);
  }
};

function* warnOfDates(listing: Listing, { startDate, endDate }: SpecSubject): Generator<Warning> {
  if (startDate === undefined || endDate === undefined) return;
  const { path, instrument, range } = listing;
  const missing = missingBetween(range.missingDates, startDate, endDate);
  const [first] = missing;
  if (first !== undefined) {
    const days = `${missing.length} ${missing.length === 1 ? "trading day" : "trading days"}`;
    const since = formatTradingDate(first);
    const message = `${instrument.symbol} has no bar on ${days}, first on ${since}`;
    yield warning(path, "DATA_HAS_GAPS", message);
  }
  if (endDate > range.lastDate) {
    const last = formatTradingDate(range.lastDate);
    const message =
      `the last bar of ${instrument.symbol} is of ${last}; ` +
      "no trading day follows in the range";
    yield warning("spec.simulation.end_date", "DATA_ENDS_EARLIER", message);
  }
}

/** Holes are judged by their dates, and rows from before a listing are never replayed. */
const judgedElsewhere: readonly string[] = ["HOLE", "BEFORE_LISTING"];

function* warnOfFindings({ path, instrument }: Listing, { context, series }: SpecSubject) {
  const { symbol } = instrument;
  for (const each of series) {
    const info = context.catalog.findSeries?.({ ...each, symbol });
    const defects = (info?.findings ?? []).filter(
      ({ code }) => isDefect(code) && !judgedElsewhere.includes(code),
    );
    if (defects.length === 0) continue;
    const texts = defects.map(({ code, count }) => `${FINDING_TEXT[code]} (${count})`).join(", ");
    const rows = isDaily(each) ? "bars" : formatDataSeries(each);
    const message = `of all ${rows} of ${symbol}, importing found: ${texts}`;
    yield warning(path, "DATA_HAS_FINDINGS", message);
  }
}

import { create } from "@bufbuild/protobuf";
import {
  type Estimate,
  type Warning,
  WarningSchema,
} from "../../gen/ts/openbell/v1/validation_pb.ts";
import { millisecondsOf } from "../domain/timestamp.ts";
import { formatTradingDate } from "../domain/trading-date.ts";
import type { Listing, SpecSubject } from "./subject.ts";
import { missingBetween } from "./trading-span.ts";

const longRunMs = 10 * 60_000;

/** What to know before the session runs, as far as it is known: it refuses nothing. */
export function* findWarnings(subject: SpecSubject, estimate?: Estimate): Generator<Warning> {
  for (const listing of subject.listings) {
    yield* warnOfInstrument(listing);
    if (estimate !== undefined) yield* warnOfData(listing, subject);
  }
  const runMs = estimate?.runTime === undefined ? 0 : millisecondsOf(estimate.runTime);
  if (runMs > longRunMs) {
    yield warning("spec.simulation.pace", "LONG_RUN", `the run will take about ${lengthOf(runMs)}`);
  }
}

function* warnOfInstrument({ path, instrument }: Listing): Generator<Warning> {
  const { symbol, asset_class: assetClass, status } = instrument;
  if (assetClass === "index") {
    const message = `${symbol} is an index: a proxy for its market that nobody can buy`;
    yield warning(path, "PROXY_INSTRUMENT", message);
  }
  if (assetClass === "synthetic") {
    const message = `${symbol} is a generated market: results on it mean nothing for a real one`;
    yield warning(path, "SYNTHETIC_DATA", message);
  }
  if (status === "delisted") {
    yield warning(path, "DELISTED_INSTRUMENT", `${symbol} is no longer traded`);
  }
}

/** Only for dates that were found to be within the data: what is asked for is at its edge. */
function* warnOfData(listing: Listing, { startDate, endDate }: SpecSubject): Generator<Warning> {
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

function warning(field: string, reason: string, message: string): Warning {
  return create(WarningSchema, { field, reason, message });
}

/** A length of time for people, in the largest unit of which there are at least two. */
function lengthOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} hours`;
  const days = Math.round(hours / 24);
  return days < 730 ? `${days} days` : `${Math.round(days / 365)} years`;
}

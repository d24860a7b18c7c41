import type { Instant } from "../domain/instant.ts";
import { NS_PER_DAY } from "../domain/instant.ts";
import { followsDates, parseInterval } from "./interval.ts";
import type { ReadOptions, SeriesBatch } from "./series-catalog.ts";
import { viewSeries } from "./view-series.ts";

const FIRST_NS = -(2n ** 63n);
const LAST_NS = 2n ** 63n - 1n;

/** From which first time up to which rows have to be read to find those of some options. */
export interface ReadSpan {
  readonly fromNs: Instant;
  /** Not included. */
  readonly toNs: Instant;
}

/** The first times that can be those of rows which the options ask for. */
export function readSpan(interval: string, options: ReadOptions): ReadSpan {
  const { fromNs = FIRST_NS, toNs = LAST_NS, knownAfterNs, knownUntilNs = LAST_NS } = options;
  const begun = knownAfterNs === undefined ? FIRST_NS : knownAfterNs - longest(interval);
  return {
    fromNs: begun > fromNs ? begun : fromNs,
    // No row is known before it begins.
    toNs: knownUntilNs < toNs ? knownUntilNs + 1n : toNs,
  };
}

/**
 * The most that lies between the start of a row and the instant at which it is known. Bars that
 * follow dates are as long as their dates are, with a day for clocks that are set.
 */
function longest(interval: string): bigint {
  const length = parseInterval(interval);
  if (length === undefined) return 0n;
  return followsDates(length) ? length.ns + 2n * NS_PER_DAY : length.ns;
}

/** Rows of a batch that are known when the options ask for it; undefined when there is none. */
export function knownRows(batch: SeriesBatch, options: ReadOptions): SeriesBatch | undefined {
  const { knownAfterNs = FIRST_NS, knownUntilNs = LAST_NS } = options;
  let [from, to] = [0, batch.length];
  while (from < to && (batch.knownNs[from] ?? 0n) <= knownAfterNs) from++;
  while (to > from && (batch.knownNs[to - 1] ?? 0n) > knownUntilNs) to--;
  return from === to ? undefined : viewSeries(batch, from, to);
}

import { findCalendar } from "../domain/calendar/find-calendar.ts";
import type { Session } from "../domain/calendar/session.ts";
import { formatTradingDate } from "../domain/trading-date.ts";
import { formatPrice, moved, normal, PRICE_UNITS_PER_CENT, UNIT_NORMAL } from "./random-walk.ts";
import { SplitMix64 } from "./splitmix64.ts";

/** One bar as the text of a file. */
export interface BarText {
  /** Trading date as `YYYY-MM-DD`. */
  readonly date: string;
  /** Prices and volume as plain decimals. */
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** What people are told about where these prices come from. */
export const SYNTHETIC_SOURCE =
  "generated random walk (SplitMix64, seed 20000103), not real prices";

const SEED = 20_000_103n;
const FIRST_DATE = 20000103;
const LAST_DATE = 20201231;

const FIRST_PRICE_CENTS = 10_000n;

/** A step of the walk is a quarter of an hour: 26 in a full session, 14 in a short one. */
const STEP_NS = 900_000_000_000n;
/**
 * Standard deviations of a step and of a night, and the mean of a step. They add up to 1.1 % a
 * day, 17 % a year, and to a mean growth of 7 % a year: about what stock indexes have shown.
 */
const STEP_DEVIATION = 1_960_000n;
const NIGHT_DEVIATION = 4_500_000n;
const STEP_MEAN = 10_700n;
/** Volume of a step without movement, and what one standard deviation of movement adds. */
const STEP_VOLUME = 40_000n;

/**
 * The daily bars of the synthetic market: a geometric random walk over the sessions of the New York
 * Stock Exchange from 2000-01-03 to 2020-12-31. Always the same bars, to the last digit, on every
 * machine: nothing but integers is computed. They mean nothing for any market that exists.
 */
export function* syntheticDailyBars(): Generator<BarText> {
  const calendar = findCalendar("XNYS");
  if (calendar === undefined) throw new Error("no calendar XNYS");
  const random = new SplitMix64(SEED);
  let price = FIRST_PRICE_CENTS * PRICE_UNITS_PER_CENT;
  for (const session of calendar.sessionsBetween(FIRST_DATE, LAST_DATE)) {
    price = moved(price, (normal(random) * NIGHT_DEVIATION) / UNIT_NORMAL);
    const bar = walkSession(random, session, price);
    price = bar.close;
    yield {
      date: formatTradingDate(session.date),
      open: formatPrice(bar.open),
      high: formatPrice(bar.high),
      low: formatPrice(bar.low),
      close: formatPrice(bar.close),
      volume: String(bar.volume),
    };
  }
}

/** Walks through one session; prices in units. */
function walkSession(random: SplitMix64, session: Session, open: bigint) {
  const steps = (session.closeNs - session.openNs) / STEP_NS;
  let [close, high, low, volume] = [open, open, open, 0n];
  for (let step = 0n; step < steps; step++) {
    const deviate = normal(random);
    close = moved(close, STEP_MEAN + (deviate * STEP_DEVIATION) / UNIT_NORMAL);
    if (close > high) high = close;
    if (close < low) low = close;
    const size = deviate < 0n ? -deviate : deviate;
    volume += STEP_VOLUME + (size * STEP_VOLUME) / UNIT_NORMAL;
  }
  return { open, high, low, close, volume };
}

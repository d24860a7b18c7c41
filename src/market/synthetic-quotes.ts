import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { formatInstant } from "../domain/instant.ts";
import { parseTradingDate } from "../domain/trading-date.ts";
import { formatCents, normal, parseCents, UNIT_NORMAL } from "./random-walk.ts";
import { SplitMix64 } from "./splitmix64.ts";
import { type BarText, syntheticDailyBars } from "./synthetic.ts";

/** One quote as the text of a file. */
export interface QuoteText {
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly bid: string;
  readonly ask: string;
  readonly bidSize: string;
  readonly askSize: string;
}

/** What people are told about where these quotes come from. */
export const QUOTES_SOURCE =
  "generated within the daily bars of SYNTH (SplitMix64, seed 20201230), not real quotes";

const SEED = 20_201_230n;
/** The last two sessions of the synthetic market. */
const DAYS: readonly string[] = ["2020-12-30", "2020-12-31"];
/** A quote every five seconds, the first five seconds after the open. */
const STEP_NS = 5_000_000_000n;
/** Standard deviation of what a step adds to the middle, in thousandths of a cent. */
const STEP_DEVIATION = 1_000n;
/** A fortieth of a deviation goes with each step: after two minutes half of it is gone. */
const RETURN_STEPS = 40n;
const HALF_SPREAD_CENTS = 1n;

/**
 * Quotes of SYNTH on the last two days of its bars: from the open of a bar to its close, with a
 * deviation that comes back, two cents wide, the middle never outside of the bar. Always the same.
 */
export function* syntheticQuotes(): Generator<QuoteText> {
  const random = new SplitMix64(SEED);
  for (const bar of syntheticDailyBars()) {
    if (DAYS.includes(bar.date)) yield* quotesOf(bar, random);
  }
}

function* quotesOf(bar: BarText, random: SplitMix64): Generator<QuoteText> {
  const session = findCalendar("XNYS")?.session(parseTradingDate(bar.date) ?? 0);
  if (session === undefined) throw new Error(`${bar.date} is no session`);
  const [open, high, low, close] = [bar.open, bar.high, bar.low, bar.close].map(parseCents);
  if (!open || !high || !low || !close) throw new Error("a bar without prices");
  const steps = (session.closeNs - session.openNs) / STEP_NS;
  let deviation = 0n;
  for (let step = 1n; step < steps; step++) {
    deviation += (normal(random) * STEP_DEVIATION) / UNIT_NORMAL - deviation / RETURN_STEPS;
    const line = open + ((close - open) * step) / steps;
    const middle = within(line + deviation / 1_000n, low, high);
    const sizes = random.next();
    yield {
      time: formatInstant(session.openNs + step * STEP_NS),
      bid: formatCents(middle - HALF_SPREAD_CENTS),
      ask: formatCents(middle + HALF_SPREAD_CENTS),
      bidSize: String(100n + (sizes & 0x1ffn)),
      askSize: String(100n + ((sizes >> 16n) & 0x1ffn)),
    };
  }
}

function within(value: bigint, low: bigint, high: bigint): bigint {
  if (value < low) return low;
  return value > high ? high : value;
}

import { formatCents, normal, parseCents, UNIT_NORMAL } from "./random-walk.ts";
import { SplitMix64 } from "./splitmix64.ts";
import { type BarText, syntheticDailyBars } from "./synthetic.ts";

/** What people are told about where these prices come from. */
export const COMPANION_SOURCE =
  "generated: SYNTH and a deviation that comes back (SplitMix64, seed 20000104), not real prices";

const SEED = 20_000_104n;
/** Deviations are counted in billionths of the price. */
const WHOLE = 1_000_000_000n;
/** What is left of a deviation after a day: half of it goes within a week. */
const KEPT = 900_000_000n;
/** Standard deviation of what a day adds: 0.4 %, so that deviations have one of 0.9 %. */
const DAY_DEVIATION = 4_000_000n;

/**
 * The daily bars of SYNTH2, which follows SYNTH but for a deviation that comes back to nothing: a
 * pair for strategies that trade the difference. Always the same bars, as those of SYNTH are.
 */
export function* syntheticCompanionBars(): Generator<BarText> {
  const random = new SplitMix64(SEED);
  let deviation = 0n;
  for (const { date, volume, ...prices } of syntheticDailyBars()) {
    const before = deviation;
    const added = (normal(random) * DAY_DEVIATION) / UNIT_NORMAL;
    deviation = (deviation * KEPT) / WHOLE + added;
    const middle = (before + deviation) / 2n;
    const open = deviated(prices.open, before);
    const close = deviated(prices.close, deviation);
    let [high, low] = [deviated(prices.high, middle), deviated(prices.low, middle)];
    for (const price of [open, close]) {
      if (price > high) high = price;
      if (price < low) low = price;
    }
    yield {
      date,
      open: formatCents(open),
      high: formatCents(high),
      low: formatCents(low),
      close: formatCents(close),
      volume,
    };
  }
}

function deviated(price: string, deviation: bigint): bigint {
  const cents = parseCents(price);
  return cents + (cents * deviation) / WHOLE;
}

/**
 * Follows the equity slice by slice and keeps an `EquityTally` of it. Deterministic: the same
 * slices give the same tally, in one run or with any number of saves and restores between.
 */
import { epochDayOf } from "../../domain/trading-date.ts";
import type { EquityTally } from "./equity-tally.ts";

/** The account as it is after a slice. */
export interface SliceEquity {
  /** Session time of the slice, in seconds since 1970. */
  readonly seconds: number;
  /** The venue's date, `yyyymmdd`. */
  readonly date: number;
  /** Cash and the market value of all positions, in the session's currency. */
  readonly equity: number;
  /** Sum of the absolute values of all positions. */
  readonly grossExposure: number;
  /** Last price of the session's first symbol; undefined before its first. */
  readonly benchmark: number | undefined;
}

/** Prices of a symbol, from one row on; the middle of both is meant. */
export interface PriceRun {
  readonly bids: Float64Array;
  /** The same as the bids where there is one price. */
  readonly asks: Float64Array;
  readonly from: number;
}

/** The tracker. It owns the tally that it is given, and changes it. */
export class EquityTracker {
  readonly tally: EquityTally;
  #date = 0;
  #day = 0;

  /** Begins with `emptyTally(capital)`, or goes on from a saved tally. */
  constructor(tally: EquityTally) {
    this.tally = tally;
  }

  /** Adds a slice. Slices come in ascending time. */
  observe(slice: SliceEquity): void {
    const { tally } = this;
    const { seconds, equity, grossExposure } = slice;
    if (slice.date !== this.#date) {
      this.#date = slice.date;
      this.#day = epochDayOf(slice.date);
    }
    if (tally.slices === 0) this.#begin(seconds, equity);
    tally.slices += 1;
    if (grossExposure > 0) tally.exposedSlices += 1;
    if (equity > 0) {
      const leverage = grossExposure / equity;
      tally.leverageSum += leverage;
      if (leverage > tally.leverageMax) tally.leverageMax = leverage;
    }
    if (equity < tally.lowest) tally.lowest = equity;
    tally.lastDay = this.#day;
    tally.lastSeconds = seconds;
    if (equity >= tally.peak) this.#reachPeak(equity);
    else this.#fallBelow(equity);
    this.#compare(equity, slice.benchmark ?? 0);
  }

  /**
   * Adds slices of the date of the last one, all without a position, so that the equity stays what
   * it was: as if each were observed.
   * @param seconds session time of the last of them.
   * @param benchmark last price of the first symbol after each of them; undefined where it stays.
   */
  observeFlat(slices: number, seconds: number, benchmark: PriceRun | undefined): void {
    const { tally } = this;
    const { lastEquity, lastBenchmark } = tally;
    tally.slices += slices;
    tally.lastSeconds = seconds;
    if (lastEquity >= tally.peak) tally.peakSeconds = seconds;
    else for (let slice = 0; slice < slices; slice += 1) this.#fallBelow(lastEquity);
    const { bids, asks, from } = benchmark ?? noPrices;
    for (let slice = 0; slice < slices; slice += 1) {
      const bid = bids[from + slice] ?? lastBenchmark;
      const price = asks === bids ? bid : (bid + (asks[from + slice] ?? 0)) / 2;
      this.#compare(lastEquity, price);
    }
  }

  #begin(seconds: number, equity: number): void {
    const { tally } = this;
    tally.firstDay = this.#day;
    tally.firstSeconds = seconds;
    tally.firstEquity = equity;
    tally.peakDay = this.#day;
    tally.peakSeconds = seconds;
  }

  #reachPeak(equity: number): void {
    const { tally } = this;
    if (tally.slicesBelow > 0) {
      const days = tally.lastDay - tally.peakDay;
      const seconds = tally.lastSeconds - tally.peakSeconds;
      tally.episodes += 1;
      tally.depthSum += tally.openDepth;
      tally.daysSum += days;
      tally.daysMax = Math.max(tally.daysMax, days);
      tally.secondsSum += seconds;
      tally.secondsMax = Math.max(tally.secondsMax, seconds);
    }
    tally.peak = equity;
    tally.peakDay = tally.lastDay;
    tally.peakSeconds = tally.lastSeconds;
    tally.slicesBelow = 0;
    tally.openDepth = 0;
  }

  #fallBelow(equity: number): void {
    const { tally } = this;
    const depth = equity / tally.peak - 1;
    tally.slicesBelow += 1;
    tally.openDepth = Math.min(tally.openDepth, depth);
    tally.maxDrawdown = Math.min(tally.maxDrawdown, depth);
    tally.maxDrawdownMoney = Math.min(tally.maxDrawdownMoney, equity - tally.peak);
    tally.drawdownSum += depth;
    tally.drawdownSquareSum += depth * depth;
  }

  /** Adds a pair of returns to means and co-moments, as B. P. Welford (1962) does. */
  #compare(equity: number, benchmark: number): void {
    const { tally } = this;
    const { lastEquity, lastBenchmark } = tally;
    tally.lastEquity = equity;
    tally.lastBenchmark = benchmark;
    if (tally.firstBenchmark === 0) tally.firstBenchmark = benchmark;
    if (!(lastEquity > 0 && lastBenchmark > 0 && equity > 0 && benchmark > 0)) return;
    // The logarithm of 1, without the work: most slices find no position.
    const own = equity === lastEquity ? 0 : Math.log(equity / lastEquity);
    const market = Math.log(benchmark / lastBenchmark);
    tally.pairs += 1;
    const marketStep = market - tally.benchmarkLogMean;
    tally.equityLogMean += (own - tally.equityLogMean) / tally.pairs;
    tally.benchmarkLogMean += marketStep / tally.pairs;
    tally.benchmarkLogSquares += marketStep * (market - tally.benchmarkLogMean);
    tally.crossLogProducts += marketStep * (own - tally.equityLogMean);
  }
}

const none: Float64Array = new Float64Array();
const noPrices: PriceRun = { bids: none, asks: none, from: 0 };

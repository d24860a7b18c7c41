/** The statistics of backtesting.py 0.6, by its definitions. Percentages are in percent. */

import { epochDayOf, weekdayOf } from "../../../domain/trading-date.ts";
import { openSpan } from "../equity-tally.ts";
import type { ResultSeries } from "../result-series.ts";
import { mean, ratio, variance } from "../sample.ts";
import { tradeFigures } from "./backtesting-py-trades.ts";
import { figure, percent, roundedUp } from "./backtesting-py-units.ts";
import type { CompatibleFigure, CompatibleSet } from "./compatible-set.ts";

const daysPerYear = 365.25;

/** Returns from close to close of the days, without the first, which has no day before. */
function dayReturns({ days }: ResultSeries): readonly number[] {
  return days.slice(1).map(({ close }, index) => close / (days[index]?.close ?? 0) - 1);
}

/** 365 where more than six tenths of the usual share of days lie on a weekend, otherwise 252. */
function annualDays({ days }: ResultSeries): number {
  const weekends = days.filter(({ date }) => weekdayOf(epochDayOf(date)) % 6 === 0).length;
  return weekends / days.length > (2 / 7) * 0.6 ? 365 : 252;
}

/** Mean growth of a day − 1; 0 where a day lost everything. */
function growthOfDay(series: ResultSeries): number | undefined {
  const returns = dayReturns(series);
  if (returns.some((value) => value <= -1)) return 0;
  const logs = mean(returns.map((value) => Math.log(value + 1)));
  return logs === undefined ? undefined : Math.exp(logs) - 1;
}

function annualReturn(series: ResultSeries): number | undefined {
  const growth = growthOfDay(series);
  return growth === undefined ? undefined : (1 + growth) ** annualDays(series) - 1;
}

function annualVolatility(series: ResultSeries): number | undefined {
  const [growth, spread] = [growthOfDay(series), variance(dayReturns(series))];
  if (growth === undefined || spread === undefined) return undefined;
  const power = annualDays(series);
  return Math.sqrt((spread + (1 + growth) ** 2) ** power - (1 + growth) ** (2 * power));
}

/** Days from the first bar to the last. */
function duration({ tally, isDaily }: ResultSeries): number {
  if (isDaily) return tally.lastDay - tally.firstDay;
  return (tally.lastSeconds - tally.firstSeconds) / 86_400;
}

function totalReturn({ tally }: ResultSeries): number | undefined {
  const growth = ratio(tally.lastEquity, tally.firstEquity);
  return growth === undefined ? undefined : growth - 1;
}

/** Of the first symbol, from the bar at which the indicators had values. */
function buyAndHold({ tally, days, isDaily, indicatorBars }: ResultSeries): number | undefined {
  const first = indicatorBars === 0 ? tally.firstBenchmark : days[indicatorBars]?.benchmark;
  if (indicatorBars > 0 && !isDaily) return undefined;
  const growth = ratio(tally.lastBenchmark, first);
  return growth === undefined ? undefined : growth - 1;
}

function beta({ tally }: ResultSeries): number | undefined {
  return tally.pairs < 2 ? undefined : ratio(tally.crossLogProducts, tally.benchmarkLogSquares);
}

function alpha(series: ResultSeries): number | undefined {
  const [own, held, slope] = [totalReturn(series), buyAndHold(series), beta(series)];
  if (own === undefined || held === undefined || slope === undefined) return undefined;
  const { riskFreeRate } = series;
  return own - riskFreeRate - slope * (held - riskFreeRate);
}

function sharpe(series: ResultSeries): number | undefined {
  const annual = annualReturn(series);
  return annual === undefined
    ? undefined
    : ratio(annual - series.riskFreeRate, annualVolatility(series));
}

function sortino(series: ResultSeries): number | undefined {
  const annual = annualReturn(series);
  const squares = mean(dayReturns(series).map((value) => Math.min(value, 0) ** 2));
  if (annual === undefined || squares === undefined) return undefined;
  return ratio(annual - series.riskFreeRate, Math.sqrt(squares) * Math.sqrt(annualDays(series)));
}

function compoundGrowth(series: ResultSeries): number | undefined {
  const [own, years] = [totalReturn(series), duration(series) / daysPerYear];
  return own === undefined || years === 0 ? undefined : (1 + own) ** (1 / years) - 1;
}

function drawdownCount({ tally }: ResultSeries): number {
  return tally.episodes + (tally.slicesBelow > 1 ? 1 : 0);
}

/** The drawdown that is open at the end counts once it has lasted for two bars. */
function openDrawdown({ tally, isDaily }: ResultSeries): { depth: number; days: number } {
  if (tally.slicesBelow < 2) return { depth: 0, days: 0 };
  const { days, seconds } = openSpan(tally);
  return { depth: tally.openDepth, days: isDaily ? days : seconds / 86_400 };
}

function averageDrawdown(series: ResultSeries): number | undefined {
  const { tally } = series;
  return ratio(tally.depthSum + openDrawdown(series).depth, drawdownCount(series));
}

function longestDrawdown(series: ResultSeries): number | undefined {
  if (drawdownCount(series) === 0) return undefined;
  const { tally, isDaily } = series;
  const closed = isDaily ? tally.daysMax : tally.secondsMax / 86_400;
  return roundedUp(Math.max(closed, openDrawdown(series).days), series);
}

function averageDrawdownDays(series: ResultSeries): number | undefined {
  const { tally, isDaily } = series;
  const closed = isDaily ? tally.daysSum : tally.secondsSum / 86_400;
  return roundedUp(ratio(closed + openDrawdown(series).days, drawdownCount(series)), series);
}

function ifAny(series: ResultSeries, value: number): number | undefined {
  return series.tally.slices === 0 ? undefined : value;
}

const figures: readonly CompatibleFigure[] = [
  figure("Duration", "days", "last bar − first bar", (series) => ifAny(series, duration(series))),
  percent("Exposure Time [%]", "bars within a closed trade / bars", (series) =>
    ratio(series.tradeBars.bars, series.tally.slices),
  ),
  figure("Equity Final [$]", "currency", "E of the last bar", (series) =>
    ifAny(series, series.tally.lastEquity),
  ),
  figure("Equity Peak [$]", "currency", "max(E)", (series) => ifAny(series, series.tally.peak)),
  figure("Commissions [$]", "currency", "Σ commission of closed trades", ({ trades }) =>
    trades.fees === 0 ? undefined : trades.fees,
  ),
  percent("Return [%]", "E_last / E_first − 1", totalReturn),
  percent(
    "Buy & Hold Return [%]",
    "last close / close of the bar at which all indicators had a value − 1",
    buyAndHold,
  ),
  percent("Return (Ann.) [%]", "(1 + g)^A − 1, with g the geometric mean of r", annualReturn),
  percent("Volatility (Ann.) [%]", "√((s² + (1 + g)²)^A − (1 + g)^(2A))", annualVolatility),
  percent("CAGR [%]", "(E_last / E_first)^(365.25 / Duration) − 1", compoundGrowth),
  figure("Sharpe Ratio", "ratio", "(Return (Ann.) − rate) / Volatility (Ann.)", sharpe),
  figure("Sortino Ratio", "ratio", "(Return (Ann.) − rate) / (√mean(min(r, 0)²) · √A)", sortino),
  figure("Calmar Ratio", "ratio", "Return (Ann.) / |Max. Drawdown|", (series) =>
    ratio(annualReturn(series), -series.tally.maxDrawdown),
  ),
  percent("Alpha [%]", "Return − rate − Beta · (Buy & Hold Return − rate)", alpha),
  figure(
    "Beta",
    "ratio",
    "cov(log returns of E, log returns of the close) / var(the latter), bar by bar",
    beta,
  ),
  percent("Max. Drawdown [%]", "min(E / highest E so far − 1)", (series) =>
    ifAny(series, series.tally.maxDrawdown),
  ),
  percent("Avg. Drawdown [%]", "mean of the deepest points of the drawdowns", averageDrawdown),
  figure(
    "Max. Drawdown Duration",
    "days",
    "longest time from a peak to the bar that reaches it again, or to the end",
    longestDrawdown,
  ),
  figure("Avg. Drawdown Duration", "days", "mean of the same", averageDrawdownDays),
  ...tradeFigures,
];

/** The set. */
export const backtestingPy: CompatibleSet = {
  tool: "backtesting.py",
  source: "backtesting.py 0.6.6, `backtesting/_stats.py` (compute_stats)",
  remarks: [
    "What is NaN or infinite there is absent here.",
    "A is 365 where bars lie on weekends, otherwise 252. r are returns from day to day without " +
      "the first day; a day is the venue's, there it is that of the time stamp.",
    "`indicator_bars` of the request says how many bars the strategy's indicators needed: " +
      "`Buy & Hold Return [%]` and `Alpha [%]` begin after them. With bars shorter than a day " +
      "and `indicator_bars` above 0 both are absent.",
    "Durations are rounded up to a whole day, hour, minute or second, as the bars are.",
  ],
  figures,
};

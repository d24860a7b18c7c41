/** Figures about round trips: by first in, first out, and flat to flat. */
import type { StatisticDefinition, StatisticUnit } from "./definition.ts";
import type { ResultSeries } from "./result-series.ts";
import { ratio } from "./sample.ts";
import type { TradeTally } from "./trade-tally.ts";

/** A figure of the trades by first in, first out. */
function figure(
  name: string,
  unit: StatisticUnit,
  formula: string,
  undefinedWhen: string,
  compute: (trades: TradeTally, series: ResultSeries) => number | undefined,
  source = "",
): StatisticDefinition {
  const definition = { name, unit, formula, undefinedWhen, source };
  return { ...definition, compute: (series) => compute(series.trades, series) };
}

function averageWin({ profit, wins }: TradeTally): number | undefined {
  return ratio(profit, wins);
}

function averageLoss({ loss, losses }: TradeTally): number | undefined {
  return ratio(loss, losses);
}

/** Sample standard deviation of the net profits. */
function profitDeviation({ profitSquares, count }: TradeTally): number | undefined {
  return count < 2 ? undefined : Math.sqrt(profitSquares / (count - 1));
}

/** The share of the capital that grows it fastest if trades repeat; see the formula. */
function kelly(trades: TradeTally): number | undefined {
  const payoff = ratio(averageWin(trades), negated(averageLoss(trades)));
  if (payoff === undefined) return undefined;
  return trades.wins / trades.count - trades.losses / trades.count / payoff;
}

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function quality(trades: TradeTally): number | undefined {
  const perTrade = ratio(trades.profitMean, profitDeviation(trades));
  return perTrade === undefined ? undefined : perTrade * Math.sqrt(trades.count);
}

const none = "no trade is closed";
const noWin = "no trade won";
const noLoss = "no trade lost";

/** The figures. */
export const tradeFigures: readonly StatisticDefinition[] = [
  figure("trades", "count", "N, closed trades", "", ({ count }) => count),
  figure("open_trades", "count", "trades that are open", "", (_, { openTrades }) => openTrades),
  figure("winning_trades", "count", "trades with p > 0", "", ({ wins }) => wins),
  figure("losing_trades", "count", "trades with p < 0", "", ({ losses }) => losses),
  figure(
    "flat_trades",
    "count",
    "trades with p of exactly 0: neither won nor lost",
    "",
    ({ count, wins, losses }) => count - wins - losses,
  ),
  figure("win_rate", "fraction", "winning_trades / N", none, ({ wins, count }) =>
    ratio(wins, count),
  ),
  figure("loss_rate", "fraction", "losing_trades / N", none, ({ losses, count }) =>
    ratio(losses, count),
  ),
  figure("profit_factor", "ratio", "Σ (p > 0) / |Σ (p < 0)|", noLoss, ({ profit, loss }) =>
    ratio(profit, -loss),
  ),
  figure("expectancy", "currency", "mean(p)", none, ({ profitMean, count }) =>
    count === 0 ? undefined : profitMean,
  ),
  figure("average_win", "currency", "mean of the p above 0", noWin, averageWin),
  figure("average_loss", "currency", "mean of the p below 0", noLoss, averageLoss),
  figure(
    "payoff_ratio",
    "ratio",
    "average_win / |average_loss|",
    "no trade won, or none lost",
    (trades) => ratio(averageWin(trades), negated(averageLoss(trades))),
  ),
  figure("largest_win", "currency", "max(p)", noWin, ({ largestWin, wins }) =>
    wins === 0 ? undefined : largestWin,
  ),
  figure("largest_loss", "currency", "min(p)", noLoss, ({ largestLoss, losses }) =>
    losses === 0 ? undefined : largestLoss,
  ),
  figure("average_trade_return", "fraction", "mean(q)", none, ({ returnSum, returns }) =>
    ratio(returnSum, returns),
  ),
  figure("best_trade_return", "fraction", "max(q)", none, ({ returnBest }) => returnBest),
  figure("worst_trade_return", "fraction", "min(q)", none, ({ returnWorst }) => returnWorst),
  figure(
    "longest_winning_streak",
    "count",
    "most trades with p > 0 in a row, by close",
    "",
    (t) => t.winStreak,
  ),
  figure(
    "longest_losing_streak",
    "count",
    "most trades with p < 0 in a row, by close",
    "",
    (t) => t.lossStreak,
  ),
  figure("average_trade_length", "days", "mean time from entry to exit", none, (trades) =>
    ratio(trades.daysSum, trades.count),
  ),
  figure("longest_trade", "days", "longest time from entry to exit", none, (trades) =>
    trades.count === 0 ? undefined : trades.daysMax,
  ),
  figure(
    "system_quality_number",
    "ratio",
    "√N · mean(p) / s(p)",
    "fewer than two trades are closed, or all p are equal",
    quality,
    "V. K. Tharp, The Definitive Guide to Position Sizing (2008), with money in place of R",
  ),
  figure(
    "kelly_fraction",
    "fraction",
    "win_rate − loss_rate / payoff_ratio",
    "no trade won, or none lost",
    kelly,
    "J. L. Kelly, A New Interpretation of Information Rate (1956)",
  ),
  figure("long_trades", "count", "trades that were bought first", "", ({ longs }) => longs),
  figure(
    "short_trades",
    "count",
    "trades that were sold first",
    "",
    ({ count, longs }) => count - longs,
  ),
  figure(
    "long_win_rate",
    "fraction",
    "won long trades / long trades",
    "no long trade is closed",
    ({ longWins, longs }) => ratio(longWins, longs),
  ),
  figure(
    "short_win_rate",
    "fraction",
    "won short trades / short trades",
    "no short trade is closed",
    ({ wins, longWins, count, longs }) => ratio(wins - longWins, count - longs),
  ),
  ...roundTripFigures(),
];

function roundTripFigures(): readonly StatisticDefinition[] {
  const noTrip = "no position was closed";
  const what = "a round trip lasts from a flat position to the next flat or opposite one";
  return [
    figure("round_trips", "count", what, "", (_, { roundTrips }) => roundTrips.count),
    figure(
      "round_trip_win_rate",
      "fraction",
      "round trips with p > 0 / round_trips",
      noTrip,
      (_, { roundTrips }) => ratio(roundTrips.wins, roundTrips.count),
    ),
    figure(
      "round_trip_expectancy",
      "currency",
      "mean(p) over round trips",
      noTrip,
      (_, { roundTrips }) => (roundTrips.count === 0 ? undefined : roundTrips.profitMean),
    ),
    figure(
      "round_trip_profit_factor",
      "ratio",
      "Σ (p > 0) / |Σ (p < 0)| over round trips",
      "no round trip lost",
      (_, { roundTrips }) => ratio(roundTrips.profit, -roundTrips.loss),
    ),
  ];
}

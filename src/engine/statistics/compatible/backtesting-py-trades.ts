/** The statistics of backtesting.py about trades. */
import type { ResultSeries } from "../result-series.ts";
import { ratio } from "../sample.ts";
import type { TradeTally } from "../trade-tally.ts";
import { figure, percent, roundedUp } from "./backtesting-py-units.ts";
import type { CompatibleFigure } from "./compatible-set.ts";

/** Mean growth of a trade − 1; 0 where a trade lost everything or more. */
function growthOfTrade({ trades }: ResultSeries): number | undefined {
  const { returns, returnWorst, returnLogSum } = trades;
  if (returns === 0) return undefined;
  return returnWorst <= -1 ? 0 : Math.exp(returnLogSum / returns) - 1;
}

function quality({ count, profitMean, profitSquares }: TradeTally): number | undefined {
  if (count < 2) return undefined;
  return ratio(Math.sqrt(count) * profitMean, Math.sqrt(profitSquares / (count - 1)));
}

function kelly({ count, wins, losses, profit, loss }: TradeTally): number | undefined {
  const payoff = ratio(ratio(profit, wins), ratio(-loss, losses));
  return payoff === undefined ? undefined : wins / count - (1 - wins / count) / payoff;
}

/** The figures. */
export const tradeFigures: readonly CompatibleFigure[] = [
  figure("# Trades", "count", "closed trades", ({ trades }) => trades.count),
  percent("Win Rate [%]", "trades with PnL > 0 / trades", ({ trades }) =>
    ratio(trades.wins, trades.count),
  ),
  percent("Best Trade [%]", "max(ReturnPct)", ({ trades }) => trades.returnBest),
  percent("Worst Trade [%]", "min(ReturnPct)", ({ trades }) => trades.returnWorst),
  percent("Avg. Trade [%]", "geometric mean of ReturnPct", growthOfTrade),
  figure(
    "Max. Trade Duration",
    "days",
    "longest time from the bar of the entry to that of the exit",
    (series) => roundedUp(ifAny(series.trades, series.trades.barDaysMax), series),
  ),
  figure("Avg. Trade Duration", "days", "mean of the same", (series) =>
    roundedUp(ratio(series.trades.barDaysSum, series.trades.count), series),
  ),
  figure("Profit Factor", "ratio", "Σ (ReturnPct > 0) / |Σ (ReturnPct < 0)|", ({ trades }) =>
    ratio(trades.returnGain, -trades.returnLoss),
  ),
  percent("Expectancy [%]", "mean(ReturnPct)", ({ trades }) =>
    ratio(trades.returnSum, trades.returns),
  ),
  figure("SQN", "ratio", "√N · mean(PnL) / s(PnL)", ({ trades }) => quality(trades)),
  figure(
    "Kelly Criterion",
    "fraction",
    "w − (1 − w) / (mean win / mean loss), with w the win rate",
    ({ trades }) => kelly(trades),
  ),
];

function ifAny({ count }: TradeTally, value: number): number | undefined {
  return count === 0 ? undefined : value;
}

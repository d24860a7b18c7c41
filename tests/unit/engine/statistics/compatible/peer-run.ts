/** A run of backtesting.py, out of its bars and its trades, as a result of ours. */
import type { ResultSeries } from "../../../../../src/engine/statistics/result-series.ts";
import { type InventedDay, type InventedFill, inventedResult } from "../invented-result.ts";

export interface PeerBar {
  readonly date: number;
  readonly open: number;
  readonly close: number;
}

export interface PeerTrade {
  readonly size: number;
  readonly entryBar: number;
  /** The number of bars where it is open at the end. */
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
}

/** What a fill of so much value costs. */
export type PeerCommission = (value: number) => number;

/** The equity of each bar follows from the trades alone: cash, and what is open at the close. */
export function peerResult(
  bars: readonly PeerBar[],
  trades: readonly PeerTrade[],
  facts: { readonly cash: number; readonly commission: PeerCommission } & Partial<ResultSeries>,
): ResultSeries {
  const { cash, commission, ...rest } = facts;
  const fee = (size: number, price: number) => commission(Math.abs(size) * price);
  const days = bars.map(({ date, close }, bar): InventedDay => {
    let [equity, exposure] = [cash, 0];
    const exits: InventedFill[] = [];
    const entries: InventedFill[] = [];
    for (const { size, entryBar, exitBar, entryPrice, exitPrice } of trades) {
      if (entryBar > bar) continue;
      const quantity = Math.abs(size);
      equity -= fee(size, entryPrice);
      if (entryBar === bar) {
        const side = size > 0 ? "buy" : "sell";
        entries.push({ side, quantity, price: entryPrice, fee: fee(size, entryPrice) });
      }
      if (exitBar > bar) {
        equity += size * (close - entryPrice);
        exposure += quantity * close;
        continue;
      }
      equity += size * (exitPrice - entryPrice) - fee(size, exitPrice);
      if (exitBar !== bar) continue;
      const side = size > 0 ? "sell" : "buy";
      exits.push({ side, quantity, price: exitPrice, fee: fee(size, exitPrice) });
    }
    return { date, close, equity, exposure, fills: [...exits, ...entries] };
  });
  return inventedResult(cash, days, rest);
}

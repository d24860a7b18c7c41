/** The equity curve of a session as columns, out of the days that its log has. */
import { create } from "@bufbuild/protobuf";
import type { TradingDayClosed } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { type EquityColumns, EquityColumnsSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { parseTradingDate } from "../../domain/trading-date.ts";

/** Makes columns of days, some at a time. */
export class EquityCurve {
  #columns = create(EquityColumnsSchema);
  #peak: number;

  /** `capital`: the equity at the start, which the first fall is measured from. */
  constructor(capital: number) {
    this.#peak = capital;
  }

  /** Days that were not taken yet. */
  get length(): number {
    return this.#columns.date.length;
  }

  /** Adds a day with the session time of its last barrier. A day without an equity is left. */
  add({ date, barrier, equity }: TradingDayClosed, timeNs: bigint): void {
    if (equity === undefined) return;
    const columns = this.#columns;
    const [high, close] = [Number(equity.high), Number(equity.close)];
    this.#peak = Math.max(this.#peak, high);
    columns.date.push(parseTradingDate(date) ?? 0);
    columns.barrier.push(barrier);
    columns.time.push(timeNs);
    columns.open.push(Number(equity.open));
    columns.high.push(high);
    columns.low.push(Number(equity.low));
    columns.close.push(close);
    columns.cash.push(Number(equity.cash));
    columns.grossExposure.push(Number(equity.grossExposure));
    columns.drawdown.push(this.#peak > 0 ? Math.min(0, close / this.#peak - 1) : 0);
  }

  /** Takes the columns so far. */
  take(): EquityColumns {
    const taken = this.#columns;
    this.#columns = create(EquityColumnsSchema);
    return taken;
  }
}

/** The trading day that is not closed yet: its rows, and its equity after each slice. */
import { create } from "@bufbuild/protobuf";
import {
  DayEquitySchema,
  type TradingDayClosed,
  TradingDayClosedSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { formatMoney, largerOf, type Money, smallerOf } from "../domain/money.ts";
import { formatTradingDate } from "../domain/trading-date.ts";
import type { Ledger } from "./ledger/ledger.ts";

/** Doubles that are nearer than this share may be in another order than what they stand for. */
const doubt = 1e-9;

/** The day. */
export class OpenDay {
  /** `yyyymmdd`; 0 between days. */
  date = 0;
  /** Rows of the day, over all series. */
  bars = 0;
  open: Money = 0n;
  high: Money = 0n;
  low: Money = 0n;
  /** Time of the last barrier before the day; undefined for the first day. */
  afterNs: Instant | undefined;
  #isMarked = false;
  /** The extremes as doubles; not known after `restore`, when every mark may be one. */
  #highest = Number.NEGATIVE_INFINITY;
  #lowest = Number.POSITIVE_INFINITY;
  #last = Number.NaN;

  /** Goes on with a day that was saved after a slice. */
  restore(day: Pick<OpenDay, "date" | "bars" | "open" | "high" | "low" | "afterNs">): void {
    this.begin(day.date, day.afterNs);
    this.bars = day.bars;
    this.open = day.open;
    this.high = day.high;
    this.low = day.low;
    this.#isMarked = day.date !== 0;
  }

  /** Begins a day. */
  begin(date: number, afterNs: Instant | undefined): void {
    this.date = date;
    this.bars = 0;
    this.afterNs = afterNs;
    this.#isMarked = false;
    this.#highest = Number.NEGATIVE_INFINITY;
    this.#lowest = Number.POSITIVE_INFINITY;
    this.#last = Number.NaN;
  }

  /** Takes in the equity after a slice, exactly where it may be the highest or lowest. */
  mark(ledger: Ledger, equity: number): void {
    if (equity === this.#last && ledger.held.length === 0) return;
    this.#last = equity;
    const margin = Math.abs(equity) * doubt;
    const isExtreme = equity + margin >= this.#highest || equity - margin <= this.#lowest;
    if (!isExtreme) return;
    const exact = ledger.equity;
    if (!this.#isMarked) this.open = this.high = this.low = exact;
    this.#isMarked = true;
    this.high = largerOf(this.high, exact);
    this.low = smallerOf(this.low, exact);
    if (equity > this.#highest) this.#highest = equity;
    if (equity < this.#lowest) this.#lowest = equity;
  }

  /** The closed day, and the end of it. */
  close(barrier: number, ledger: Ledger): TradingDayClosed {
    const equity = ledger.equity;
    const { exposure, symbols } = ledger;
    const day = create(TradingDayClosedSchema, {
      date: formatTradingDate(this.date),
      barrier: BigInt(barrier),
      bars: this.bars,
      closes: symbols.flatMap((symbol) => {
        const isOfDay = this.afterNs === undefined || symbol.knownNs > this.afterNs;
        if (!symbol.hasPrice || !isOfDay) return [];
        return [{ symbol: symbol.symbol, price: symbol.units.priceText(symbol.markPrice) }];
      }),
      equity: create(DayEquitySchema, {
        open: formatMoney(this.open),
        high: formatMoney(largerOf(this.high, equity)),
        low: formatMoney(smallerOf(this.low, equity)),
        close: formatMoney(equity),
        cash: formatMoney(ledger.cash),
        grossExposure: formatMoney(exposure.gross),
      }),
    });
    this.begin(0, undefined);
    return day;
  }
}

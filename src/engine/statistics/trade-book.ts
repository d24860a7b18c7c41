/**
 * Round trips out of fills: by first in, first out, and flat to flat. Exact: quantities, prices and
 * money are whole numbers of 10^-18. It keeps what is open, nothing of what is closed.
 */
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type Fill,
  type FillReason,
  type PositionAdjusted,
  Side,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import {
  divided,
  type Money,
  magnitudeOf,
  moneyScale,
  parseMoney,
  smallerOf,
} from "../../domain/money.ts";

/** One end of a trade. */
export interface TradeEnd {
  /** Empty where a split left nothing of the position. */
  readonly fillId: string;
  readonly barrier: bigint;
  /** Session time of the fill. */
  readonly time: Timestamp | undefined;
  /** Why at its price; undefined where it was no fill. */
  readonly reason: FillReason | undefined;
}

/** A trade: what was opened by one fill and closed by another, or is still open. */
export interface BookedTrade {
  readonly symbol: string;
  /** Positive, in 10^-18. */
  readonly quantity: bigint;
  /** 1 for what was bought first, -1 for what was sold first. */
  readonly sign: 1 | -1;
  readonly entry: TradeEnd;
  /** Undefined while it is open. */
  readonly exit: TradeEnd | undefined;
  /** Average price, in 10^-18, half even. */
  readonly entryPrice: bigint;
  /** Price of the exit; of an open trade the last price. */
  readonly exitPrice: bigint;
  /** Value at the entry, without sign. */
  readonly entryValue: Money;
  /** Commission of both ends, for this quantity. */
  readonly fees: Money;
  /** Profit or loss without commission. */
  readonly grossProfit: Money;
  /** Profit or loss less commission. */
  readonly netProfit: Money;
  /** Whether nothing of the symbol was open any more after it. */
  readonly endsFlat: boolean;
}

/** What was opened by one fill and is not closed yet. Quantities in 10^-18, cost in 10^-36. */
interface Lot {
  readonly entry: TradeEnd;
  readonly sign: 1 | -1;
  quantity: bigint;
  cost: bigint;
  fee: Money;
}

const unit = 10n ** BigInt(moneyScale);

/** The book of a session. */
export class TradeBook {
  readonly #lots = new Map<string, Lot[]>();
  readonly #multiplierOf: (symbol: string) => bigint;

  /** `multiplierOf`: value of a price of 1 for a quantity of 1, in 10^-18. */
  constructor(multiplierOf: (symbol: string) => bigint) {
    this.#multiplierOf = multiplierOf;
  }

  /** Books a fill; gives the trades that it closed, the oldest first. */
  fill(fill: Fill): readonly BookedTrade[] {
    const sign = fill.side === Side.BUY ? 1 : -1;
    const price = parseMoney(fill.price);
    const end = endOf(fill);
    const lots = this.#lotsOf(fill.symbol);
    const closed: BookedTrade[] = [];
    let left = parseMoney(fill.quantity);
    let fee = parseMoney(fill.fee);
    let done = 0;
    for (const lot of lots) {
      if (left === 0n || lot.sign === sign) break;
      const part = smallerOf(lot.quantity, left);
      const exitFee = shareOf(fee, part, left);
      const opened = takeFrom(lot, part);
      fee -= exitFee;
      left -= part;
      if (lot.quantity === 0n) done += 1;
      const fees = opened.fee + exitFee;
      const endsFlat = lot.quantity === 0n && done === lots.length;
      closed.push(this.#trade(fill.symbol, lot, { part, opened, end, price, fees, endsFlat }));
    }
    if (done > 0) lots.splice(0, done);
    if (left > 0n) lots.push({ entry: end, sign, quantity: left, cost: price * left, fee });
    return closed;
  }

  /**
   * Books a split: what is open has the new quantity in all, each lot in proportion, and its cost
   * stays. Cash that a split left over is a dividend. A split that leaves nothing ends the trades
   * at a price of 0. Dividends change no trade.
   */
  adjust(adjusted: PositionAdjusted, time: Timestamp | undefined): readonly BookedTrade[] {
    if (adjusted.action.case !== "split") return [];
    const lots = this.#lotsOf(adjusted.symbol);
    const after = magnitudeOf(parseMoney(adjusted.quantity));
    let [oldLeft, newLeft] = [lots.reduce((sum, lot) => sum + lot.quantity, 0n), after];
    if (after === 0n) return this.#endAll(adjusted, time);
    for (const lot of lots) {
      const quantity = divided(newLeft * lot.quantity, oldLeft, "towards-zero");
      oldLeft -= lot.quantity;
      newLeft -= quantity;
      lot.quantity = quantity;
    }
    return [];
  }

  /** What is open, valued at last prices in 10^-18; a symbol without one at its entry. */
  open(lastPriceOf: (symbol: string) => bigint | undefined): readonly BookedTrade[] {
    return [...this.#lots].flatMap(([symbol, lots]) =>
      lots.map((lot) => {
        const { quantity: part, cost, fee } = lot;
        const price = lastPriceOf(symbol) ?? divided(cost, part, "half-even");
        const opened = { cost, fee };
        const rest = { part, opened, end: undefined, price, fees: fee, endsFlat: false };
        return this.#trade(symbol, lot, rest);
      }),
    );
  }

  /** How many trades are open. */
  get openTrades(): number {
    return [...this.#lots.values()].reduce((count, lots) => count + lots.length, 0);
  }

  #lotsOf(symbol: string): Lot[] {
    const known = this.#lots.get(symbol);
    if (known !== undefined) return known;
    const lots: Lot[] = [];
    this.#lots.set(symbol, lots);
    return lots;
  }

  #endAll({ symbol, barrier }: PositionAdjusted, time: Timestamp | undefined): BookedTrade[] {
    const lots = this.#lotsOf(symbol);
    const end = { fillId: "", barrier, time, reason: undefined };
    const trades = lots.map((lot, index) => {
      const opened = { cost: lot.cost, fee: lot.fee };
      const endsFlat = index === lots.length - 1;
      const facts = { part: lot.quantity, opened, end, price: 0n, fees: lot.fee, endsFlat };
      return this.#trade(symbol, lot, facts);
    });
    lots.length = 0;
    return trades;
  }

  #trade(symbol: string, { sign, entry }: Lot, facts: TradeFacts): BookedTrade {
    const { part, opened, end, price, fees, endsFlat } = facts;
    const multiplier = this.#multiplierOf(symbol);
    const moved = (price * part - opened.cost) * BigInt(sign) * multiplier;
    const grossProfit = divided(moved, unit * unit, "half-even");
    return {
      symbol,
      quantity: part,
      sign,
      entry,
      exit: end,
      entryPrice: divided(opened.cost, part, "half-even"),
      exitPrice: price,
      entryValue: divided(opened.cost * multiplier, unit * unit, "half-even"),
      fees,
      grossProfit,
      netProfit: grossProfit - fees,
      endsFlat,
    };
  }
}

interface TradeFacts {
  readonly part: bigint;
  readonly opened: Opened;
  readonly end: TradeEnd | undefined;
  readonly price: bigint;
  readonly fees: Money;
  readonly endsFlat: boolean;
}

/** Cost and entry commission of a part of a lot. */
interface Opened {
  readonly cost: bigint;
  readonly fee: Money;
}

/** Takes a part off a lot; what remains keeps every rest of the rounding, so sums are exact. */
function takeFrom(lot: Lot, part: bigint): Opened {
  const opened = {
    cost: shareOf(lot.cost, part, lot.quantity),
    fee: shareOf(lot.fee, part, lot.quantity),
  };
  lot.cost -= opened.cost;
  lot.fee -= opened.fee;
  lot.quantity -= part;
  return opened;
}

function shareOf(amount: bigint, part: bigint, whole: bigint): bigint {
  return part === whole ? amount : divided(amount * part, whole, "half-even");
}

function endOf({ fillId, barrier, fillTime, reason }: Fill): TradeEnd {
  return { fillId, barrier, time: fillTime, reason };
}

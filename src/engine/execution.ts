/** Makes fills: how much of an order is filled at a price, what it costs, and what is booked. */
import {
  type Fill,
  type FillReason,
  Liquidity,
  OrderStateReason,
  Side,
  TimeInForce,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import type { Decimal } from "../domain/decimal.ts";
import type { Instant } from "../domain/instant.ts";
import { formatMoney, type Money, magnitudeOf } from "../domain/money.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { Figures } from "./figures.ts";
import type { Journal } from "./journal.ts";
import { affordableLots, type FillTerms, isPaid } from "./ledger/affordable-lots.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { purseAt } from "./ledger/purse-at.ts";
import type { FillRules } from "./matching/fill-rules.ts";
import type { Offer } from "./matching/price-rules.ts";
import type { OrderLife } from "./orders/order-life.ts";
import type { WorkingOrder } from "./orders/working-order.ts";
import type { SessionClock } from "./session-clock.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** Where an order meets a price. */
export interface Venue {
  readonly symbol: TradedSymbol;
  readonly rules: FillRules;
  /** Session time of the fill. */
  readonly timeNs: Instant;
  /** Price at which positions are valued where it is not that of the fill; in price units. */
  readonly valuedAt: number | undefined;
  /** Fills only what reduces a position, as while trading is REDUCING. */
  readonly onlyReduces: boolean;
}

/** What fills are booked in. */
export interface ExecutionParts {
  readonly clock: SessionClock;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly life: OrderLife;
  readonly figures: Figures;
}

/** A part of an order that is one fill. */
interface FillPart {
  readonly lots: number;
  /** In price units, with slippage. */
  readonly price: number;
  /** Without. */
  readonly plainPrice: number;
  readonly fee: Money;
}

/** Makes fills. */
export class Execution {
  /** Fills that were made. */
  fills = 0;
  readonly #parts: ExecutionParts;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
  }

  /** Fills an order at an offer, as far as it can be; ends it where it cannot be filled at all. */
  fill(order: WorkingOrder, offer: Offer, venue: Venue): void {
    const price = offer.price * order.sign;
    const wanted = this.#wanted(order, price, venue);
    if (wanted === 0) return;
    const lots = this.#capped(order, wanted, venue.symbol);
    if (lots === 0) return;
    const plain = { ...offer, price };
    let parts = this.#partsOf(order, lots, plain, venue);
    const isCovered = order.isServers || this.#pays(order, parts, venue);
    // What closes a position needs no buying power: only what would open one is not done.
    if (!isCovered) {
      const closing = closingLots(order, lots, venue.symbol.position.lots);
      parts = closing === 0 ? [] : this.#partsOf(order, closing, plain, venue);
    }
    const isCapped = lots < wanted;
    const { position, index } = venue.symbol;
    const side = Math.sign(position.lots);
    order.wasCapped ||= isCapped;
    if (order.isTriggered) order.triggerNs ??= venue.timeNs;
    for (const part of parts) this.#book(order, part, { offer, venue, isCapped });
    if (!isCovered) this.#unpaid(order, venue.timeNs);
    if (side !== 0 && Math.sign(position.lots) !== side) {
      this.#parts.life.endIdleExits(index, position.lots, venue.timeNs);
    }
  }

  #wanted(order: WorkingOrder, price: number, venue: Venue): number {
    if (order.fraction !== undefined && order.lots === 0) {
      order.resize(this.#lotsByFraction(order, order.fraction, price, venue));
      if (order.lots === 0) {
        this.#unpaid(order, venue.timeNs);
        return 0;
      }
    }
    const { fillable } = order;
    if (!order.spec.reduceOnly && !venue.onlyReduces) return fillable;
    const reducible = Math.max(0, -order.sign * venue.symbol.position.lots);
    if (reducible === 0 && order.spec.reduceOnly) {
      const { life } = this.#parts;
      life.end(order, "Cancel", OrderStateReason.REDUCE_ONLY, venue.timeNs);
    }
    return Math.min(fillable, reducible);
  }

  #capped(order: WorkingOrder, wanted: number, symbol: TradedSymbol): number {
    const left = symbol.volumeLeft;
    if (left === undefined || order.isServers) return wanted;
    const isWhole = order.spec.timeInForce === TimeInForce.FOK;
    if (left < wanted && isWhole) return 0;
    return Math.min(wanted, left);
  }

  /** One fill, or by `fillPerEntry` one for each fill that is closed and one for what is opened. */
  #partsOf(order: WorkingOrder, lots: number, offer: Offer, venue: Venue): readonly FillPart[] {
    const { flags } = venue.rules;
    const { position } = venue.symbol;
    const closing = closingLots(order, lots, position.lots);
    const portions = flags.fillPerEntry ? position.portionsClosedBy(order.sign * closing) : [];
    const rest = lots - portions.reduce((sum, portion) => sum + portion, 0);
    const sizes = rest > 0 ? [...portions, rest] : portions;
    let [before, value, fees] = [order.filledLots, this.#valueOf(order), order.fees];
    let closed = 0;
    return sizes.map((size) => {
      const opens = closed >= closing;
      const price = pricedWith(order, size, offer, venue, opens);
      const worth = magnitudeOf(venue.symbol.units.value(price, size));
      const fee = venue.rules.commission({ lots: before, value, fees }, size, worth);
      before += size;
      value += worth;
      fees += fee;
      closed += size;
      return { lots: size, price, plainPrice: offer.price, fee };
    });
  }

  #valueOf(order: WorkingOrder): Money {
    return magnitudeOf(order.filledValue * order.units.valueFactor);
  }

  #pays(order: WorkingOrder, parts: readonly FillPart[], venue: Venue): boolean {
    const lots = parts.reduce((sum, part) => sum + part.lots, 0);
    const opening = parts.at(-1);
    const closing = closingLots(order, lots, venue.symbol.position.lots);
    if (opening === undefined || closing === lots) return true;
    const { ledger } = this.#parts;
    if (ledger.isCash && order.sign < 0) return false;
    const { price, plainPrice } = opening;
    const purse = purseAt(ledger, venue.symbol, venue.valuedAt ?? price, closing);
    const terms = termsOf(venue, price, plainPrice);
    const { fraction } = order;
    const sizing = fraction === undefined ? { lots: order.lots } : { fraction };
    return isPaid(lots - closing, purse, terms, sizing);
  }

  /** What a share of the buying power pays for; 0 where that is less than the least quantity. */
  #lotsByFraction(
    order: WorkingOrder,
    fraction: Decimal,
    plainPrice: number,
    venue: Venue,
  ): number {
    const { symbol, rules } = venue;
    const isBuy = order.sign > 0;
    // The slippage of a share of the volume depends on the quantity: the most is assumed.
    const lots = Number.MAX_SAFE_INTEGER;
    const unslipped = { isBuy, price: plainPrice, lots, volumeLots: symbol.volume };
    const price = rules.slippage({ ...unslipped, limit: undefined });
    const purse = purseAt(this.#parts.ledger, symbol, venue.valuedAt ?? price, 0);
    const found = affordableLots(purse, fraction, termsOf(venue, price, plainPrice));
    return found < symbol.leastLots ? 0 : found;
  }

  #unpaid(order: WorkingOrder, timeNs: Instant): void {
    const reason = OrderStateReason.INSUFFICIENT_BUYING_POWER;
    const message = "the buying power does not pay for it at the price of its fill";
    this.#parts.life.end(order, "Reject", reason, timeNs, message);
  }

  #book(
    order: WorkingOrder,
    part: FillPart,
    { offer, venue, isCapped }: { offer: Offer; venue: Venue; isCapped: boolean },
  ): void {
    const { journal, ledger, life, figures } = this.#parts;
    const { symbol, timeNs } = venue;
    const { position, units } = symbol;
    const { lots, price, fee } = part;
    const signed = order.sign * lots;
    ledger.pay(-units.value(price, signed) - fee);
    const realized = position.fill(price, signed, fee, figures.onRoundTrip);
    ledger.noteHeld();
    if (symbol.volumeLeft !== undefined) symbol.volumeLeft -= lots;
    order.filledLots += lots;
    order.filledValue += BigInt(price) * BigInt(lots);
    order.fees += fee;
    this.fills += 1;
    const reason = order.isServers ? order.closingReason : offer.reason;
    figures.countFill(reason);
    const liquidity = offer.takes ? Liquidity.TAKER : Liquidity.MAKER;
    const facts = { part, realized, reason, liquidity, isCapped };
    journal.orderFilled(this.#message(order, facts, venue), timeNs);
    life.filled(order, { lots, price, timeNs });
  }

  #message(
    order: WorkingOrder,
    facts: {
      readonly part: FillPart;
      readonly realized: Money;
      readonly reason: FillReason;
      readonly liquidity: Liquidity;
      readonly isCapped: boolean;
    },
    { symbol, timeNs }: Venue,
  ): Fill {
    const { part, realized, reason, liquidity, isCapped } = facts;
    const { units, position } = symbol;
    return {
      $typeName: "openbell.v1.Fill",
      fillId: `${this.fills}`,
      orderId: `${order.number}`,
      clientOrderId: order.clientOrderId,
      symbol: symbol.symbol,
      side: order.sign > 0 ? Side.BUY : Side.SELL,
      quantity: units.quantityText(part.lots),
      price: units.priceText(part.price),
      fee: formatMoney(part.fee),
      slippage: units.priceText(Math.abs(part.price - part.plainPrice)),
      liquidity,
      reason,
      volumeCapped: isCapped,
      barrier: BigInt(this.#parts.clock.barrier),
      fillTime: timestampOf(timeNs),
      cumulativeQuantity: units.quantityText(order.filledLots),
      leavesQuantity: units.quantityText(order.leaves),
      positionQuantity: units.quantityText(position.lots),
      realizedProfit: formatMoney(realized),
    };
  }
}

function termsOf({ symbol, rules }: Venue, price: number, basePrice: number): FillTerms {
  const { commission, fixedFee, flags } = rules;
  return { units: symbol.units, price, basePrice, commission, fixedFee, flags };
}

/** How much of so many lots closes a position. */
function closingLots(order: WorkingOrder, lots: number, position: number): number {
  return Math.max(0, Math.min(lots, -order.sign * position));
}

/** The price with slippage: of what takes liquidity, or by the habits of the profile. */
function pricedWith(
  order: WorkingOrder,
  lots: number,
  offer: Offer,
  { rules, symbol }: Venue,
  opens: boolean,
): number {
  const { slippageBeyondLimit, slippageOnOpeningOnly } = rules.flags;
  if (!offer.takes && !slippageBeyondLimit) return offer.price;
  if (slippageOnOpeningOnly && !opens) return offer.price;
  return rules.slippage({
    isBuy: order.sign > 0,
    price: offer.price,
    lots,
    volumeLots: symbol.volume,
    limit: slippageBeyondLimit ? undefined : order.limit,
  });
}

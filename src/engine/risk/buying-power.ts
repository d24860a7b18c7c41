import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  dividedByDecimal,
  formatMoney,
  largerOf,
  type Money,
  timesDecimal,
} from "../../domain/money.ts";
import type { Rejection } from "../../domain/rejection.ts";
import { assumedPrice, type PreTradeCheck, type Proposal } from "./pre-trade-check.ts";
import { projectedExposure } from "./projected-exposure.ts";
import type { RiskAccount, RiskOrder, RiskView } from "./risk-view.ts";

/** What an order needs of the buying power that open orders leave. */
export interface BuyingPowerUse {
  readonly buyingPower: Money;
  readonly required: Money;
}

/**
 * The account can pay for the order as it stands at the barrier. Before the first price nothing
 * can be said; every order is measured again when it is filled.
 */
export const buyingPower: PreTradeCheck = (proposal) => {
  const use = buyingPowerUse(proposal);
  return use === undefined || use.required <= use.buyingPower ? undefined : cannotPay(use);
};

/**
 * What new positions may use: the cash of a cash account; of a margin account what is not covered
 * by positions, divided by the initial margin, rounded down. Never negative.
 */
export function buyingPowerOf(account: RiskAccount, grossExposure: Money): Money {
  const { isCash, cash, equity, initialMargin } = account;
  if (isCash) return largerOf(cash, 0n);
  const free = equity - timesDecimal(grossExposure, initialMargin, "ceiling");
  return largerOf(dividedByDecimal(free, initialMargin, "floor"), 0n);
}

/**
 * What an order needs and what there is: of a cash account the cost with commission, against cash
 * less what open buys are going to cost; of a margin account the value that the order adds to the
 * largest position it could lead to, and its commission as margin, against the buying power that
 * positions and open orders leave. Undefined where the order needs nothing, or there is no price.
 */
export function buyingPowerUse(proposal: Proposal): BuyingPowerUse | undefined {
  const { order, symbol, view } = proposal;
  const price = assumedPrice(order, symbol);
  if (price === undefined || order.isExit || order.isSizedAtFill) return undefined;
  if (view.account.isCash) {
    if (order.sign < 0) return undefined;
    const required = costOf(view, order, price);
    return { required, buyingPower: view.account.cash - reservedCash(view, order.replaces) };
  }
  const exposure = projectedExposure(proposal);
  if (exposure === undefined || exposure.added === 0n) return undefined;
  const { initialMargin } = view.account;
  const fee = dividedByDecimal(symbol.fee(price, order.leaves), initialMargin, "ceiling");
  return {
    required: exposure.added + fee,
    buyingPower: buyingPowerOf(view.account, exposure.before),
  };
}

/** The refusal of an order that the account cannot pay for. */
export function cannotPay({ required, buyingPower: left }: BuyingPowerUse): Rejection {
  const metadata = { buying_power: formatMoney(left), required: formatMoney(required) };
  return {
    reason: ErrorReason.INSUFFICIENT_BUYING_POWER,
    message: `the order needs ${metadata.required}, the buying power is ${metadata.buying_power}`,
    metadata,
  };
}

/** What all open buys of a cash account are going to cost, commission included. */
function reservedCash(view: RiskView, without: RiskOrder | undefined): Money {
  let reserved = 0n;
  for (const [index, symbol] of view.symbols.entries()) {
    const orders = [...view.ordersOf(index)].filter(
      (order) => order.sign > 0 && !order.isExit && order !== without,
    );
    // Of orders that exclude each other only the dearest is paid.
    const dearest = new Map<string, Money>();
    for (const order of orders) {
      const price = assumedPrice(order, symbol) ?? 0;
      const cost = costOf(view, order, price);
      const { ocoGroup } = order.spec;
      if (ocoGroup === "") reserved += cost;
      else dearest.set(ocoGroup, largerOf(dearest.get(ocoGroup) ?? 0n, cost));
    }
    for (const cost of dearest.values()) reserved += cost;
  }
  return reserved;
}

function costOf(view: RiskView, order: RiskOrder, price: number): Money {
  const symbol = view.symbols[order.symbol];
  if (symbol === undefined || order.leaves === 0) return 0n;
  return symbol.units.value(price, order.leaves) + symbol.fee(price, order.leaves);
}

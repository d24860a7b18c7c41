/** The state of a session as the checks of an order see it. Everything is as it is when asked. */
import type { OrderSpec } from "../../gen/ts/openbell/v1/order_pb.ts";
import { Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { parseDecimal } from "../domain/decimal.ts";
import type { Instant } from "../domain/instant.ts";
import { magnitudeOf } from "../domain/money.ts";
import { nothingFilled } from "./costs/commission.ts";
import { affordableLots } from "./ledger/affordable-lots.ts";
import { purseAt } from "./ledger/purse-at.ts";
import type { FillRules } from "./matching/fill-rules.ts";
import type { WorkingOrder } from "./orders/working-order.ts";
import type { Proposal } from "./risk/pre-trade-check.ts";
import type { RiskAccount, RiskOrder, RiskSymbol, RiskView } from "./risk/risk-view.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** What orders are measured against. */
export class RiskPicture implements RiskView {
  readonly symbols: readonly RiskSymbol[];
  readonly #parts: SimulationParts;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.symbols = parts.symbols.map((symbol) => riskSymbol(symbol, parts.rulesOf(symbol)));
  }

  get sessionTimeNs(): Instant | undefined {
    return this.#parts.clock.timeNs;
  }

  get tradingState(): TradingState {
    return this.#parts.gate.state;
  }

  ordersOf(symbol: number): Iterable<RiskOrder> {
    return this.#parts.book.ofSymbol(symbol);
  }

  get openOrders(): number {
    return this.#parts.book.size;
  }

  get ordersPlaced(): number {
    return this.#parts.counts.placed;
  }

  get account(): RiskAccount {
    return this.#parts.ledger;
  }

  /** An order, or what would take the place of one, for the checks. */
  proposal(
    spec: OrderSpec,
    symbol: TradedSymbol,
    parent: WorkingOrder | undefined,
    replaces: WorkingOrder | undefined,
  ): Proposal {
    const { units } = symbol;
    const sign = spec.side === Side.BUY ? 1 : -1;
    const { size } = spec;
    const isSizedAtFill = size.case === "buyingPowerFraction" && (replaces?.lots ?? 0) === 0;
    const lots =
      size.case === "quantity" ? units.lots(size.value) : this.#lotsNow(symbol, sign, size.value);
    const order = {
      symbol: symbol.index,
      sign,
      lots,
      leaves: lots - (replaces?.filledLots ?? 0),
      limit: spec.limitPrice === "" ? undefined : units.price(spec.limitPrice),
      trigger: spec.triggerPrice === "" ? undefined : units.price(spec.triggerPrice),
      isExit: replaces?.isExit ?? (spec.reduceOnly || parent?.sign === -sign),
      hasParent: parent !== undefined || (replaces?.parent ?? 0) !== 0,
      isSizedAtFill,
      spec,
      replaces,
    } as const;
    const riskSymbolOf = this.symbols[symbol.index];
    if (riskSymbolOf === undefined) throw new Error(`${symbol.symbol} is not of the session`);
    return { order, symbol: riskSymbolOf, view: this, limits: this.#parts.gate.limits };
  }

  /** What a share of the buying power would buy at the last price; 0 before the first. */
  #lotsNow(symbol: TradedSymbol, sign: 1 | -1, fraction: string | undefined): number {
    const parsed = parseDecimal(fraction ?? "");
    if (!symbol.hasPrice || !parsed.ok) return 0;
    const { units, markPrice } = symbol;
    const rules = this.#parts.rulesOf(symbol);
    const { commission, fixedFee, flags } = rules;
    const lots = Number.MAX_SAFE_INTEGER;
    const unslipped = { isBuy: sign > 0, price: markPrice, lots, volumeLots: undefined };
    const price = rules.slippage({ ...unslipped, limit: undefined });
    const terms = { units, price, basePrice: markPrice, commission, fixedFee, flags };
    return affordableLots(purseAt(this.#parts.ledger, symbol, price, 0), parsed.value, terms);
  }
}

function riskSymbol(symbol: TradedSymbol, { commission }: FillRules): RiskSymbol {
  const { units, position } = symbol;
  return {
    units,
    get positionLots() {
      return position.lots;
    },
    get lastPrice() {
      return symbol.hasPrice ? symbol.markPrice : undefined;
    },
    fee: (price, lots) => commission(nothingFilled, lots, magnitudeOf(units.value(price, lots))),
  };
}

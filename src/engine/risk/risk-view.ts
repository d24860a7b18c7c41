import type { OrderSpec } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Money } from "../../domain/money.ts";
import type { InstrumentUnits } from "../instrument-units.ts";

/** An order as the checks see it. Prices are in price units, quantities in lots. */
export interface RiskOrder {
  /** Place of its symbol in the session's list. */
  readonly symbol: number;
  /** 1 to buy, -1 to sell. */
  readonly sign: 1 | -1;
  /** What may still be filled; 0 where that is not known yet. */
  readonly leaves: number;
  readonly limit: number | undefined;
  readonly trigger: number | undefined;
  /**
   * It can only close: it is reduce-only, or the child of an order of the other side, whose fills
   * it never exceeds.
   */
  readonly isExit: boolean;
  readonly spec: Pick<OrderSpec, "reduceOnly" | "ocoGroup">;
}

/** An order that is to be placed, or to take the place of an open one. */
export interface ProposedOrder extends RiskOrder {
  /**
   * All of its quantity; of an order by `buying_power_fraction` what it would be at the last price,
   * and 0 before the first.
   */
  readonly lots: number;
  /** Whether it waits for a parent. */
  readonly hasParent: boolean;
  /** Whether its quantity is known only when it is filled. */
  readonly isSizedAtFill: boolean;
  /** The open order that it replaces; undefined for a new one. */
  readonly replaces: RiskOrder | undefined;
}

/** A symbol as the checks see it. */
export interface RiskSymbol {
  readonly units: InstrumentUnits;
  /** Lots that are held; negative for short. */
  readonly positionLots: number;
  /** In price units; undefined before the first. */
  readonly lastPrice: number | undefined;
  /** Commission of an order of so many lots at a price, filled at once; both positive. */
  fee(price: number, lots: number): Money;
}

/** What every order is measured against, as it is at one barrier. Nothing of it is changed. */
export interface RiskView {
  readonly sessionTimeNs: Instant | undefined;
  readonly tradingState: TradingState;
  /** In the order of the session's list. */
  readonly symbols: readonly RiskSymbol[];
  /** The open orders of a symbol. */
  ordersOf(symbol: number): Iterable<RiskOrder>;
  readonly openOrders: number;
  /** Orders placed in the life of the session. */
  readonly ordersPlaced: number;
  readonly account: RiskAccount;
}

/** The money of a session. */
export interface RiskAccount {
  readonly isCash: boolean;
  /** Above 0 and up to 1; 1 for a cash account. */
  readonly initialMargin: Decimal;
  readonly cash: Money;
  /** Cash and all positions at their last prices. */
  readonly equity: Money;
}

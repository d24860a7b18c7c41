import type { Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Decimal } from "../decimal.ts";
import type { Instant } from "../instant.ts";

/** What has to be known to judge what a bot asks for, at one barrier. */
export interface OrderFacts {
  /** The symbols of the session, in its order. */
  readonly symbols: readonly string[];
  /** Clock of the session; undefined before the first barrier. */
  readonly sessionTimeNs: Instant | undefined;
  /** The facts of a symbol; undefined where it is not one of the session. */
  symbol(symbol: string): SymbolFacts | undefined;
  /** The order that a client order id stands for; undefined where there is none. */
  order(clientOrderId: string): LinkedOrder | undefined;
  /** What the open orders of a group have in common; undefined where the group is empty. */
  group(ocoGroup: string): OrderGroup | undefined;
}

/** What the orders of a symbol must keep to, and where its market is. */
export interface SymbolFacts {
  /** Smallest step of a price; positive. */
  readonly priceIncrement: Decimal;
  /** Largest price that can be counted. */
  readonly priceMax: Decimal;
  /** Smallest step of a quantity; positive. */
  readonly quantityIncrement: Decimal;
  /** Largest quantity that can be counted. */
  readonly quantityMax: Decimal;
  /** Smallest quantity. */
  readonly minQuantity: Decimal;
  /** Smallest value of an order; undefined for none. */
  readonly minNotional: Decimal | undefined;
  /** Value of a price of 1 for a quantity of 1. */
  readonly multiplier: Decimal;
  /** The last price; undefined before the first. */
  readonly lastPrice: Decimal | undefined;
  /** Whether the session's data has trading time of the symbol that is still to come. */
  readonly hasLaterSession: boolean;
}

/** An order that another one may wait for. */
export interface LinkedOrder {
  /** Undefined where the order ended so long ago that only its id is known. */
  readonly symbol: string | undefined;
  /** Whether its fills can still set another order to work: it is open, or has fills. */
  readonly canRelease: boolean;
}

/** Orders that exclude each other. */
export interface OrderGroup {
  readonly symbol: string;
  readonly side: Side;
}

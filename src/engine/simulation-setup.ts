/** What a simulation is made of, apart from its market data. */
import type { AccountModel, FillModel } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { RiskControls } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import type { Instant } from "../domain/instant.ts";
import type { Rejection } from "../domain/rejection.ts";
import type { TradingDate } from "../domain/trading-date.ts";

/** Everything that a simulation is told once. Decimals are texts of the contract. */
export interface SimulationSetup {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Cash before the first slice. */
  readonly initialCapital: string;
  /** How orders are filled, every field written. */
  readonly fillModel: FillModel;
  /** The kind of account, every field written. */
  readonly account: AccountModel;
  /** Limits on every order; undefined for none. */
  readonly riskControls: RiskControls | undefined;
  /** In the order of the symbols of the session. */
  readonly instruments: readonly TradedInstrument[];
  /** Most orders in the life of the session; 0 for no bound. */
  readonly ordersMax: number;
}

/** A symbol of the session. */
export interface TradedInstrument {
  readonly symbol: string;
  /** Prices of orders are multiples of it. */
  readonly priceIncrement: string;
  /** Quantities are multiples of it. */
  readonly quantityIncrement: string;
  /** Least quantity of an order. */
  readonly minQuantity: string;
  /** Least value of an order; empty for none. */
  readonly minNotional: string;
  /** Value of a price of 1 for a quantity of 1. */
  readonly multiplier: string;
  /** Hours of the session's schedule. */
  readonly calendar: Calendar;
  /** End of the last planned session of the date range: an order cannot act from then on. */
  readonly lastCloseNs: Instant;
  /** Splits and dividends, ascending; empty when the data is adjusted for them. */
  readonly actions: readonly EngineAction[];
  /** Place in the feed of the series that fills its orders and values its positions. */
  readonly fillSeries: number;
  /** Whether that series tells volumes; without them no cap applies. */
  readonly hasVolume: boolean;
}

/** A split or a dividend. */
export interface EngineAction {
  readonly type: "split" | "dividend";
  /** First date on which the symbol trades with the change. */
  readonly exDate: TradingDate;
  /** New shares for one old share, or cash for one share; a decimal above 0. */
  readonly value: string;
}

/** The client order ids of a session, those of ended orders too. */
export interface ClientOrderIds {
  /** The order that an id stands for; undefined when it is free. */
  find(clientOrderId: string): KnownOrder | undefined;
  /** Takes an id; it must be free. */
  add(clientOrderId: string, known: KnownOrder): void;
  /** How many there are. */
  readonly size: number;
}

/** The order that a client order id stands for. */
export interface KnownOrder {
  /** Number of the order within its session, from 1. */
  readonly orderNumber: number;
  /** Digest of the normalised spec it was placed with, 16 hexadecimal digits. */
  readonly specHash: string;
}

/** What becomes of a PlaceOrder. */
export type PlaceOutcome =
  | { readonly ok: true; readonly order: Order }
  /** The number of an order that ended before the records were taken last. */
  | { readonly ok: true; readonly repeats: number }
  | { readonly ok: false; readonly rejection: Rejection };

/** The cases of a recorded event that trading makes. */
export type EngineEventCase =
  | "orderChanged"
  | "orderFilled"
  | "positionAdjusted"
  | "tradingDayClosed"
  | "tradingStateChanged";

/** A fact for the log. */
export interface EngineRecord {
  /** Clock of the session when it happened; 0 before the first slice. */
  readonly timeNs: Instant;
  readonly payload: Extract<SessionEvent["payload"], { case: EngineEventCase }>;
}

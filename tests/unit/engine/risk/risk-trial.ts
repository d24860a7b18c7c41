/** Orders, symbols and accounts for the tests of risk. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type RiskControls,
  RiskControlsSchema,
  TradingState,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { parseDecimal } from "../../../../src/domain/decimal.ts";
import { type Money, parseMoney } from "../../../../src/domain/money.ts";
import { type Rejection, reasonName } from "../../../../src/domain/rejection.ts";
import { InstrumentUnits } from "../../../../src/engine/instrument-units.ts";
import type { Proposal } from "../../../../src/engine/risk/pre-trade-check.ts";
import { riskLimits } from "../../../../src/engine/risk/risk-limits.ts";
import type {
  ProposedOrder,
  RiskAccount,
  RiskOrder,
  RiskSymbol,
  RiskView,
} from "../../../../src/engine/risk/risk-view.ts";

/** Ticks of a cent and whole units: a price of 1 is 10^8 price units. */
export const units = new InstrumentUnits({
  symbol: "AAPL",
  priceIncrement: "0.01",
  quantityIncrement: "1",
  multiplier: "1",
});

/** A price of the first symbol in price units. */
export const at = (text: string) => units.price(text);

/** An open order of 100 to buy the first symbol at the market, with changes. */
export function open(changes: Partial<RiskOrder> & { readonly group?: string } = {}): RiskOrder {
  const { group = "", ...rest } = changes;
  return {
    symbol: 0,
    sign: 1,
    leaves: 100,
    limit: undefined,
    trigger: undefined,
    isExit: false,
    spec: { reduceOnly: false, ocoGroup: group },
    ...rest,
  };
}

/** The same as an order that is to be placed. */
export function proposed(
  changes: Partial<ProposedOrder> & { readonly group?: string; readonly reduceOnly?: boolean } = {},
): ProposedOrder {
  const { reduceOnly = false, group = "", ...rest } = changes;
  return {
    ...open({ isExit: reduceOnly }),
    lots: rest.leaves ?? 100,
    hasParent: false,
    isSizedAtFill: false,
    replaces: undefined,
    spec: { reduceOnly, ocoGroup: group },
    ...rest,
  };
}

/** Where a trial begins: what is not given is a flat margin account of 100,000, AAPL at 100. */
export interface Trial {
  readonly order?: ProposedOrder;
  readonly controls?: MessageInitShape<typeof RiskControlsSchema>;
  readonly ordersMax?: number;
  readonly ordersPlaced?: number;
  readonly position?: number;
  readonly last?: string | undefined;
  /** Position and last price of a second symbol. */
  readonly second?: readonly [lots: number, last: string];
  readonly orders?: readonly RiskOrder[];
  readonly state?: TradingState;
  readonly isCash?: boolean;
  readonly initialMargin?: string;
  readonly cash?: string;
  readonly equity?: string;
  /** Commission of every order. */
  readonly fee?: string;
  readonly sessionTimeNs?: bigint;
}

/** What a check is given. */
export function proposal(trial: Trial): Proposal {
  const order = trial.order ?? proposed();
  const view = viewOf(trial);
  const symbol = view.symbols[order.symbol];
  if (symbol === undefined) throw new Error("no such symbol");
  const controls: RiskControls = create(RiskControlsSchema, trial.controls);
  return { order, symbol, view, limits: riskLimits(controls, trial.ordersMax ?? 0) };
}

function viewOf(trial: Trial): RiskView {
  const last = "last" in trial ? trial.last : "100";
  const fee = parseMoney(trial.fee ?? "0");
  const symbols = [symbolOf(trial.position ?? 0, last, fee)];
  if (trial.second !== undefined) symbols.push(symbolOf(...trial.second, fee));
  const orders = trial.orders ?? [];
  return {
    sessionTimeNs: trial.sessionTimeNs,
    tradingState: trial.state ?? TradingState.ACTIVE,
    symbols,
    ordersOf: (symbol) => orders.filter((order) => order.symbol === symbol),
    openOrders: orders.length,
    ordersPlaced: trial.ordersPlaced ?? orders.length,
    account: accountOf(trial),
  };
}

function symbolOf(positionLots: number, last: string | undefined, fee: Money): RiskSymbol {
  const lastPrice = last === undefined ? undefined : at(last);
  return { units, positionLots, lastPrice, fee: () => fee };
}

function accountOf({ isCash = false, initialMargin = "1", cash = "100000", equity = cash }: Trial) {
  const margin = parseDecimal(initialMargin);
  if (!margin.ok) throw new Error(initialMargin);
  const account: RiskAccount = {
    isCash,
    initialMargin: margin.value,
    cash: parseMoney(cash),
    equity: parseMoney(equity),
  };
  return account;
}

/** A refusal in short. */
export function short(
  rejection: Rejection | undefined,
): readonly [string, Readonly<Record<string, string>>] | undefined {
  return rejection && [reasonName(rejection.reason), rejection.metadata];
}

/** The money and the positions of a session as clients see them. */
import { create } from "@bufbuild/protobuf";
import {
  type Account,
  AccountSchema,
  type Metrics,
  type Position,
  PositionSchema,
} from "../../gen/ts/openbell/v1/account_pb.ts";
import { type IntrabarBand, IntrabarBandSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { formatMoney, timesDecimal } from "../domain/money.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { SimulationParts } from "./simulation-parts.ts";

/** The account at the barrier. */
export function accountMessage({ ledger, clock, setup }: SimulationParts): Account {
  const { gross, net } = ledger.exposure;
  return create(AccountSchema, {
    currency: setup.currency,
    cash: formatMoney(ledger.cash),
    equity: formatMoney(ledger.equity),
    buyingPower: formatMoney(ledger.buyingPower),
    marginUsed: formatMoney(ledger.marginUsed),
    maintenanceMargin: formatMoney(timesDecimal(gross, ledger.maintenanceMargin, "ceiling")),
    grossExposure: formatMoney(gross),
    netExposure: formatMoney(net),
    unrealizedProfit: formatMoney(ledger.unrealizedProfit),
    realizedProfit: formatMoney(ledger.realizedProfit),
    fees: formatMoney(ledger.fees),
    dividends: formatMoney(ledger.dividends),
    barrier: BigInt(clock.barrier),
    ...(clock.timeNs === undefined ? {} : { sessionTime: timestampOf(clock.timeNs) }),
  });
}

/** The open positions, in the order of the session's symbols. */
export function positionMessages({ ledger }: SimulationParts): readonly Position[] {
  return ledger.held.map(({ symbol, units, position, markPrice }) => {
    const value = units.value(markPrice, position.lots);
    return create(PositionSchema, {
      symbol,
      quantity: units.quantityText(position.lots),
      averagePrice: position.averagePriceText,
      lastPrice: units.priceText(markPrice),
      marketValue: formatMoney(value),
      unrealizedProfit: formatMoney(value - position.cost),
      realizedProfit: formatMoney(position.realizedProfit),
      fees: formatMoney(position.fees),
    });
  });
}

/** The figures at the barrier. */
export function metricsMessage(parts: SimulationParts): Metrics {
  const { figures, counts, execution, clock, ledger, initialCapital } = parts;
  return figures.toMessage({
    orders: counts.placed,
    fills: execution.fills,
    barrier: clock.barrier,
    equity: ledger.equity,
    initialCapital,
    fees: ledger.fees,
  });
}

/** What the result hangs on where bars could have gone two ways. */
export function bandMessage({ band, ledger }: SimulationParts): IntrabarBand {
  return create(IntrabarBandSchema, {
    ambiguousBars: BigInt(band.ambiguousBars),
    pessimisticEquity: formatMoney(ledger.equity + band.worse),
    optimisticEquity: formatMoney(ledger.equity + band.better),
  });
}

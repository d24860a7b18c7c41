/** Splits and dividends: what they do to a position, to its money and to resting orders. */
import { create } from "@bufbuild/protobuf";
import { OrderStateReason, PositionAdjustedSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { type Decimal, parseDecimal } from "../domain/decimal.ts";
import type { Instant } from "../domain/instant.ts";
import { divided, formatMoney, type Money } from "../domain/money.ts";
import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { OrderBook } from "./orders/order-book.ts";
import type { OrderLife } from "./orders/order-life.ts";
import type { SessionClock } from "./session-clock.ts";
import type { EngineAction } from "./simulation-setup.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** What corporate actions change. */
export interface ActionParts {
  readonly clock: SessionClock;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly book: OrderBook;
  readonly life: OrderLife;
}

/** Applies the actions of a symbol that lie after its last date, up to a new one. */
export function applyActions(
  symbol: TradedSymbol,
  date: TradingDate,
  timeNs: Instant,
  parts: ActionParts,
): void {
  if (symbol.instrument.actions.length === 0) return;
  const before = symbol.date;
  if (before === 0 || before === date) return;
  for (const action of symbol.instrument.actions) {
    if (action.exDate > date) return;
    if (action.exDate > before) applyAction(symbol, action, timeNs, parts);
  }
}

function applyAction(
  symbol: TradedSymbol,
  action: EngineAction,
  timeNs: Instant,
  parts: ActionParts,
): void {
  const value = decimal(action.value, symbol.symbol);
  const previous = symbol.position.lots;
  const isSplit = action.type === "split";
  const cash = isSplit
    ? split(symbol, value, timeNs, parts)
    : symbol.units.perQuantity(value, previous);
  const { ledger, journal, clock } = parts;
  ledger.pay(cash);
  ledger.dividends += cash;
  ledger.noteHeld();
  if (previous === 0) return;
  const { units, position } = symbol;
  const adjusted = create(PositionAdjustedSchema, {
    symbol: symbol.symbol,
    exDate: formatTradingDate(action.exDate),
    barrier: BigInt(clock.barrier),
    action: { case: action.type, value: action.value },
    previousQuantity: units.quantityText(previous),
    quantity: units.quantityText(position.lots),
    cash: formatMoney(cash),
  });
  journal.positionAdjusted(adjusted, timeNs);
}

/** Converts position and orders; gives the cash for what is left of a whole lot. */
function split(
  symbol: TradedSymbol,
  ratio: Decimal,
  timeNs: Instant,
  { book, life, journal, clock }: ActionParts,
): Money {
  const { units, position } = symbol;
  const divisor = 10n ** BigInt(ratio.scale);
  const oldPrice = symbol.hasPrice ? symbol.markPrice : 0;
  symbol.rescale(Number(ratio.units) / Number(divisor));
  const left = position.split(ratio.units, divisor);
  for (const order of [...book.ofSymbol(symbol.index)]) {
    const before = order.leaves;
    order.convert(ratio.units, divisor);
    if (before > 0 && order.leaves <= 0) {
      life.end(order, "Cancel", OrderStateReason.SPLIT, timeNs);
      continue;
    }
    order.move("Convert", OrderStateReason.SPLIT, clock.at(timeNs));
    journal.orderChanged(order);
  }
  // `left` counts 1/divisor of new lots, worth old price / ratio each: the divisor cancels out.
  return divided(BigInt(oldPrice) * left * units.valueFactor, ratio.units, "half-even");
}

function decimal(text: string, symbol: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed.ok && parsed.value.units > 0n) return parsed.value;
  throw new RangeError(`an action of ${symbol} has the value ${text}, not a decimal above 0`);
}

/** Takes what drivers and people ask of orders: judged whole, done whole, or refused. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type Order,
  type OrderSpec,
  OrderState,
  OrderStateReason,
  OrderStateSchema,
  OrderType,
  TimeInForce,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import type {
  CancelOrder,
  OrderKey,
  PlaceOrder,
  ReplaceOrder,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { PreviewOrderResponse } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import { checkPlaceOrder } from "../domain/order/check-order-spec.ts";
import { checkReplaceOrder, judgeOrderKey } from "../domain/order/check-replace-order.ts";
import { quote } from "../domain/quote.ts";
import { fulfil, type Outcome, type Rejection, refuse, rejectFields } from "../domain/rejection.ts";
import { expiryOf } from "./due-events.ts";
import { raiseTrail } from "./matching/trailing-stop.ts";
import { OrderReferences } from "./order-references.ts";
import { orderSpecHash } from "./order-spec-hash.ts";
import { WorkingOrder } from "./orders/working-order.ts";
import { previewOrder, previewRefused } from "./preview-order.ts";
import { repeatedOrder } from "./repeated-order.ts";
import { type PreTradeOptions, preTradeProblems } from "./risk/pre-trade-checks.ts";
import { RiskPicture } from "./risk-picture.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { ClientOrderIds, PlaceOutcome } from "./simulation-setup.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** The desk. Paths of bad fields begin with the name of the command's field. */
export class OrderDesk {
  readonly #parts: SimulationParts;
  readonly #ids: ClientOrderIds;
  readonly #references: OrderReferences;
  readonly #risk: RiskPicture;

  constructor(parts: SimulationParts, ids: ClientOrderIds) {
    this.#parts = parts;
    this.#ids = ids;
    this.#references = new OrderReferences(parts, ids);
    this.#risk = new RiskPicture(parts);
  }

  /** Places an order; of an id that is taken, gives the order that it stands for. */
  place(command: PlaceOrder, path: string): PlaceOutcome {
    const repeated = repeatedOrder(command, this.#ids, this.#parts.book);
    if (repeated !== undefined) return repeated;
    const checked = checkPlaceOrder(command, this.#references, { path });
    if (!checked.ok) return checked;
    const spec = checked.value;
    const symbol = this.#tradedOf(spec);
    const parent = this.#parts.book.byClientId(spec.parentClientOrderId);
    const proposal = this.#risk.proposal(spec, symbol, parent, undefined);
    for (const rejection of preTradeProblems(proposal, this.#options)) return refuse(rejection);
    const { gate, clock } = this.#parts;
    gate.rate.count(clock.timeNs);
    this.#parts.counts.placed += 1;
    const order = this.#accept(command.clientOrderId, spec, symbol, parent);
    return { ok: true, order: order.toMessage() };
  }

  /** Says what an order would need and cost, and what is wrong with it. */
  preview(command: PlaceOrder, path: string): PreviewOrderResponse {
    const options = { path, mayBeNameless: true };
    const checked = checkPlaceOrder(command, this.#references, options);
    if (!checked.ok) return previewRefused(checked.rejection);
    const spec = checked.value;
    const parent = this.#parts.book.byClientId(spec.parentClientOrderId);
    const proposal = this.#risk.proposal(spec, this.#tradedOf(spec), parent, undefined);
    return previewOrder(spec, proposal, this.#options);
  }

  /** Replaces quantity and prices of an open order. */
  replace(command: ReplaceOrder, path: string): Outcome<Order> {
    const found = this.#openOrder(command.order, `${path}.order`);
    if (!found.ok) return found;
    const order = found.value;
    if (order.cancelNs !== undefined) return refuse(notOpen(order, "has a cancel on its way"));
    const checked = checkReplaceOrder(command, order.toMessage(), this.#references, path);
    if (!checked.ok) return checked;
    const spec = checked.value;
    const proposal = this.#risk.proposal(spec, this.#tradedOf(spec), undefined, order);
    for (const rejection of preTradeProblems(proposal, this.#options)) return refuse(rejection);
    const { gate, clock, due, moves, rules } = this.#parts;
    gate.rate.count(clock.timeNs);
    const arriveNs = (clock.timeNs ?? 0n) + rules.latencyNs;
    if (rules.latencyNs > 0n) moves.requestReplace(order, { arriveNs, spec });
    else {
      order.replacement = { arriveNs, spec };
      moves.replace(order, clock.timeNs);
    }
    due.noteChange();
    return fulfil(order.toMessage());
  }

  /** Cancels an open order. */
  cancel(command: CancelOrder, path: string): Outcome<Order> {
    const found = this.#openOrder(command.order, `${path}.order`);
    if (!found.ok) return found;
    this.#cancelOrder(found.value);
    return fulfil(found.value.toMessage());
  }

  /** Cancels all open orders of a symbol, or of all symbols where it is empty. */
  cancelAll(symbol: string): readonly Order[] {
    const { book } = this.#parts;
    const wanted = symbol === "" ? undefined : this.#references.traded(symbol)?.index;
    if (symbol !== "" && wanted === undefined) return [];
    const orders = book.open.filter(
      (order) => !order.isServers && (wanted === undefined || order.symbol === wanted),
    );
    return orders.map((order) => {
      if (order.isOpen) this.#cancelOrder(order);
      return order.toMessage();
    });
  }

  get #options(): PreTradeOptions {
    const { gate, rules } = this.#parts;
    return { rate: gate.rate, paidAtFillOnly: rules.flags.paidAtFillOnly };
  }

  #tradedOf(spec: OrderSpec): TradedSymbol {
    const symbol = this.#references.traded(spec.symbol);
    if (symbol === undefined) throw new Error(`${spec.symbol} was found to be of the session`);
    return symbol;
  }

  #accept(
    clientOrderId: string,
    spec: OrderSpec,
    symbol: TradedSymbol,
    parent: WorkingOrder | undefined,
  ): WorkingOrder {
    const { counts, book, clock, journal, due, rules } = this.#parts;
    counts.orders += 1;
    const { units, index } = symbol;
    const number = counts.orders;
    const placed = clock.now;
    const order = new WorkingOrder({ number, clientOrderId, symbol: index, spec, units, placed });
    this.#ids.add(clientOrderId, { orderNumber: number, specHash: orderSpecHash(spec) });
    order.isExit = spec.reduceOnly || parent?.sign === -order.sign;
    if (parent !== undefined) {
      order.parent = parent.number;
      order.released = parent.filledLots;
      order.parentHasEnded = !parent.isOpen;
    }
    const { timeNs } = clock;
    order.activeNs = timeNs === undefined ? undefined : timeNs + rules.latencyNs;
    order.state = firstState(order, timeNs !== undefined && rules.latencyNs > 0n);
    order.reason = OrderStateReason.REQUESTED;
    // Before the first slice the session of a DAY order is not known; the first slice tells it.
    const isDated = timeNs !== undefined || spec.timeInForce === TimeInForce.GTD;
    if (isDated) order.expireNs = expiryOf(order, symbol, timeNs ?? 0n);
    order.takesNextOpen = this.#waitsForOpen(symbol, timeNs);
    if (order.state !== OrderState.HELD) beginTrail(order, symbol);
    book.add(order);
    journal.orderChanged(order);
    due.noteChange();
    const isMarket = order.type === OrderType.MARKET && order.state === OrderState.NEW;
    const isMetAtOnce = isMarket && !order.takesNextOpen && !rules.flags.sameCloseWithNextBar;
    if (isMetAtOnce) this.#parts.matching.fillAtLastClose(order, timeNs);
    return order;
  }

  #waitsForOpen(symbol: TradedSymbol, timeNs: bigint | undefined): boolean {
    const { sameClose, flags } = this.#parts.rules;
    if (!sameClose) return true;
    const isOpen = timeNs !== undefined && symbol.instrument.calendar.isOpen(timeNs);
    return flags.nextOpenWhenClosed && !isOpen;
  }

  #cancelOrder(order: WorkingOrder): void {
    const { clock, rules, life, moves, due } = this.#parts;
    if (rules.latencyNs === 0n || clock.timeNs === undefined) {
      life.end(order, "Cancel", OrderStateReason.REQUESTED, clock.timeNs);
      return;
    }
    moves.requestCancel(order, clock.timeNs + rules.latencyNs);
    due.noteChange();
  }

  #openOrder(key: OrderKey | undefined, field: string): Outcome<WorkingOrder> {
    const violations = [...judgeOrderKey(key, field)];
    if (key === undefined || violations.length > 0) return refuse(rejectFields(violations));
    const order = findOrder(this.#parts, key);
    if (order?.isOpen && !order.isServers) return fulfil(order);
    return refuse(this.#absence(key, order));
  }

  #absence({ key }: OrderKey, order: WorkingOrder | undefined): Rejection {
    if (order !== undefined) {
      const why = order.isServers ? "closes a position for the server" : "is not open any more";
      return notOpen(order, why);
    }
    const name = key.case === "orderId" ? "order_id" : "client_order_id";
    const value = key.value ?? "";
    const isOwnName = key.case === "clientOrderId";
    const number = isOwnName ? this.#ids.find(value)?.orderNumber : numberOf(value);
    if (number === undefined || number > this.#parts.counts.orders) {
      const message = `the session has no order with ${name} ${quote(value)}`;
      const keys = { order_id: "", client_order_id: "", [name]: value };
      return { reason: ErrorReason.ORDER_NOT_FOUND, message, metadata: keys };
    }
    return {
      reason: ErrorReason.ORDER_NOT_OPEN,
      message: `order ${number} is not open any more`,
      // Which state it ended in, and the name that it had, the log knows.
      metadata: { order_id: `${number}`, client_order_id: isOwnName ? value : "" },
    };
  }
}

function notOpen(order: WorkingOrder, why: string): Rejection {
  return {
    reason: ErrorReason.ORDER_NOT_OPEN,
    message: `order ${order.number} ${why}`,
    metadata: {
      order_id: `${order.number}`,
      client_order_id: order.clientOrderId,
      order_state: enumName(OrderStateSchema, order.state),
    },
  };
}

/** The order that a key names, if it is open or ended lately. */
export function findOrder({ book }: SimulationParts, { key }: OrderKey): WorkingOrder | undefined {
  if (key.case === "clientOrderId") return book.byClientId(key.value);
  const number = key.case === "orderId" ? numberOf(key.value) : undefined;
  return number === undefined ? undefined : book.byNumber(number);
}

/** The number of an order id; undefined for what is none. */
function numberOf(orderId: string): number | undefined {
  return /^[1-9][0-9]{0,15}$/.test(orderId) ? Number(orderId) : undefined;
}

function firstState(order: WorkingOrder, isOnItsWay: boolean): OrderState {
  if (isOnItsWay) return OrderState.PENDING_NEW;
  return order.parent !== 0 && order.released === 0 ? OrderState.HELD : OrderState.NEW;
}

/** A trailing stop that was given no trigger begins behind the last price. */
function beginTrail(order: WorkingOrder, symbol: TradedSymbol): void {
  const isTrailing = order.type === OrderType.TRAILING_STOP && order.trigger === undefined;
  if (!isTrailing || !symbol.hasPrice) return;
  const price = symbol.units.dataPrice(order.sign > 0 ? symbol.ask : symbol.bid);
  raiseTrail(order, price * order.sign);
}

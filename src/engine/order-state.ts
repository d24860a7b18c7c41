/** An open order as it is kept in a state, and the order that goes on from it. */
import { clone, create } from "@bufbuild/protobuf";
import {
  ReplacementStateSchema,
  type WorkingOrderState,
  WorkingOrderStateSchema,
} from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { OrderSpecSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { parseMoney } from "../domain/money.ts";
import { instantOf } from "../domain/timestamp.ts";
import { WorkingOrder } from "./orders/working-order.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** The kept form. */
export function stateOfOrder(order: WorkingOrder): WorkingOrderState {
  const { activeNs, expireNs, cancelNs, trigger, replacement } = order;
  return create(WorkingOrderStateSchema, {
    order: order.toMessage(),
    ...(activeNs === undefined ? {} : { activeNs }),
    ...(expireNs === undefined ? {} : { expireNs }),
    ...(cancelNs === undefined ? {} : { cancelNs }),
    ...(trigger === undefined ? {} : { trigger: BigInt(trigger) }),
    hasRested: order.hasRested,
    isTriggered: order.isTriggered,
    filledValue: `${order.filledValue}`,
    parent: BigInt(order.parent),
    released: BigInt(order.released),
    parentHasEnded: order.parentHasEnded,
    wasCapped: order.wasCapped,
    takesNextOpen: order.takesNextOpen,
    closingReason: order.closingReason,
    isExit: order.isExit,
    ...(replacement === undefined
      ? {}
      : {
          replacement: create(ReplacementStateSchema, {
            arriveNs: replacement.arriveNs,
            spec: clone(OrderSpecSchema, replacement.spec),
          }),
        }),
  });
}

/** The order. @throws Error for a state that this engine did not write. */
export function orderOfState(
  state: WorkingOrderState,
  symbols: readonly TradedSymbol[],
): WorkingOrder {
  const { order: message, replacement } = state;
  const symbol = symbols.find((one) => one.symbol === message?.spec?.symbol);
  if (message?.spec === undefined || symbol === undefined) {
    throw new Error("the state has an order of no symbol of the session");
  }
  const { acceptTime, updateTime, triggerTime, placedBarrier, updatedBarrier } = message;
  const order = new WorkingOrder({
    number: Number(message.orderId),
    clientOrderId: message.clientOrderId,
    symbol: symbol.index,
    spec: clone(OrderSpecSchema, message.spec),
    units: symbol.units,
    placed: { barrier: Number(placedBarrier), timeNs: acceptTime && instantOf(acceptTime) },
  });
  order.state = message.state;
  order.reason = message.stateReason;
  order.message = message.stateMessage;
  order.lots = symbol.units.lots(message.quantity);
  order.filledLots = symbol.units.lots(message.filledQuantity);
  order.fees = parseMoney(message.fees);
  order.version = message.version;
  order.updated = {
    barrier: Number(updatedBarrier),
    timeNs: updateTime && instantOf(updateTime),
  };
  order.triggerNs = triggerTime && instantOf(triggerTime);
  order.filledValue = BigInt(state.filledValue);
  order.activeNs = state.activeNs;
  order.expireNs = state.expireNs;
  order.cancelNs = state.cancelNs;
  order.trigger = state.trigger === undefined ? undefined : Number(state.trigger);
  order.hasRested = state.hasRested;
  order.isTriggered = state.isTriggered;
  order.parent = Number(state.parent);
  order.released = Number(state.released);
  order.parentHasEnded = state.parentHasEnded;
  order.wasCapped = state.wasCapped;
  order.takesNextOpen = state.takesNextOpen;
  order.closingReason = state.closingReason;
  order.isExit = state.isExit;
  if (replacement?.spec !== undefined) {
    const spec = clone(OrderSpecSchema, replacement.spec);
    order.replacement = { arriveNs: replacement.arriveNs, spec };
  }
  return order;
}

/**
 * What can happen to an order in which state, and where it leads: the one table. The engine obeys
 * it and `docs/orders.md` is generated from it. An event without a row for the current state is a
 * defect of the engine, or of a command that is refused with ORDER_NOT_OPEN.
 */
import { OrderState } from "../../../gen/ts/openbell/v1/order_pb.ts";

/** What happens to an order. */
export type OrderEvent =
  | "Arrive"
  | "Hold"
  | "Release"
  | "Trigger"
  | "Fill"
  | "FillLast"
  | "RequestReplace"
  | "Replace"
  | "DropReplace"
  | "RequestCancel"
  | "Cancel"
  | "Expire"
  | "Reject"
  | "Convert";

/**
 * One row: in any state of `from`, the event leads to `to`. "same" keeps the state; "working" is
 * NEW where nothing is filled and PARTIALLY_FILLED otherwise.
 */
export interface OrderTransition {
  readonly event: OrderEvent;
  readonly from: readonly OrderState[];
  readonly to: OrderState | "same" | "working";
  /** What is surprising about the row, for readers of the table. */
  readonly note: string;
}

const S = OrderState;

/** States in which an order can still change. */
export const openOrderStates: readonly OrderState[] = [
  S.PENDING_NEW,
  S.HELD,
  S.NEW,
  S.PARTIALLY_FILLED,
  S.PENDING_REPLACE,
  S.PENDING_CANCEL,
];

/** States that an order does not leave. */
export const finalOrderStates: readonly OrderState[] = [
  S.FILLED,
  S.CANCELED,
  S.EXPIRED,
  S.REJECTED,
];

/** Every state, in the order in which an order may meet them. */
export const allOrderStates: readonly OrderState[] = [...openOrderStates, ...finalOrderStates];

/** States in which an order can be filled. */
export const workingOrderStates: readonly OrderState[] = [
  S.NEW,
  S.PARTIALLY_FILLED,
  S.PENDING_REPLACE,
  S.PENDING_CANCEL,
];

/** States in which an order may begin: with a latency, with a parent, or at once. */
export const initialOrderStates: readonly OrderState[] = [S.PENDING_NEW, S.HELD, S.NEW];

/** The table. Rows of one event never share a state. */
export const orderTransitions: readonly OrderTransition[] = [
  { event: "Arrive", from: [S.PENDING_NEW], to: S.NEW, note: "The latency passed." },
  {
    event: "Hold",
    from: [S.PENDING_NEW],
    to: S.HELD,
    note: "It arrived before its parent was filled.",
  },
  { event: "Release", from: [S.HELD], to: S.NEW, note: "The parent was filled, in part at least." },
  {
    event: "Trigger",
    from: workingOrderStates,
    to: "same",
    note: "`trigger_time` says when the price was reached; a trigger that only trails is none.",
  },
  {
    event: "Fill",
    from: [S.NEW, S.PARTIALLY_FILLED],
    to: S.PARTIALLY_FILLED,
    note: "A fill that leaves something. It is told by the fill itself.",
  },
  {
    event: "Fill",
    from: [S.PENDING_REPLACE, S.PENDING_CANCEL],
    to: "same",
    note: "What is on its way stays on its way.",
  },
  {
    event: "FillLast",
    from: workingOrderStates,
    to: S.FILLED,
    note: "A fill that leaves nothing; a replacement or cancel on its way comes too late.",
  },
  {
    event: "RequestReplace",
    from: [S.NEW, S.PARTIALLY_FILLED],
    to: S.PENDING_REPLACE,
    note: "Only with a latency; otherwise the replacement is done at once.",
  },
  {
    event: "RequestReplace",
    from: [S.PENDING_NEW, S.HELD, S.PENDING_REPLACE],
    to: "same",
    note: "It follows what is on its way already.",
  },
  {
    event: "Replace",
    from: [S.PENDING_NEW, S.HELD, S.NEW, S.PARTIALLY_FILLED, S.PENDING_CANCEL],
    to: "same",
    note: "`version` tells it apart from the order as it was.",
  },
  { event: "Replace", from: [S.PENDING_REPLACE], to: "working", note: "" },
  {
    event: "DropReplace",
    from: [S.PENDING_REPLACE],
    to: "working",
    note: "As much as it asks for was filled while it was on its way.",
  },
  {
    event: "RequestCancel",
    from: [S.NEW, S.PARTIALLY_FILLED, S.PENDING_REPLACE],
    to: S.PENDING_CANCEL,
    note: "Only with a latency; otherwise the order is canceled at once.",
  },
  {
    event: "RequestCancel",
    from: [S.PENDING_NEW, S.HELD, S.PENDING_CANCEL],
    to: "same",
    note: "It follows what is on its way already.",
  },
  { event: "Cancel", from: openOrderStates, to: S.CANCELED, note: "Its fills stand." },
  { event: "Expire", from: openOrderStates, to: S.EXPIRED, note: "Its fills stand." },
  {
    event: "Reject",
    from: [S.PENDING_NEW, S.HELD, S.NEW, S.PENDING_REPLACE, S.PENDING_CANCEL],
    to: S.REJECTED,
    note: "Nothing of it is filled; what has fills is canceled instead.",
  },
  {
    event: "Convert",
    from: openOrderStates,
    to: "same",
    note: "A split changed its prices and its quantity.",
  },
];

/** Every event, in the order of the table. */
export const orderEvents: readonly OrderEvent[] = [
  ...new Set(orderTransitions.map(({ event }) => event)),
];

/**
 * The state after an event; undefined where the event is not legal. `isFilledInPart` says whether
 * the order has fills.
 */
export function nextOrderState(
  state: OrderState,
  event: OrderEvent,
  isFilledInPart: boolean,
): OrderState | undefined {
  const row = findOrderTransition(state, event);
  if (row === undefined) return undefined;
  if (row.to === "same") return state;
  if (row.to === "working") return isFilledInPart ? S.PARTIALLY_FILLED : S.NEW;
  return row.to;
}

/** The row for an event in a state; undefined where the event is not legal. */
export function findOrderTransition(
  state: OrderState,
  event: OrderEvent,
): OrderTransition | undefined {
  return rows.get(event)?.[state];
}

/** The table by event and state: orders move too often to search it every time. */
const rows = new Map(
  orderEvents.map((event) => {
    const byState: (OrderTransition | undefined)[] = [];
    for (const row of orderTransitions) {
      if (row.event === event) for (const state of row.from) byState[state] = row;
    }
    return [event, byState] as const;
  }),
);

/** Whether an order in this state can still change. */
export function isOpenOrder(state: OrderState): boolean {
  return openOrderStates.includes(state);
}

import { describe, expect, test } from "vitest";
import { OrderStateSchema, OrderState as S } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import {
  allOrderStates,
  finalOrderStates,
  findOrderTransition,
  initialOrderStates,
  isOpenOrder,
  nextOrderState,
  type OrderEvent,
  openOrderStates,
  orderEvents,
  orderTransitions,
  workingOrderStates,
} from "../../../../src/domain/order/order-transitions.ts";

describe("states", () => {
  test("every state of the contract is either open or final", () => {
    const published = OrderStateSchema.values.map(({ number }) => number).filter((n) => n !== 0);
    expect([...allOrderStates].sort()).toEqual([...published].sort());
    for (const state of allOrderStates) {
      expect(isOpenOrder(state)).toBe(!finalOrderStates.includes(state));
    }
    expect(openOrderStates).toEqual(expect.arrayContaining([...workingOrderStates]));
    expect(openOrderStates).toEqual(expect.arrayContaining([...initialOrderStates]));
  });
});

/**
 * All pairs, written out by hand. Columns: PENDING_NEW, HELD, NEW, PARTIALLY_FILLED,
 * PENDING_REPLACE, PENDING_CANCEL. `=` stays, `.` is illegal, `w` works on.
 */
const table: Record<OrderEvent, string> = {
  Arrive: "N.....",
  Hold: "H.....",
  Release: ".N....",
  Trigger: "..====",
  Fill: "..PP==",
  FillLast: "..FFFF",
  RequestReplace: "==RR=.",
  Replace: "====w=",
  DropReplace: "....w.",
  RequestCancel: "==CCC=",
  Cancel: "XXXXXX",
  Expire: "EEEEEE",
  Reject: "JJJ.JJ",
  Convert: "======",
};
const letters: Record<string, S> = {
  N: S.NEW,
  H: S.HELD,
  P: S.PARTIALLY_FILLED,
  F: S.FILLED,
  R: S.PENDING_REPLACE,
  C: S.PENDING_CANCEL,
  X: S.CANCELED,
  E: S.EXPIRED,
  J: S.REJECTED,
};

describe("all pairs of a state and an event", () => {
  const pairs = orderEvents.flatMap((event) =>
    allOrderStates.map((state, index) => ({ event, state, letter: table[event][index] ?? "." })),
  );
  test("no event is missing", () => {
    expect([...orderEvents].sort()).toEqual(Object.keys(table).sort());
    expect(pairs).toHaveLength(14 * 10);
  });

  test.each(pairs)("$event in $state: $letter", ({ event, state, letter }) => {
    for (const isFilledInPart of [false, true]) {
      const working = isFilledInPart ? S.PARTIALLY_FILLED : S.NEW;
      const expected = letter === "=" ? state : letter === "w" ? working : letters[letter];
      expect(nextOrderState(state, event, isFilledInPart)).toBe(expected);
    }
  });

  test("no event has two rows for a state", () => {
    const rows = orderTransitions.flatMap(({ event, from }) => from.map((s) => `${event} ${s}`));
    expect(rows).toHaveLength(new Set(rows).size);
    expect(findOrderTransition(S.FILLED, "Cancel")).toBeUndefined();
    expect(findOrderTransition(99 as S, "Cancel")).toBeUndefined();
  });

  test("every state but the initial ones can be reached, and every open one can end", () => {
    const reached = new Set(initialOrderStates);
    for (const _ of allOrderStates) {
      for (const state of [...reached]) {
        for (const event of orderEvents) {
          for (const filled of [false, true]) {
            const next = nextOrderState(state, event, filled);
            if (next !== undefined) reached.add(next);
          }
        }
      }
    }
    expect([...reached].sort()).toEqual([...allOrderStates].sort());
  });
});

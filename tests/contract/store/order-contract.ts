import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  FillSchema,
  type Order,
  OrderSchema,
  OrderState,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { TradingFact } from "../../../src/domain/session/command.ts";
import type { Append } from "../../../src/store/store.ts";
import {
  append,
  batch,
  checkpoint,
  commitOne,
  createAppend,
  everything,
  otherOwner,
  readRecords,
  scope,
  startNs,
} from "../store-fixtures.ts";
import { type OpenStore, secondNs, useStore } from "./store-under-test.ts";

const specHash = "0123456789abcdef";

function order(number: number, state: OrderState, rest: Partial<Order> = {}): Order {
  return {
    ...create(OrderSchema, {
      orderId: String(number),
      clientOrderId: `c${number}`,
      spec: { symbol: number % 2 === 0 ? "SP500" : "AAPL" },
      state,
      filledQuantity: "0",
      fees: "0",
    }),
    ...rest,
  };
}

const changed = (value: Order): TradingFact => ({ payload: { case: "orderChanged", value } });

/** An append in which these orders changed. */
function traded(
  session: Session,
  orders: readonly Order[],
  more: readonly TradingFact[] = [],
): Append {
  const facts = [...orders.map(changed), ...more];
  return {
    ...append(session, { type: "Advance", facts }),
    orders: orders.map((each) => ({ order: each, specHash })),
  };
}

/** Orders as they are, who drives, and what the log says of both. */
export function orderContract(open: OpenStore): void {
  const test = useStore(open);
  const running = async (id: string) =>
    commitOne(test.store, append(await commitOne(test.store, createAppend(id)), { type: "Start" }));
  const { NEW, CANCELED, FILLED } = OrderState;
  const list = async (id: string, rest: object = {}) => {
    const query = { openOnly: false, symbol: "", limit: 10, ...rest };
    return (await test.store.listOrders(scope, id, query)).map(({ orderId }) => orderId);
  };

  describe("orders", () => {
    it("are kept as they are last, and found by number and by the bot's own id", async () => {
      let session = await running("ses_a");
      session = await commitOne(test.store, traded(session, [order(1, NEW), order(2, NEW)]));
      await commitOne(test.store, traded(session, [order(1, CANCELED)]));
      const first = await test.store.readOrder(scope, "ses_a", { orderNumber: 1n });
      expect(first?.state).toBe(CANCELED);
      const second = await test.store.readOrder(scope, "ses_a", { clientOrderId: "c2" });
      expect(second).toEqual(order(2, NEW));
      expect(await test.store.readOrder(scope, "ses_a", { orderNumber: 3n })).toBeUndefined();
      expect(await test.store.readOrder(scope, "ses_b", { orderNumber: 1n })).toBeUndefined();
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("may be the server's own, which nobody named, and several of them", async () => {
      const session = await running("ses_a");
      const unnamed = [1, 2].map((number) => order(number, FILLED, { clientOrderId: "" }));
      await commitOne(test.store, traded(session, unnamed));
      expect(await list("ses_a")).toEqual(["2", "1"]);
      const name = { clientOrderId: "" };
      expect(await test.store.readOrder(scope, "ses_a", name)).toBeUndefined();
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("are listed newest first, in pages, open ones and those of a symbol", async () => {
      const session = await running("ses_a");
      const all = Array.from({ length: 12 }, (_, at) => order(at + 1, at < 10 ? CANCELED : NEW));
      await commitOne(test.store, traded(session, all));
      expect(await list("ses_a", { limit: 3 })).toEqual(["12", "11", "10"]);
      expect(await list("ses_a", { before: 10n, limit: 2 })).toEqual(["9", "8"]);
      expect(await list("ses_a", { openOnly: true })).toEqual(["12", "11"]);
      expect(await list("ses_a", { symbol: "AAPL", limit: 2 })).toEqual(["11", "9"]);
      expect(await list("ses_a", { symbol: "AAPL", openOnly: true, before: 12n })).toEqual(["11"]);
      const ids = await test.store.readOrderIds(scope, "ses_a", 9n, 2);
      expect(ids).toEqual([
        { orderNumber: 10n, clientOrderId: "c10", specHash },
        { orderNumber: 11n, clientOrderId: "c11", specHash },
      ]);
    });

    it("of another scope look like none", async () => {
      const session = await running("ses_a");
      await commitOne(test.store, traded(session, [order(1, NEW)]));
      const query = { openOnly: false, symbol: "", limit: 10 };
      expect(await test.store.listOrders(otherOwner, "ses_a", query)).toEqual([]);
      expect(await test.store.readOrder(otherOwner, "ses_a", { orderNumber: 1n })).toBeUndefined();
      expect(await test.store.readOrderIds(otherOwner, "ses_a", 0n, 9)).toEqual([]);
    });

    it("are not written by a batch that is refused", async () => {
      const session = await running("ses_a");
      const late = traded(session, [order(1, NEW)]);
      await commitOne(test.store, append(session, { type: "Pause" }));
      expect((await test.store.commit(batch([late]))).outcome).toBe("conflict");
      expect(await list("ses_a")).toEqual([]);
    });

    it("go with their session", async () => {
      const session = await running("ses_a");
      const stopped = append(await commitOne(test.store, traded(session, [order(1, NEW)])), {
        type: "Stop",
        stopPolicy: 1,
      });
      const purgeTime = { $typeName: "google.protobuf.Timestamp", seconds: 1n, nanos: 0 } as const;
      const ended = await commitOne(test.store, stopped);
      await commitOne(test.store, append(ended, { type: "Delete", purgeTime }));
      expect(await test.store.upkeep.purgeSessions(startNs + secondNs, 9)).toBe(1);
      expect(await list("ses_a")).toEqual([]);
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("and fills are events of kinds of their own", async () => {
      const session = await running("ses_a");
      const fill = create(FillSchema, {
        ...{ orderId: "1", fee: "0.5", barrier: 1n, leavesQuantity: "0", cumulativeQuantity: "2" },
      });
      const filled = order(1, FILLED, { filledQuantity: "2", fees: "0.5", updatedBarrier: 1n });
      const facts = [
        changed(order(1, NEW)),
        { payload: { case: "orderFilled", value: fill } } as const,
      ];
      await commitOne(test.store, {
        ...append(session, { type: "Advance", facts }),
        orders: [{ order: filled, specHash }],
      });
      const kinds = (kind: EventKind) =>
        readRecords(test.store, scope, { ...everything, kinds: [kind] });
      expect((await kinds(EventKind.ORDERS)).flatMap(({ events }) => events)).toHaveLength(1);
      const [record] = await kinds(EventKind.FILLS);
      expect(record?.events[0]?.payload).toEqual({ case: "orderFilled", value: fill });
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("that are not what the log says are found", async () => {
      const session = await running("ses_a");
      const wrong = { order: order(1, CANCELED), specHash };
      await commitOne(test.store, { ...traded(session, [order(1, NEW)]), orders: [wrong] });
      const [problem] = await test.store.upkeep.verify();
      expect(problem).toContain("order 1 is not what the log folds to");
    });
  });

  describe("drivers", () => {
    const token = (byte: number) => new Uint8Array(32).fill(byte);
    const seated = (session: Session, tokenHash: Uint8Array): Append => ({
      ...append(session, { type: "Advance", facts: [] }),
      checkpoint: {
        ...checkpoint(1),
        seat: { $typeName: "openbell.store.v1.DriverSeat", tokenHash, isLost: false },
      },
      driverToken: tokenHash,
    });

    it("are found by their token, the newest of a session only", async () => {
      let session = await running("ses_a");
      session = await commitOne(test.store, seated(session, token(1)));
      expect(await test.store.findDriven(token(1))).toEqual({ scope, sessionId: "ses_a" });
      session = await commitOne(test.store, seated(session, token(2)));
      expect(await test.store.findDriven(token(1))).toBeUndefined();
      expect(await test.store.findDriven(token(2))).toEqual({ scope, sessionId: "ses_a" });
      expect(await test.store.upkeep.verify()).toEqual([]);
      await commitOne(test.store, seated(session, new Uint8Array()));
      expect(await test.store.findDriven(token(2))).toBeUndefined();
      expect(await test.store.upkeep.verify()).toEqual([]);
    });
  });
}

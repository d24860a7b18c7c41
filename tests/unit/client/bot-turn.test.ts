/** The words of a turn, as the turn of the contract that comes of them. */
import { create, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { OrderType, Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { TurnResultSchema, TurnSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { AcquireDriverResponseSchema } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { type BotTurn, decideTurn, type OnSlice } from "../../../src/client/bot-turn.ts";

const view = {
  seen: create(TurnResultSchema, { barrier: 7n }),
  acquired: create(AcquireDriverResponseSchema, { barrier: 3n }),
  barrier: 7n,
};

async function madeOf(onSlice: OnSlice) {
  const turn = await decideTurn(onSlice, view);
  return turn === undefined ? undefined : toJson(TurnSchema, turn);
}

describe("a turn", () => {
  test("that says nothing passes one slice: the default of the contract", async () => {
    expect(await madeOf(() => {})).toEqual({ expectedBarrier: "7" });
  });

  test("shows what was seen", async () => {
    const shown: unknown[] = [];
    await madeOf(({ seen, acquired, barrier }) => {
      shown.push(seen, acquired, barrier);
    });
    expect(shown).toEqual([view.seen, view.acquired, 7n]);
  });

  test("has its commands in the order in which they were said", async () => {
    const spec = { symbol: "A", side: Side.BUY, type: OrderType.LIMIT, limitPrice: "1.5" };
    const key = { key: { case: "orderId", value: "ord_1" } } as const;
    const turn = await madeOf((each) => {
      each.cancelAll();
      each.place("a-1", { ...spec, size: { case: "quantity", value: "2" } });
      each.replace({ order: { key: { case: "clientOrderId", value: "b" } }, quantity: "3" });
      each.cancel("c");
      each.cancel(key);
      each.cancelAll("B");
    });
    expect(turn).toEqual({
      expectedBarrier: "7",
      commands: [
        { cancelAll: {} },
        {
          place: {
            clientOrderId: "a-1",
            spec: {
              ...{ symbol: "A", side: "SIDE_BUY", type: "ORDER_TYPE_LIMIT" },
              ...{ quantity: "2", limitPrice: "1.5" },
            },
          },
        },
        { replace: { order: { clientOrderId: "b" }, quantity: "3" } },
        { cancel: { order: { clientOrderId: "c" } } },
        { cancel: { order: { orderId: "ord_1" } } },
        { cancelAll: { symbol: "B" } },
      ],
    });
  });

  test("goes as far as was said last, and keeps what it was given", async () => {
    const state = new Uint8Array([1, 2]);
    const turn = await madeOf((each) => {
      each.until({ slices: 5 });
      each.until({ onFill: true });
      each.keep(state);
      each.include({ account: true });
      each.include({ positions: true });
      // The bot's own bytes may change after that; the turn may have to be sent again.
      state[0] = 9;
    });
    expect(turn).toEqual({
      expectedBarrier: "7",
      until: { onFill: true },
      botState: "AQI=",
      includeAccount: true,
      includePositions: true,
    });
  });

  test("waits for a bot that takes its time", async () => {
    const turn = await madeOf(async (each) => {
      await Promise.resolve();
      each.until({ slices: 2 });
    });
    expect(turn).toEqual({ expectedBarrier: "7", until: { slices: 2 } });
  });

  test("that stops is none, whatever was said beside it", async () => {
    const turn = await madeOf((each) => {
      each.cancelAll();
      each.stop();
      each.cancelAll("A");
    });
    expect(turn).toBeUndefined();
  });

  test.each<[string, (turn: BotTurn) => void]>([
    ["place", (turn) => turn.place("a", {})],
    ["until", (turn) => turn.until({ slices: 1 })],
    ["keep", (turn) => turn.keep(new Uint8Array())],
    ["include", (turn) => turn.include({ account: true })],
    ["stop", (turn) => turn.stop()],
  ])("takes no %s once it was made", async (_, late) => {
    const kept: BotTurn[] = [];
    await madeOf((each) => {
      kept.push(each);
    });
    for (const turn of kept) expect(() => late(turn)).toThrow("the turn at barrier 7 was made");
    expect(kept).toHaveLength(1);
  });
});

/**
 * Refusals that hang on the instrument and its venue: the smallest orders of an instrument, and
 * orders that no later trading session could fill, while another symbol of the session goes on.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OrderState, OrderType, Side, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { PlaceOrderSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { importFiles } from "../../../src/market/import/import-files.ts";
import { parseInterval } from "../../../src/market/interval.ts";
import { loadInstruments } from "../../../src/market/load-instruments.ts";
import { createTradingTrial, type TradingTrial } from "./trading-trial.ts";
import { startTrialServer, type TrialServer, temporaryFolder } from "./trial-server.ts";

type Spec = NonNullable<MessageInitShape<typeof PlaceOrderSchema>["spec"]>;

/** Tokyo closes 15 hours before New York: on the last date its symbol is through first. */
const ownMarkets = `
instruments:
  - {symbol: EAST, name: East, asset_class: stock, venue: XTKS, currency: USD, status: active,
     min_quantity: "300", min_notional: "6000"}
  - {symbol: WEST, name: West, asset_class: stock, venue: XNAS, status: active}
`;
const dates = ["2024-01-10", "2024-01-11", "2024-01-12"];
const price = 15;

let server: TrialServer;
let trial: TradingTrial;
let sessionId: string;
let token: string;

async function bringMarket(dataDir: string): Promise<void> {
  const interval = parseInterval("1d");
  if (interval === undefined) throw new Error("1d is no interval");
  const catalogDir = join(dataDir, "market");
  mkdirSync(catalogDir, { recursive: true });
  writeFileSync(join(catalogDir, "markets.yaml"), ownMarkets);
  const rows = dates.map((date) => `${date},${price},${price},${price},${price},1000000`);
  const path = join(dataDir, "bars.csv");
  writeFileSync(path, ["date,open,high,low,close,volume", ...rows, ""].join("\n"));
  for (const symbol of ["EAST", "WEST"]) {
    const instrument = loadInstruments(catalogDir).find((each) => each.symbol === symbol);
    if (instrument === undefined) throw new Error(`there is no ${symbol}`);
    const context = { catalogDir, instrument, nowNs: 1_760_000_000_000_000_000n };
    const outcome = await importFiles({ files: [path], kind: "bars", interval }, context);
    if (outcome.kind !== "imported") throw new Error(`${symbol} was ${outcome.kind}`);
  }
}

/** Passes slices and gives the barrier and what changed on the way. */
async function pass(expectedBarrier: bigint, slices: number) {
  const turn = { expectedBarrier, until: { slices } };
  const headers = { "openbell-driver-token": token };
  const { result } = await trial.trading.step({ sessionId, turn }, { headers });
  return { barrier: result?.barrier, updates: result?.updates ?? [] };
}

beforeAll(async () => {
  const dataDir = temporaryFolder();
  await bringMarket(dataDir);
  server = await startTrialServer({}, dataDir);
  trial = createTradingTrial(server);
  const { session } = await trial.sessions.createSession({
    start: true,
    spec: {
      symbols: ["EAST", "WEST"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: { startDate: "2024-01-10", endDate: "2024-01-12", drive: Drive.LOCKSTEP },
      },
    },
  });
  sessionId = session?.sessionId ?? "";
  ({ driverToken: token } = await trial.trading.acquireDriver({ sessionId }));
  // EAST and WEST of the first date.
  expect((await pass(0n, 2)).barrier).toBe(2n);
});

afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const buy = (symbol: string, quantity: string, rest: Partial<Spec> = {}): Spec =>
  ({
    ...{ symbol, side: Side.BUY, type: OrderType.MARKET },
    size: { case: "quantity", value: quantity },
    ...rest,
  }) as Spec;

const place = (clientOrderId: string, spec: Spec) =>
  trial.trading.placeOrder({ sessionId, order: { clientOrderId, spec } });

describe("the smallest order of an instrument", () => {
  test("is told by the capabilities", async () => {
    const { capabilities } = await trial.trading.getSessionCapabilities({ sessionId });
    expect(capabilities?.symbols).toMatchObject([
      { symbol: "EAST", quantityIncrement: "100", minQuantity: "300", minNotional: "6000" },
      { symbol: "WEST", quantityIncrement: "1", minQuantity: "1", minNotional: "" },
    ]);
  });

  test("a quantity below it is refused, on the lot as it is", async () => {
    const limitPrice = { type: OrderType.LIMIT, limitPrice: "70" };
    const error = await trial.refused("QUANTITY_TOO_SMALL", sessionId, () =>
      place("few", buy("EAST", "200", limitPrice)),
    );
    expect(error.metadata).toMatchObject({ min_quantity: "300" });
    const { order } = await place("enough", buy("EAST", "300", limitPrice));
    expect(order?.state).toBe(OrderState.NEW);
    const replacement = {
      order: { key: { case: "clientOrderId" as const, value: "enough" } },
      quantity: "100",
    };
    await trial.refused("QUANTITY_TOO_SMALL", sessionId, () =>
      trial.trading.replaceOrder({ sessionId, replacement }),
    );
    await trial.trading.cancelAllOrders({ sessionId });
  });

  test.each([
    ["at the last price, 15", {}, "4500"],
    ["at its limit", { type: OrderType.LIMIT, limitPrice: "19" }, "5700"],
  ])("a value below it is refused %s", async (_, rest, value) => {
    const error = await trial.refused("NOTIONAL_TOO_SMALL", sessionId, () =>
      place("cheap", buy("EAST", "300", rest)),
    );
    expect(error.metadata).toMatchObject({ min_notional: "6000", value });
  });

  test("an instrument without one takes a single share", async () => {
    const { problems } = await trial.trading.previewOrder({
      sessionId,
      order: { clientOrderId: "", spec: buy("WEST", "1") },
    });
    expect(problems).toEqual([]);
  });
});

describe("an order that no later trading session could fill", () => {
  const inForce = (timeInForce: TimeInForce) =>
    buy("EAST", "400", { type: OrderType.LIMIT, limitPrice: "15", timeInForce });

  test("is taken between sessions: it belongs to the next open", async () => {
    const { order } = await place("ioc", buy("EAST", "400", { timeInForce: TimeInForce.IOC }));
    expect(order?.state).toBe(OrderState.NEW);
    // EAST of the second date: its open fills it.
    const { barrier, updates } = await pass(2n, 1);
    expect(barrier).toBe(3n);
    expect(updates.at(-1)?.update).toMatchObject({
      case: "fill",
      value: { quantity: "400", price: "15", clientOrderId: "ioc" },
    });
  });

  test("is refused after the last close of its venue, others are not", async () => {
    // WEST of the second date and EAST of the third: WEST has a session ahead.
    expect((await pass(3n, 2)).barrier).toBe(5n);
    for (const each of [TimeInForce.IOC, TimeInForce.FOK, TimeInForce.DAY, TimeInForce.GTC]) {
      const error = await trial.refused("NO_LATER_SESSION", sessionId, () =>
        place("late", inForce(each)),
      );
      expect(error.message).toContain("EAST");
    }
    const { order } = await place("west", buy("WEST", "1", { timeInForce: TimeInForce.IOC }));
    expect(order?.state).toBe(OrderState.NEW);
    const { updates } = await pass(5n, 1);
    expect(updates.at(-1)?.update).toMatchObject({ case: "fill", value: { price: "15" } });
  });

  test("in a session whose data has ended none is taken", async () => {
    const error = await trial.refused("SESSION_NOT_TRADING", sessionId, () =>
      place("late", buy("WEST", "1")),
    );
    expect(error.metadata.current_state).toBe("COMPLETED");
    const order = { key: { case: "clientOrderId" as const, value: "west" } };
    await trial.refused("SESSION_NOT_TRADING", sessionId, () =>
      trial.trading.cancelOrder({ sessionId, order }),
    );
    await trial.refused("SESSION_NOT_TRADING", sessionId, () =>
      trial.trading.acquireDriver({ sessionId }),
    );
  });
});

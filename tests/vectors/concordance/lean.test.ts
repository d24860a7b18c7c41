/**
 * Bots over the wire reproduce algorithms of LEAN to the cent, with its rules for sizes and with
 * its data as it trades them: adjusted by a factor, or raw with splits and dividends.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type OrderSpecSchema,
  OrderState,
  OrderType,
  Side,
  TimeInForce,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { BarPrice, Schedule } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { writeAdjusted } from "./adjusted-file.ts";
import { actionsOfFactors } from "./factor-file.ts";
import { leanQuantity } from "./lean-size.ts";
import { dataFolder, MarketServer } from "./market-server.ts";
import { type BarSeen, type Command, runSession, type SessionOutcome } from "./session-run.ts";

const oracles = join(dataFolder, "oracles/lean_reproduced.json");
/** The factor by which LEAN multiplies the prices of SPY in October 2013. */
const factor = "0.8646266";

interface Terms {
  readonly schedule?: Schedule;
  readonly capital?: number;
}

interface Oracle {
  readonly id: string;
  readonly expected: Readonly<Record<string, string | number>>;
}

function buy(symbol: string, id: string, spec: MessageInitShape<typeof OrderSpecSchema>): Command {
  const whole = { ...spec, symbol, side: Side.BUY };
  return { command: { case: "place", value: { clientOrderId: id, spec: whole } } };
}

/** Buys at the market at the end of the first bar, as much as a share of the capital pays for. */
function buyFirst(symbol: string, weight: number, capital = 100_000) {
  return ({ bar, close }: BarSeen): readonly Command[] => {
    if (bar !== 0) return [];
    const quantity = weight === 0 ? 1 : leanQuantity(weight, capital, close);
    const size = { case: "quantity" as const, value: String(quantity) };
    return [buy(symbol, "first", { type: OrderType.MARKET, size })];
  };
}

/** The six orders of the algorithm about times in force. */
function sixLimits({ bar }: BarSeen): readonly Command[] {
  if (bar !== 0) return [];
  const expireTime = timestampOf(BigInt(Date.UTC(2013, 9, 10, 20)) * 1_000_000n);
  const { GTC, DAY, GTD } = TimeInForce;
  const orders = [
    ["100", GTC],
    ["160", GTC],
    ["140", DAY],
    ["180", DAY],
    ["100", GTD],
    ["160", GTD],
  ] as const;
  return orders.map(([limitPrice, timeInForce], index) =>
    buy("SPYADJ", `limit${index}`, {
      ...{ type: OrderType.LIMIT, limitPrice, timeInForce },
      size: { case: "quantity", value: "10" },
      ...(timeInForce === GTD ? { expireTime } : {}),
    }),
  );
}

const minutes = (price: BarPrice) => ({
  kind: { case: "bars" as const, value: { interval: { seconds: 60n }, price } },
});
const hours = {
  kind: { case: "bars" as const, value: { interval: { seconds: 3600n } } },
};
const october = { startDate: "2013-10-07", endDate: "2013-10-11" };

describe.skipIf(!existsSync(oracles))("algorithms of LEAN", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "openbell-lean-"));
  let server: MarketServer;
  let expected: ReadonlyMap<string, Oracle["expected"]>;

  beforeAll(async () => {
    const file = JSON.parse(readFileSync(oracles, "utf8")) as { oracles: readonly Oracle[] };
    expected = new Map(file.oracles.map((oracle) => [oracle.id, oracle.expected]));
    const adjusted = ["minute/SPY_trade", "minute/SPY_quote", "hour/SPY"].map((name) => {
      const to = join(folder, `${name.replace("/", "-")}.csv`);
      writeAdjusted(`bars/us_equity_${name}.csv.gz`, factor, to);
      return to;
    });
    const [trade = "", quote = "", hour = ""] = adjusted;
    const etf = { venue: "ARCX", priceIncrement: "0.01" };
    server = await MarketServer.start([
      {
        ...{ symbol: "SPYADJ", ...etf },
        files: [
          { path: trade, interval: "1m" },
          { path: quote, interval: "1m" },
          { path: hour, interval: "1h" },
        ],
      },
      {
        ...{ symbol: "SPYRAW", ...etf, actions: actionsOfFactors("spy") },
        files: [{ path: "bars/us_equity_daily/SPY.csv.gz" }],
      },
      {
        ...{ symbol: "AAPLRAW", venue: "XNAS", priceIncrement: "0.01" },
        actions: actionsOfFactors("aapl"),
        files: [
          { path: "bars/us_equity_minute/AAPL_trade.csv.gz", interval: "1m" },
          { path: "bars/us_equity_minute/AAPL_quote.csv.gz", interval: "1m" },
        ],
      },
    ]);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (
    symbol: string,
    dates: { startDate: string; endDate: string },
    data: readonly (ReturnType<typeof minutes> | typeof hours)[],
    decide: (seen: BarSeen) => readonly Command[],
    { schedule = Schedule.REGULAR, capital = 100_000 }: Terms = {},
  ): Promise<SessionOutcome> => {
    const value = { ...dates, data: [...data], fillModel: { profile: "lean-equity" } };
    const modeSpec = { case: "simulation" as const, value };
    const names = { displayName: symbol, strategyId: "lean", symbols: [symbol], schedule };
    return runSession(server, { ...names, initialCapital: String(capital), modeSpec }, decide);
  };
  const both = [minutes(BarPrice.TRADE), minutes(BarPrice.BID_ASK)];
  const expectOf = (id: string) => {
    const facts = expected.get(id) ?? {};
    return { equity: Number(facts["End Equity"]), fees: Number(facts["Total Fees"]), facts };
  };
  const cents = (text: string) => Math.round(Number(text) * 100) / 100;

  test("BasicTemplateAlgorithm", async () => {
    const { equity, fees, facts } = expectOf("BasicTemplateAlgorithm");
    const outcome = await run("SPYADJ", october, both, buyFirst("SPYADJ", 1));
    expect(outcome.fills.map(({ quantity }) => Number(quantity))).toEqual([facts.shares]);
    expect([cents(outcome.equity), cents(outcome.fees)]).toEqual([equity, fees]);
  });

  test("BasicTemplateHourlyAlgorithm", async () => {
    const { equity, fees, facts } = expectOf("BasicTemplateHourlyAlgorithm");
    // Its bars begin at full hours, the first one half an hour before the venue opens.
    const schedule = Schedule.EXTENDED;
    const outcome = await run("SPYADJ", october, [hours], buyFirst("SPYADJ", 1), { schedule });
    expect(outcome.fills.map(({ quantity }) => Number(quantity))).toEqual([facts.shares]);
    expect([cents(outcome.equity), cents(outcome.fees)]).toEqual([equity, fees]);
  });

  test("DividendRegressionAlgorithm", async () => {
    const { equity, fees, facts } = expectOf("DividendRegressionAlgorithm");
    const dates = { startDate: "1998-01-01", endDate: "2006-01-01" };
    const outcome = await run("SPYRAW", dates, [], buyFirst("SPYRAW", 0.5));
    expect(outcome.fills.map(({ quantity }) => Number(quantity))).toEqual([facts.shares]);
    expect([cents(outcome.equity), cents(outcome.fees)]).toEqual([equity, fees]);
    const account = await server.client.trading.account(outcome.sessionId);
    const perShare = Number(account.dividends) / Number(facts.shares);
    expect(perShare).toBeCloseTo(Number(facts["dividends per share"]), 9);
  });

  test("SplitPartialShareRegressionAlgorithm", async () => {
    const { equity, fees } = expectOf("SplitPartialShareRegressionAlgorithm");
    const dates = { startDate: "2014-06-05", endDate: "2014-06-09" };
    const outcome = await run("AAPLRAW", dates, both, buyFirst("AAPLRAW", 0));
    expect([cents(outcome.equity), cents(outcome.fees)]).toEqual([equity, fees]);
    const { positions } = await server.client.trading.positions(outcome.sessionId);
    expect(positions.map(({ quantity }) => quantity)).toEqual(["6"]);
  });

  test("TimeInForceAlgorithm", async () => {
    const { equity, fees, facts } = expectOf("TimeInForceAlgorithm");
    const outcome = await run("SPYADJ", october, [minutes(BarPrice.TRADE)], sixLimits);
    expect([cents(outcome.equity), cents(outcome.fees)]).toEqual([equity, fees]);
    // What is still Submitted there is canceled by the end of the data here; what its time in force
    // ended is Canceled there and EXPIRED here.
    const { CANCELED, FILLED, EXPIRED } = OrderState;
    const states = [CANCELED, FILLED, EXPIRED, FILLED, EXPIRED, FILLED];
    expect(outcome.orders.map(({ state }) => state)).toEqual(states);
    const theirs = { [CANCELED]: "Submitted", [FILLED]: "Filled", [EXPIRED]: "Canceled" };
    expect(states.map((state) => theirs[state as keyof typeof theirs])).toEqual(
      facts["final statuses"],
    );
  });
});

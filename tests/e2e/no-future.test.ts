/**
 * No future: two servers over two worlds that are one up to an instant and differ in everything
 * after it, driven with equal commands by a bot that asks everything at every barrier. Whatever
 * tells the worlds apart before their time is a leak.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MarketDataService } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { CreateSessionResponse } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type {
  AcquireDriverResponse,
  GetSessionReportResponse,
  StepResponse,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { type Answer, NosyBot } from "./nosy-bot.ts";
import { questionsOf } from "./nosy-questions.ts";
import { launchServer, type ServerProcess } from "./server-process.ts";
import { splitTime, type World } from "./two-worlds.ts";

const trading = TradingService.method;
const entry = fileURLToPath(new URL("world-server.ts", import.meta.url));
const worlds: readonly World[] = ["closed", "open"];
const folders = new Map<World, string>();
const servers = new Map<World, ServerProcess>();

beforeAll(async () => {
  await Promise.all(
    worlds.map(async (world) => {
      const folder = mkdtempSync(join(tmpdir(), "openbell-world-"));
      folders.set(world, folder);
      servers.set(world, await launchServer(folder, {}, [entry, world]).served);
    }),
  );
}, 60_000);

afterAll(async () => {
  for (const server of servers.values()) await server.kill();
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
});

/** A session, and the barriers at which its driver asks everything. */
interface Trial {
  readonly symbols: string[];
  readonly simulation: JsonObject;
  readonly more?: JsonObject;
  /** Session times up to which it goes, one turn each; the last is the last that is the same. */
  readonly until: readonly string[];
}

const quantity = { quantity: "20" };
const side = { buy: "SIDE_BUY", sell: "SIDE_SELL" };

/** Orders that rest, fill, expire and hang on each other; some of them live beyond the split. */
function commandsOf(turn: number, symbol: string): readonly JsonObject[] {
  const place = (clientOrderId: string, spec: JsonObject) => ({
    place: { clientOrderId: `${clientOrderId}${turn || ""}`, spec: { symbol, ...spec } },
  });
  const limit = { type: "ORDER_TYPE_LIMIT", timeInForce: "TIME_IN_FORCE_GTC" };
  return [
    place("market", { side: side.buy, type: "ORDER_TYPE_MARKET", ...quantity }),
    place("all", { side: side.buy, type: "ORDER_TYPE_MARKET", buyingPowerFraction: "0.1" }),
    place("day", {
      ...limit,
      side: side.buy,
      limitPrice: "5",
      timeInForce: "TIME_IN_FORCE_DAY",
      ...quantity,
    }),
    place("gtd", {
      ...limit,
      side: side.buy,
      limitPrice: "5",
      timeInForce: "TIME_IN_FORCE_GTD",
      expireTime: "2001-09-13T14:00:00Z",
      ...quantity,
    }),
    place("near", { ...limit, side: side.sell, limitPrice: "52", ...quantity }),
    place("stop", {
      side: side.sell,
      type: "ORDER_TYPE_STOP",
      triggerPrice: "20",
      timeInForce: "TIME_IN_FORCE_GTC",
      ocoGroup: "exit",
      ...quantity,
    }),
    place("take", { ...limit, side: side.sell, limitPrice: "999", ocoGroup: "exit", ...quantity }),
    place("child", {
      ...limit,
      side: side.buy,
      limitPrice: "4",
      parentClientOrderId: `near${turn || ""}`,
      ...quantity,
    }),
    place("trail", {
      side: side.sell,
      type: "ORDER_TYPE_TRAILING_STOP",
      trailFraction: "0.2",
      timeInForce: "TIME_IN_FORCE_GTC",
      ...quantity,
    }),
    place("ioc", {
      ...limit,
      side: side.buy,
      limitPrice: "5",
      timeInForce: "TIME_IN_FORCE_IOC",
      ...quantity,
    }),
    place("foreign", { symbol: "NEWX", side: side.buy, type: "ORDER_TYPE_MARKET", ...quantity }),
    { cancel: { order: { clientOrderId: "take" } } },
    { replace: { order: { clientOrderId: "near" }, quantity: "15" } },
  ];
}

async function play(world: World, trial: Trial): Promise<readonly Answer[]> {
  const bot = new NosyBot(servers.get(world)?.grpcUrl ?? "");
  try {
    const sessionId = await create(bot, trial);
    const [acquired] = (await bot.call(trading.acquireDriver, {
      sessionId,
    })) as AcquireDriverResponse[];
    bot.token = acquired?.driverToken;
    const askAll = async (about: string) => {
      for (const [method, request] of questionsOf(sessionId, trial.symbols)) {
        await bot.ask(method, request, about);
      }
    };
    await askAll("at the start:");
    let barrier = 0n;
    for (const [turn, time] of trial.until.entries()) {
      const commands = trial.symbols.flatMap((symbol, index) =>
        commandsOf(turn * trial.symbols.length + index, symbol),
      );
      const request = {
        sessionId,
        turn: {
          ...{ expectedBarrier: String(barrier), commands, until: { time } },
          ...{ includeAccount: true, includePositions: true },
        },
      };
      await bot.ask(trading.step, request, `turn ${turn}:`);
      // The same turn again has the same answer, and says where the session is.
      const [again] = (await bot.call(trading.step, request)) as StepResponse[];
      barrier = again?.result?.barrier ?? 0n;
      await askAll(`at ${time}:`);
    }
    expect(bot.asked).toEqual(everyMethod);
    return bot.answers;
  } finally {
    bot.close();
  }
}

async function create(bot: NosyBot, { symbols, simulation, more }: Trial): Promise<string> {
  const spec = {
    ...{ symbols, initialCapital: "1000000", ...more },
    simulation: { drive: "DRIVE_LOCKSTEP", durability: "DURABILITY_STRICT", ...simulation },
  };
  const answers = await bot.call(SessionService.method.createSession, { spec, start: true });
  const [{ session } = { session: undefined }] = answers as unknown as CreateSessionResponse[];
  return session?.sessionId ?? "";
}

const everyMethod = new Set(
  [SessionService, MarketDataService, TradingService].flatMap(({ methods, name }) =>
    methods.map((method) => `${name}.${method.name}`),
  ),
);

/** What differs, one line each. */
function differences(one: readonly Answer[], other: readonly Answer[]): readonly string[] {
  return one.flatMap(({ question, answer }, index) => {
    const { question: same, answer: second = "" } = other[index] ?? {};
    if (question === same && answer === second) return [];
    const at = [...answer].findIndex((letter, place) => letter !== second[place]);
    const from = Math.max(0, at - 160);
    return [`${question}\n  ${answer.slice(from, at + 80)}\n  ${second.slice(from, at + 80)}`];
  });
}

async function leaks(trial: Trial): Promise<readonly string[]> {
  const [closed = [], open = []] = await Promise.all(worlds.map((world) => play(world, trial)));
  expect(closed.length).toBeGreaterThan(trial.until.length * 120);
  expect(open).toHaveLength(closed.length);
  const found = differences(closed, open);
  return found.slice(0, 10).concat(found.length > 10 ? [`and ${found.length - 10} others`] : []);
}

const dayBars = [{ bars: { interval: "86400s" } }];

test("shares and a coin by days, to dates of which the last are no sessions", async () => {
  const trial = {
    symbols: ["SHR", "GON", "COIN"],
    simulation: { startDate: "2001-08-27", endDate: "2001-09-14", data: dayBars },
    more: { schedule: "SCHEDULE_CONTINUOUS", idleTimeout: "3600s" },
    until: ["2001-08-31T00:00:00Z", splitTime],
  };
  expect(await leaks(trial)).toEqual([]);
});

test("a share by days far beyond the split, with a warm-up", async () => {
  const trial = {
    symbols: ["SHR"],
    simulation: {
      ...{ startDate: "2001-08-15", endDate: "2001-10-26", data: dayBars },
      warmup: { tradingDays: 20 },
      fillModel: { profile: "backtesting.py", commission: { percent: "0.001" } },
    },
    until: ["2001-08-22T00:00:00Z", splitTime],
  };
  expect(await leaks(trial)).toEqual([]);
});

test("minutes, trades and quotes up to the last second of the day", async () => {
  const trial = {
    symbols: ["SHR"],
    simulation: {
      ...{ startDate: "2001-09-07", endDate: "2001-09-17" },
      data: [{ bars: { interval: "60s" } }, { trades: {} }, { quotes: {} }],
      warmup: { tradingDays: 1 },
    },
    until: ["2001-09-10T16:03:30Z", splitTime],
  };
  expect(await leaks(trial)).toEqual([]);
});

test("adjusted prices without actions leak nothing", async () => {
  const trial = {
    symbols: ["GON"],
    simulation: {
      ...{ startDate: "2001-08-27", endDate: "2001-10-26", data: dayBars },
      adjustment: "ADJUSTMENT_TOTAL_RETURN",
    },
    until: [splitTime],
  };
  expect(await leaks(trial)).toEqual([]);
});

test("adjusted prices are made of later actions, and the report says so", async () => {
  const bot = new NosyBot(servers.get("closed")?.grpcUrl ?? "");
  try {
    const adjustment = "ADJUSTMENT_TOTAL_RETURN";
    const dates = { startDate: "2001-08-27", endDate: "2001-10-26", data: dayBars };
    const simulation = { ...dates, adjustment };
    const sessionId = await create(bot, { symbols: ["SHR"], simulation, until: [] });
    const answers = await bot.call(trading.getSessionReport, { sessionId });
    const [{ report } = {}] = answers as GetSessionReportResponse[];
    expect(report?.notes).toContainEqual(expect.stringContaining("also by those that came after"));
  } finally {
    bot.close();
  }
});

test("without a token, the same questions tell the worlds apart", async () => {
  const tellTales = await Promise.all(
    worlds.map(async (world) => {
      const bot = new NosyBot(servers.get(world)?.grpcUrl ?? "");
      for (const [method, request] of questionsOf("", [])) {
        const isOpen = method.parent === MarketDataService || method.name === "ValidateSession";
        if (isOpen) await bot.ask(method, request);
      }
      bot.close();
      return bot.answers;
    }),
  );
  const [closed = [], open = []] = tellTales;
  const found = differences(closed, open);
  const methods = new Set(found.map((line) => line.trim().split(" ")[0]));
  expect(found.length).toBeGreaterThan(20);
  expect([...methods].toSorted()).toEqual([
    ...["GetInstrument", "ListInstruments", "ListMarkets", "ListTradingSessions"],
    ...["ReadBars", "ReadQuotes", "ReadTrades", "ValidateSession"],
  ]);
});

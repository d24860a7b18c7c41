/**
 * A driver must not be able to tell two futures apart. Two catalogs are equal until an instant and
 * differ in everything after it; whatever is asked with a driver token gets the same answer.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toJsonString } from "@bufbuild/protobuf";
import { Code, type ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { TradingHours } from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import {
  GetInstrumentResponseSchema,
  ListInstrumentsResponseSchema,
  ListTradingSessionsResponseSchema,
  MarketDataService,
} from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { Adjustment, Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { importActions } from "../../../src/market/import/import-actions.ts";
import type { ParquetCatalog } from "../../../src/market/parquet/parquet-catalog.ts";
import { clampsBy, type DriverTokens, driverTokenHeader } from "../../../src/rpc/driver-clamp.ts";
import { createMarketDataService } from "../../../src/rpc/market-data-service.ts";
import { validateAsOf } from "../../../src/validator/validate-as-of.ts";
import { importText, openCatalog } from "../market/import/import-text.ts";
import { temporaryDirectory } from "../market/temporary-directory.ts";
import { simulated } from "../validator/asked-session.ts";

/** After the close of Monday, 10 September 2001, the evening before the attacks. */
const untilNs = BigInt(Date.parse("2001-09-10T20:00:00Z")) * 1_000_000n;

const past = [
  "2001-09-05,18.24,18.95,18.12,18.55,12859300",
  "2001-09-06,18.40,18.93,17.65,17.72,10633500",
  "2001-09-07,17.50,18.10,17.20,17.28,8636700",
  "2001-09-10,17.00,17.50,16.92,17.37,11030200",
];
const futures = {
  fall: ["2001-09-17,16.00,17.07,15.73,16.99,8178200", "2001-09-18,16.9,17,16,16.28,6255700"],
  // Another price, a hole that begins at once, a bar that breaks its own range, two years more.
  rise: ["2001-09-19,60,61,59,58,1", "2001-09-26,70,71,69,70,1", "2003-12-31,90,91,89,90,9"],
};
const pastMinutes = [
  "2001-09-10T19:58:00Z,17.3,17.4,17.3,17.35,100",
  "2001-09-10T19:59:00Z,17.35,17.37,17.3,17.37,900",
];
const futureMinutes = {
  fall: [],
  rise: ["2001-09-10T20:00:00Z,1,1,1,1,1", "2001-09-17T13:30:00Z,2,2,2,2,2"],
};
const pastTrades = ["2001-09-10T19:59:59Z,17.36,10", "2001-09-10T20:00:00Z,17.37,20"];
const futureTrades = {
  fall: [],
  rise: ["2001-09-17T13:30:00Z,2,1", "2001-12-17T13:30:00Z,3,1"],
};
const pastActions = ["2001-09-07,dividend,0.11"];
const futureActions = { fall: ["2001-09-11,split,2"], rise: ["2002-02-28,dividend,9"] };

type Future = keyof typeof futures;

async function catalogOf(future: Future): Promise<ParquetCatalog> {
  const directory = temporaryDirectory();
  const bars = (head: string, rows: readonly string[]) => [head, ...rows, ""].join("\n");
  const daily = bars("date,open,high,low,close,volume", [...past, ...futures[future]]);
  const minutes = [...pastMinutes, ...futureMinutes[future]];
  await importText(directory, "AAPL", daily, {});
  await importText(directory, "AAPL", bars("time,open,high,low,close,volume", minutes), {
    interval: "1m",
  });
  const trades = [...pastTrades, ...futureTrades[future]];
  await importText(directory, "AAPL", bars("time,price,size", trades), {});
  const actions = join(temporaryDirectory(), "actions.csv");
  writeFileSync(actions, bars("ex_date,type,value", [...pastActions, ...futureActions[future]]));
  await importActions([actions], ["AAPL"], directory);
  return openCatalog(directory);
}

const tokens: DriverTokens = {
  clampOf: async (_scope, token) => {
    if (token === "good") return { ok: true, value: { untilNs } };
    const reason = ErrorReason.INVALID_DRIVER_TOKEN;
    return { ok: false, rejection: { reason, message: "it is not good", metadata: {} } };
  },
};

function clientOf(catalog: ParquetCatalog) {
  const clampOf = clampsBy(tokens);
  const parts = { catalog, limits: defaultLimits, random: () => 0, clampOf };
  const transport = createRouterTransport(({ service }) =>
    service(MarketDataService, createMarketDataService(parts)),
  );
  return createClient(MarketDataService, transport);
}

type Client = ReturnType<typeof clientOf>;
const driver = { headers: { [driverTokenHeader]: "good" } };

/** Versions tell that data is other data, and nothing of it. */
function withoutVersions(text: string): string {
  return text.replaceAll(/"(version|resumeToken|nextPageToken)":"[^"]*"/g, '"$1":""');
}

async function streamed(messages: AsyncIterable<{ resumeToken: string }>): Promise<string> {
  const all: unknown[] = [];
  for await (const { resumeToken: _token, ...rest } of messages) all.push(rest);
  return JSON.stringify(all, (_key, value) => (typeof value === "bigint" ? String(value) : value));
}

const adjustments = [Adjustment.RAW, Adjustment.SPLIT, Adjustment.TOTAL_RETURN];
const late = { seconds: 4_000_000_000n, nanos: 0 };

const questions: Readonly<Record<string, (client: Client) => Promise<string>>> = {
  instruments: async (client) =>
    toJsonString(
      ListInstrumentsResponseSchema,
      await client.listInstruments({ search: "apple", pageSize: 250 }, driver),
    ),
  "instruments with data": async (client) =>
    toJsonString(
      ListInstrumentsResponseSchema,
      await client.listInstruments({ filter: { hasData: true } }, driver),
    ),
  instrument: async (client) =>
    toJsonString(
      GetInstrumentResponseSchema,
      await client.getInstrument({ symbol: "AAPL" }, driver),
    ),
  ...Object.fromEntries(
    adjustments.flatMap((adjustment) => {
      const asked = { symbol: "AAPL", adjustment };
      return [
        [`bars ${adjustment}`, (client: Client) => streamed(client.readBars(asked, driver))],
        [
          `bars until later ${adjustment}`,
          (client: Client) => streamed(client.readBars({ ...asked, endTime: late }, driver)),
        ],
        [
          `minutes ${adjustment}`,
          (client: Client) =>
            streamed(client.readBars({ ...asked, interval: "1m", endTime: late }, driver)),
        ],
        [
          `trades ${adjustment}`,
          (client: Client) => streamed(client.readTrades({ ...asked, endTime: late }, driver)),
        ],
      ];
    }),
  ),
  "bars from later": (client) =>
    streamed(
      client.readBars(
        { symbol: "AAPL", startTime: { seconds: 1_000_300_000n, nanos: 0 }, endTime: late },
        driver,
      ),
    ),
};

const judgedSpecs: readonly Parameters<typeof simulated>[0][] = [
  { startDate: "2001-09-05", endDate: "2001-09-07" },
  { startDate: "2001-09-05", endDate: "2001-09-10" },
  { startDate: "2001-09-05", endDate: "2001-09-11" },
  { startDate: "2001-09-11", endDate: "2001-09-11" },
  { startDate: "2001-09-12", endDate: "2001-09-18" },
  { startDate: "2001-09-05", endDate: "2003-12-31" },
  { startDate: "2002-01-02", endDate: "2002-01-02" },
  { startDate: "2001-09-05", endDate: "2001-09-10", adjustment: Adjustment.TOTAL_RETURN },
  {
    ...{ startDate: "2001-09-07", endDate: "2001-09-10", drive: Drive.LOCKSTEP },
    warmup: { tradingDays: 2 },
  },
  {
    ...{ startDate: "2001-09-10", endDate: "2001-09-10" },
    data: [{ kind: { case: "trades", value: {} } }],
  },
  {
    ...{ startDate: "2001-09-10", endDate: "2001-09-17" },
    data: [{ kind: { case: "bars", value: { interval: { seconds: 60n } } } }],
  },
];

describe("two futures", () => {
  test("are one in every answer about the market", async () => {
    const [fall, rise] = [clientOf(await catalogOf("fall")), clientOf(await catalogOf("rise"))];
    for (const [name, ask] of Object.entries(questions)) {
      const [one, other] = [await ask(fall), await ask(rise)];
      expect(withoutVersions(one), name).toBe(withoutVersions(other));
      expect(one.length, name).toBeGreaterThan(1);
    }
  });

  test("are one in every judgement of a spec", async () => {
    const [fall, rise] = [await catalogOf("fall"), await catalogOf("rise")];
    for (const asked of judgedSpecs) {
      const subject = { spec: simulated(asked), labels: {}, annotations: {} };
      const judged = (catalog: ParquetCatalog) => {
        const context = { limits: defaultLimits, catalog, today: 20240703 };
        const { violations, warnings, estimate } = validateAsOf(subject, context, untilNs);
        return { violations, warnings, estimate };
      };
      expect(judged(fall), JSON.stringify(asked.endDate)).toEqual(judged(rise));
      const said = judged(fall).violations.map(({ message }) => message);
      // Nobody had planned for the days after.
      expect(said.join(" ")).not.toMatch(/[Aa]ttack|closed|terror/);
    }
  });

  test("have all that is past: the last bar, the trade of the instant, the dividend", async () => {
    const client = clientOf(await catalogOf("rise"));
    const trades = await streamed(client.readTrades({ symbol: "AAPL", endTime: late }, driver));
    expect(trades).toContain('"price":[17.36,17.37]');
    const bars = await streamed(client.readBars({ symbol: "AAPL" }, driver));
    expect(bars).toContain("[20010905,20010906,20010907,20010910]");
    const { corporateActions, instrument } = await client.getInstrument({ symbol: "AAPL" }, driver);
    expect(corporateActions.map(({ exDate }) => exDate)).toEqual(["2001-09-07"]);
    const daily = instrument?.series.find(({ interval }) => interval === "1d");
    expect([daily?.rows, daily?.lastDate]).toEqual([4n, "2001-09-10"]);
    expect(daily?.endTime?.seconds).toBe(untilNs / 1_000_000_000n);
    const unclamped = await streamed(client.readBars({ symbol: "AAPL" }));
    expect(unclamped).toContain("20031231");
  });

  test("have prices adjusted by the dividend of the past, and by no split to come", async () => {
    const client = clientOf(await catalogOf("fall"));
    const first = async (adjustment: Adjustment) => {
      const text = await streamed(client.readBars({ symbol: "AAPL", adjustment }, driver));
      return Number(/"close":\[([\d.]+)/.exec(text)?.[1]);
    };
    expect(await first(Adjustment.SPLIT)).toBe(18.55);
    // The close before the ex-date was 17.72.
    expect(await first(Adjustment.TOTAL_RETURN)).toBeCloseTo(18.55 * (1 - 0.11 / 17.72), 12);
  });
});

describe("the calendar", () => {
  test.each([TradingHours.REGULAR, TradingHours.EXTENDED])(
    "has the days as announced",
    async (hours) => {
      const request = {
        subject: { case: "calendarId", value: "XNYS" },
        ...{ startDate: "2001-09-03", endDate: "2001-12-31", hours, pageSize: 250 },
      } as const;
      const client = clientOf(await catalogOf("fall"));
      const seen = await client.listTradingSessions(request, driver);
      const dates = seen.sessions.map(({ date }) => date);
      expect(dates).toContain("2001-09-11");
      expect(seen.closures.map(({ date }) => date)).toEqual([
        ...["2001-09-03", "2001-11-22", "2001-12-25"],
      ]);
      const all = await client.listTradingSessions(request);
      expect(all.sessions.map(({ date }) => date)).not.toContain("2001-09-11");
      expect(toJsonString(ListTradingSessionsResponseSchema, seen)).not.toMatch(/ttack/);
    },
  );
});

test("a token that is not good gets nothing, not everything", async () => {
  const headers = { [driverTokenHeader]: "stolen" };
  const client = clientOf(await catalogOf("fall"));
  const calls = [
    () => client.listMarkets({}, { headers }),
    () => client.listInstruments({}, { headers }),
    () => client.getInstrument({ symbol: "AAPL" }, { headers }),
    () => client.listTradingSessions({ subject: { case: "symbol", value: "AAPL" } }, { headers }),
    () => streamed(client.readBars({ symbol: "AAPL" }, { headers })),
    () => streamed(client.readTrades({ symbol: "AAPL" }, { headers })),
    () => streamed(client.readQuotes({ symbol: "AAPL" }, { headers })),
  ];
  for (const call of calls) {
    const code = await call().then(
      () => undefined,
      (error: ConnectError) => error.code,
    );
    expect(code).toBe(Code.Unauthenticated);
  }
});

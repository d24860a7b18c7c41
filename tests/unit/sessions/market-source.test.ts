import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import {
  Adjustment,
  BarPrice,
  type DataSelection,
  Schedule,
  type Session,
  SessionSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { MarketFeed, PassedRows } from "../../../src/engine/market-feed.ts";
import { CatalogError } from "../../../src/market/catalog.ts";
import { importActions } from "../../../src/market/import/import-actions.ts";
import { seedCatalog } from "../../../src/market/import/seed-catalog.ts";
import type { ParquetCatalog } from "../../../src/market/parquet/parquet-catalog.ts";
import { DataChangedError } from "../../../src/sessions/data-version.ts";
import { openMarketSource } from "../../../src/sessions/market-source.ts";
import { collect } from "../market/collect.ts";
import { importText, instruments, openCatalog } from "../market/import/import-text.ts";
import { temporaryDirectory } from "../market/temporary-directory.ts";

const daily = `date,open,high,low,close,volume
2020-08-26,504.71,507.97,500.33,506.09,40755600
2020-08-27,508.57,509.94,495.33,500.04,38888100
2020-08-28,504.05,505.77,498.31,499.23,46907500
2020-08-31,127.58,131,126,129.04,225702700
2020-09-01,132.76,134.8,130.53,134.18,151948100
`;
/** Five minutes around the open of 2020-08-31, the last before it and one after the close. */
const minutes = `time,open,high,low,close,volume
2020-08-31T13:29:00Z,127,127.1,126.9,127.05,100
2020-08-31T13:30:00Z,127.58,128,127.5,127.9,1000
2020-08-31T13:31:00Z,127.9,128.2,127.8,128.1,900
2020-08-31T20:00:00Z,129.04,129.1,129,129.05,50
`;
const ticks = `time,price,size
2020-08-31T13:31:00Z,127.91,10
2020-08-31T13:31:00Z,127.92,20
2020-08-31T13:32:00Z,128.11,30
`;
const eurusd = `time,bid,ask
2014-05-04T20:00:00Z,1.387,1.3875
2014-05-04T21:00:00Z,1.3871,1.3874
2014-05-05T20:59:59Z,1.3875,1.3877
2014-05-05T21:00:00Z,1.3874,1.3876
`;

async function catalogOf(symbol: string, ...files: readonly [text: string, interval?: string][]) {
  const directory = temporaryDirectory();
  for (const [text, interval] of files) {
    const outcome = await importText(directory, symbol, text, interval ? { interval } : {});
    if (outcome.kind === "refused") expect(outcome.problems).toEqual([]);
  }
  return directory;
}

function bars(seconds: number, price = BarPrice.TRADE) {
  return {
    kind: { case: "bars" as const, value: { interval: { seconds: BigInt(seconds) }, price } },
  };
}

const trades = { kind: { case: "trades" as const, value: {} } };
const quotes = { kind: { case: "quotes" as const, value: {} } };

interface Asked {
  readonly symbols?: readonly string[];
  readonly startDate?: string;
  readonly endDate?: string;
  readonly data?: readonly object[];
  readonly schedule?: Schedule;
  readonly adjustment?: Adjustment;
  readonly warmupDays?: number;
}

function sessionOf(asked: Asked): Session {
  const { startDate = "2020-08-28", endDate = "2020-08-31", data = [bars(86_400)] } = asked;
  const warmup = asked.warmupDays === undefined ? undefined : { tradingDays: asked.warmupDays };
  return create(SessionSchema, {
    sessionId: "ses_1",
    spec: {
      symbols: [...(asked.symbols ?? ["AAPL"])],
      schedule: asked.schedule ?? Schedule.REGULAR,
      modeSpec: {
        case: "simulation",
        value: {
          ...{ startDate, endDate, data: data as DataSelection[] },
          adjustment: asked.adjustment ?? Adjustment.RAW,
          ...(warmup === undefined ? {} : { warmup }),
        },
      },
    },
  });
}

/** Everything that passes, as `time date series=first price, …` a slice. */
async function slicesOf(feed: MarketFeed): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    if (!feed.isReady) await feed.fill();
    const next = feed.peek();
    if (next === undefined) return lines;
    const parts: string[] = [];
    feed.take((series, batch, row) => parts.push(`${series}=${batch.prices[0]?.[row]}`));
    const time = new Date(Number(next.timeNs / 1_000_000n)).toISOString().slice(0, 19);
    lines.push(`${time} ${next.date} ${parts.join(" ")}`);
  }
}

function rowsOf(passed: readonly PassedRows[]): readonly string[] {
  return passed.flatMap(({ series, batch, from, to }) =>
    Array.from({ length: to - from }, (_, at) => {
      return `${series}: ${batch.date[from + at]} ${batch.prices[0]?.[from + at]}`;
    }),
  );
}

describe("the feed of a session", () => {
  test("merges its series, the finest first, and dates them all", async () => {
    const directory = await catalogOf("AAPL", [daily, "1d"], [minutes, "1m"], [ticks]);
    const catalog = await openCatalog(directory);
    const session = sessionOf({ data: [bars(86_400), bars(60), trades] });
    const source = openMarketSource(catalog, session, undefined);
    expect(source.feed.series.map(({ kind, interval }) => `${kind} ${interval}`)).toEqual([
      ...["trades tick", "bars 1m", "bars 1d"],
    ]);
    expect(await slicesOf(source.feed)).toEqual([
      "2020-08-28T20:00:00 20200828 2=504.05",
      // The bar of 13:30 is known at 13:31, together with two trades of that instant.
      "2020-08-31T13:31:00 20200831 0=127.91 0=127.92 1=127.58",
      "2020-08-31T13:32:00 20200831 0=128.11 1=127.9",
      "2020-08-31T20:00:00 20200831 2=127.58",
    ]);
    expect(source.instruments[0]?.fillSeries).toBe(0);
    expect(source.fromNs).toBe(BigInt(Date.parse("2020-08-28T13:30:00Z")) * 1_000_000n);
  });

  test.each([
    [Schedule.REGULAR, ["13:31", "13:32"]],
    [Schedule.EXTENDED, ["13:30", "13:31", "13:32", "20:01"]],
    [Schedule.CONTINUOUS, ["13:30", "13:31", "13:32", "20:01"]],
  ])("schedule %i has the bars that begin in its hours", async (schedule, times) => {
    const catalog = await openCatalog(await catalogOf("AAPL", [minutes, "1m"]));
    const session = sessionOf({ data: [bars(60)], schedule, startDate: "2020-08-31" });
    const lines = await slicesOf(openMarketSource(catalog, session, undefined).feed);
    expect(lines.map((line) => line.slice(11, 16))).toEqual(times);
  });

  test("goes on after the last barrier with what is known later", async () => {
    const directory = await catalogOf("AAPL", [daily, "1d"], [minutes, "1m"], [ticks]);
    const catalog = await openCatalog(directory);
    const session = sessionOf({ data: [bars(86_400), bars(60), trades] });
    const whole = await slicesOf(openMarketSource(catalog, session, undefined).feed);
    const { dataVersion } = openMarketSource(catalog, session, undefined);
    for (const [passed, line] of whole.entries()) {
      const sessionTimeNs = BigInt(Date.parse(`${line.slice(0, 19)}Z`)) * 1_000_000n;
      const source = openMarketSource(catalog, session, { sessionTimeNs, dataVersion });
      expect(await slicesOf(source.feed)).toEqual(whole.slice(passed + 1));
      expect(source.fromNs).toBe(sessionTimeNs);
    }
  });

  test("takes the evening before as the day, and nothing of another day", async () => {
    const catalog = await openCatalog(await catalogOf("EURUSD", [eurusd]));
    const asked = { symbols: ["EURUSD"], data: [quotes], startDate: "2014-05-05" };
    const session = (schedule: Schedule, endDate: string) =>
      openMarketSource(catalog, sessionOf({ ...asked, schedule, endDate }), undefined).feed;
    expect(await slicesOf(session(Schedule.REGULAR, "2014-05-05"))).toEqual([
      "2014-05-04T21:00:00 20140505 0=1.3871",
      "2014-05-05T20:59:59 20140505 0=1.3875",
    ]);
    const sunday = sessionOf({
      ...{ ...asked, startDate: "2014-05-04", endDate: "2014-05-06" },
      schedule: Schedule.CONTINUOUS,
    });
    expect(await slicesOf(openMarketSource(catalog, sunday, undefined).feed)).toEqual([
      "2014-05-04T20:00:00 20140504 0=1.387",
      "2014-05-04T21:00:00 20140505 0=1.3871",
      "2014-05-05T20:59:59 20140505 0=1.3875",
      "2014-05-05T21:00:00 20140506 0=1.3874",
    ]);
  });

  test("runs on the market that is generated", async () => {
    const directory = temporaryDirectory();
    await seedCatalog(directory, instruments, { sp500: undefined });
    const asked = { symbols: ["SYNTH"], startDate: "2019-12-30", endDate: "2020-01-03" };
    const catalog = await openCatalog(directory);
    const source = openMarketSource(catalog, sessionOf({ ...asked, warmupDays: 3 }), undefined);
    const lines = await slicesOf(source.feed);
    // New Year is no session.
    expect(lines.map((line) => line.slice(20, 28))).toEqual([
      ...["20191230", "20191231", "20200102", "20200103"],
    ]);
    const warmup = rowsOf(await collect(source.warmup()));
    expect(warmup.map((row) => row.slice(3, 11))).toEqual(["20191224", "20191226", "20191227"]);
    expect(source.uses.map(({ series, findings }) => [series, findings])).toEqual([
      ["bars 1d", []],
    ]);
  });
});

describe("warm-up", () => {
  test("is the last trading days before the first date, of every series, and no slice", async () => {
    const catalog = await openCatalog(await catalogOf("AAPL", [daily, "1d"], [minutes, "1m"]));
    const data = [bars(86_400), bars(60)];
    const session = sessionOf({
      data,
      startDate: "2020-09-01",
      endDate: "2020-09-01",
      warmupDays: 2,
    });
    const source = openMarketSource(catalog, session, undefined);
    expect(rowsOf(await collect(source.warmup()))).toEqual([
      "0: 20200831 127.58",
      "0: 20200831 127.9",
      "1: 20200828 504.05",
      "1: 20200831 127.58",
    ]);
    expect(await slicesOf(source.feed)).toEqual(["2020-09-01T20:00:00 20200901 1=132.76"]);
  });

  test("is nothing where none is asked for", async () => {
    const catalog = await openCatalog(await catalogOf("AAPL", [daily, "1d"]));
    const source = openMarketSource(catalog, sessionOf({}), undefined);
    expect(await collect(source.warmup())).toEqual([]);
  });
});

async function withActions(directory: string, text: string): Promise<ParquetCatalog> {
  const path = join(temporaryDirectory(), "actions.csv");
  writeFileSync(path, text);
  expect((await importActions([path], ["AAPL"], directory)).kind).toBe("imported");
  return openCatalog(directory);
}

const splitAndDividends = `ex_date,type,value
2020-08-07,dividend,0.82
2020-08-31,split,4
2020-09-01,dividend,0.205
`;

describe("splits and dividends", () => {
  test("are handed to the engine with prices as they were traded", async () => {
    const directory = await catalogOf("AAPL", [daily, "1d"]);
    const catalog = await withActions(directory, splitAndDividends);
    const source = openMarketSource(catalog, sessionOf({ endDate: "2020-09-01" }), undefined);
    expect(source.instruments[0]?.actions).toEqual([
      { type: "split", exDate: 20200831, value: "4" },
      { type: "dividend", exDate: 20200901, value: "0.205" },
    ]);
    expect((await slicesOf(source.feed))[0]).toBe("2020-08-28T20:00:00 20200828 0=504.05");
  });

  test.each([
    [Adjustment.SPLIT, 504.05 / 4],
    // Less 0.205 of the close before it, 129.04.
    [Adjustment.TOTAL_RETURN, (504.05 / 4) * ((129.04 - 0.205) / 129.04)],
  ])("are in adjusted prices (%i), and the engine is told of none", async (adjustment, open) => {
    const directory = await catalogOf("AAPL", [daily, "1d"]);
    const catalog = await withActions(directory, splitAndDividends);
    const session = sessionOf({ endDate: "2020-09-01", adjustment });
    const source = openMarketSource(catalog, session, undefined);
    expect(source.instruments[0]?.actions).toEqual([]);
    expect((await slicesOf(source.feed))[0]).toBe(`2020-08-28T20:00:00 20200828 0=${open}`);
  });
});

describe("the version of the data", () => {
  async function versionOf(directory: string, asked: Asked = {}): Promise<string> {
    return openMarketSource(await openCatalog(directory), sessionOf(asked), undefined).dataVersion;
  }

  test("changes with what the session sees, and with nothing else", async () => {
    const directory = await catalogOf("AAPL", [daily, "1d"]);
    const before = await versionOf(directory);
    const split = await versionOf(directory, { adjustment: Adjustment.SPLIT });
    await importText(directory, "AAPL", minutes, { interval: "1m" });
    expect(await versionOf(directory)).toBe(before);
    // A dividend that a RAW session is over before, and that splits alone do not show.
    await withActions(directory, "ex_date,type,value\n2020-09-01,dividend,0.205\n");
    expect(await versionOf(directory)).toBe(before);
    expect(await versionOf(directory, { adjustment: Adjustment.SPLIT })).toBe(split);
    expect(await versionOf(directory, { endDate: "2020-09-01" })).not.toBe(before);
    await withActions(directory, splitAndDividends);
    expect(await versionOf(directory)).not.toBe(before);
    expect(await versionOf(directory, { adjustment: Adjustment.SPLIT })).not.toBe(split);
  });

  test("that is another than before is refused, with both", async () => {
    const directory = await catalogOf("AAPL", [daily, "1d"]);
    const dataVersion = await versionOf(directory);
    await importText(directory, "AAPL", daily.replace("499.23", "499.24"));
    const catalog = await openCatalog(directory);
    const position = { sessionTimeNs: 5n, dataVersion };
    expect(() => openMarketSource(catalog, sessionOf({}), position)).toThrow(DataChangedError);
    expect(() => openMarketSource(catalog, sessionOf({}), position)).toThrow(dataVersion);
  });
});

test("a series that is not there is named, each of them", async () => {
  const catalog = await openCatalog(await catalogOf("AAPL", [daily, "1d"]));
  const session = sessionOf({ data: [bars(60), quotes, bars(86_400)] });
  const problems = ["the catalog has no AAPL quotes", "the catalog has no AAPL bars 1m"];
  expect(() => openMarketSource(catalog, session, undefined)).toThrow(new CatalogError(problems));
});

test("the report is told of the data: version, rows, findings, what it came without", async () => {
  const odd = "date,open,high,low,close\n2020-08-28,10,12,11,11\n2020-08-31,11,12,10,11\n";
  const catalog = await openCatalog(await catalogOf("AAPL", [odd, "1d"]));
  const [use] = openMarketSource(catalog, sessionOf({}), undefined).uses;
  expect(use).toMatchObject({ symbol: "AAPL", series: "bars 1d", rows: 2n });
  expect(use?.version).toBe(catalog.range("AAPL", "1d")?.version);
  expect(use?.findings).toContain("bars break low <= open, close <= high (1)");
  expect(use?.findings).toContain("the data came without volume");
  const { instruments: traded } = openMarketSource(catalog, sessionOf({}), undefined);
  expect(traded[0]).toMatchObject({ hasVolume: false, priceIncrement: "0.01", multiplier: "1" });
});

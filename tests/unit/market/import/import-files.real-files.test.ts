import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importActions } from "../../../../src/market/import/import-actions.ts";
import { collect } from "../collect.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { type Flags, findingsOf, importPaths, openCatalog, rowsOf } from "./import-text.ts";

/** Real files with facts that were counted by others; a checkout alone has none of them. */
const folder = join(import.meta.dirname, "../../../../../shared/data");

/** File, symbol, rows as the folder's own description counts them, flags, some of the findings. */
type Case = readonly [
  file: string,
  symbol: string,
  rows: number,
  flags?: Flags,
  findings?: readonly string[],
];
const minute = { interval: "1m" };
const cases: readonly Case[] = [
  ["bars/commodity/XAUUSD_oanda_daily_quote", "XAUUSD", 3_949],
  ["bars/commodity/XAUUSD_oanda_minute_quote", "XAUUSD", 15_222, minute, []],
  ["bars/crypto/BTC-PERP_nautilus_minute", "BTC-PERP", 45_031, minute],
  ["bars/crypto/BTCEUR_coinbase_minute", "BTCEUR", 3_663, minute],
  ["bars/crypto/BTCUSDT_bybit_minute", "BTCUSDT", 1_440, minute, []],
  ["bars/crypto/BTCUSD_coinbase_daily", "BTCUSD", 1_318],
  ["bars/crypto/BTCUSD_coinbase_minute", "BTCUSD", 12_423, minute],
  ["bars/crypto/ETHUSD_coinbase_minute", "ETHUSD", 5_329, minute],
  ["bars/crypto/LTCUSD_coinbase_minute", "LTCUSD", 3_887, minute],
  ["bars/crypto/backtesting_py_BTCUSD_month", "BTCUSD", 156, { interval: "1mo" }],
  ["bars/forex/EURUSD_fxcm_minute_quote", "EURUSD", 15_857, minute],
  ["bars/forex/EURUSD_oanda_daily_quote", "EURUSD", 3_738, {}, ["OUTSIDE_SESSION 620"]],
  ["bars/forex/EURUSD_oanda_minute_quote", "EURUSD", 18_184, minute],
  ["bars/forex/GBPUSD_fxcm_nautilus_minute_2012-02", "GBPUSD", 30_117, minute],
  ["bars/forex/GBPUSD_oanda_daily_quote", "GBPUSD", 3_738, {}, ["OUTSIDE_SESSION 620"]],
  ["bars/forex/backtesting_py_EURUSD_hour", "EURUSD", 5_000, { interval: "1h", timeZone: "UTC" }],
  ["bars/futures/6EH4_xcme_minute_2024-01", "6EH4", 29_996, { interval: "1m", stamp: "close" }, []],
  ["bars/futures/ESZ13_cme_minute", "ESZ13", 6_826, minute, []],
  ["bars/futures/GCZ13_comex_minute", "GCZ13", 6_687, minute, []],
  ["bars/index_daily/SP500_vega_2000_2020", "SP500", 5_105],
  ...["AAPL", "AIG", "BAC", "IBM", "SPY"].map((symbol): Case => daily(symbol, 5_849)),
  daily("EEM", 5_245, ["BEFORE_LISTING 722"]),
  daily("FB", 2_947, ["BEFORE_LISTING 716"]),
  daily("GOOG", 4_183),
  daily("GOOGL", 1_761),
  daily("IWM", 5_244),
  daily("QQQ", 3_964, ["HOLE 1"]),
  // Days on which SPY of the same source has a row and USO has none: 33 stretches in 1998 and 1999,
  // when the name was another's, and the one before the fund.
  daily("USO", 3_910, ["HOLE 34"]),
  ["bars/us_equity_daily/backtesting_py_GOOG", "GOOG", 2_148],
  ["bars/us_equity_daily/plotly_AAPL_2015_2017", "AAPL", 506],
  ["bars/us_equity_hour/AAPL", "AAPL", 40_831, { interval: "1h" }],
  ["bars/us_equity_hour/SPY", "SPY", 40_832, { interval: "1h" }],
  ["bars/us_equity_minute/AAPL_quote", "AAPL", 2_512, minute, ["OUTLIER 1"]],
  ["bars/us_equity_minute/AAPL_trade", "AAPL", 2_303, minute, ["OUTLIER 1"]],
  ["bars/us_equity_minute/GOOG_quote", "GOOG", 740, minute],
  ["bars/us_equity_minute/GOOG_trade", "GOOG", 1_091, minute],
  ["bars/us_equity_minute/IBM_quote", "IBM", 3_398, minute],
  ["bars/us_equity_minute/IBM_trade", "IBM", 2_566, minute],
  ["bars/us_equity_minute/SPY_quote", "SPY", 5_412, minute],
  ["bars/us_equity_minute/SPY_trade", "SPY", 4_839, minute],
  ["bars/us_equity_second/SPY_trade", "SPY", 86_869, { interval: "1s" }, []],
  ["ticks/EURUSD_fxcm_20140509_quotes", "EURUSD", 102_122],
  ["ticks/EURUSD_oanda_20140504_quotes", "EURUSD", 1_164, {}, []],
  ["ticks/GCZ13_comex_20131007_trades", "GCZ13", 39_702, {}, []],
  ["ticks/IBM_20131007_quotes_0930_1000", "IBM", 11_252, {}, ["ONE_SIDED_QUOTE 11252"]],
  ["ticks/IBM_20131007_trades", "IBM", 24_293],
  ["ticks/USDJPY_truefx_20130101_quotes", "USDJPY", 1_000, {}, []],
  ["ticks/tardis_bitmex_XBTUSD_trades", "XBTUSD", 10, {}, []],
  ["ticks/tardis_huobi_BTC-USD_quotes", "BTCUSD", 10, {}, []],
  ["vix/vix_daily", "VIX", 9_235, {}, ["OHLC_ORDER 47", "OUTSIDE_SESSION 33"]],
];

function daily(symbol: string, rows: number, findings: readonly string[] = []): Case {
  return [`bars/us_equity_daily/${symbol}`, symbol, rows, {}, findings];
}

describe.skipIf(!existsSync(folder))("real files", () => {
  test.each(cases.map((each) => [each[0], each] as const))("%s", async (file, each) => {
    const [, symbol, rows, flags, findings] = each;
    const catalogDir = temporaryDirectory();
    const outcome = await importPaths(catalogDir, symbol, [join(folder, `${file}.csv.gz`)], flags);
    expect(outcome.kind).toBe("imported");
    if (outcome.kind === "refused") return;
    expect(outcome.series.rows).toBe(rows);
    const found = findingsOf(outcome);
    if (findings?.length === 0 && !file.includes("us_equity_daily")) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining([...(findings ?? [])]));
    // None of the files has backward or duplicate times, as was counted by others.
    expect(found.join(" ")).not.toMatch(/BACKWARD|DUPLICATE|OVERLAPPING/);
  });

  test("QQQ's hole is the time in which it was called QQQQ", async () => {
    const catalogDir = temporaryDirectory();
    await importPaths(catalogDir, "QQQ", [join(folder, "bars/us_equity_daily/QQQ.csv.gz")]);
    const catalog = await openCatalog(catalogDir);
    const range = catalog.range("QQQ", "1d");
    expect(range?.missingDates.at(0)).toBe(20041201);
    expect(range?.missingDates.at(-1)).toBe(20110322);
    expect(catalog.countBars("QQQ", "1d", 20041201, 20110322)).toBe(0);
    expect(catalog.countBars("QQQ", "1d", 20041130, 20110323)).toBe(2);
    expect(catalog.findInstrument("QQQQ", 20080102)?.symbol).toBe("QQQ");
  });

  test("a bar stamped at its close begins an interval before", async () => {
    const catalogDir = temporaryDirectory();
    const file = join(folder, "bars/futures/6EH4_xcme_minute_2024-01.csv.gz");
    await importPaths(catalogDir, "6EH4", [file], { interval: "1m", stamp: "close" });
    const [first] = await rowsOf(catalogDir, "6EH24", "bars", "1m");
    expect(first).toBe("2024-01-01T23:00:00.000Z 1.1076 1.10785 1.1076 1.1078 205");
  });

  test("Apple's splits and dividends make its closes the ones that its vendor adjusted", async () => {
    const catalogDir = temporaryDirectory();
    const file = join(folder, "bars/us_equity_daily/AAPL.csv.gz");
    await importPaths(catalogDir, "AAPL", [file]);
    const actions = join(folder, "actions/us_equity_events_derived.csv");
    expect((await importActions([actions], ["AAPL"], catalogDir)).kind).toBe("imported");
    expect((await importActions([actions], ["AAPL"], catalogDir)).kind).toBe("unchanged");
    const catalog = await openCatalog(catalogDir);
    const splits = catalog.actions("AAPL").filter(({ type }) => type === "split");
    expect(splits.map(({ ex_date, value }) => `${ex_date} ${Number(value)}`)).toEqual([
      ...["2000-06-21 2", "2005-02-28 2", "2014-06-09 7", "2020-08-31 4"],
    ]);
    const closes = async (adjustment: "SPLIT" | "TOTAL_RETURN") => {
      const options = {
        adjustment,
        fromNs: 1_401_926_400_000_000_000n,
        toNs: 1_402_358_400_000_000_000n,
      };
      const key = { symbol: "AAPL", kind: "bars", interval: "1d" } as const;
      const all: number[] = [];
      for await (const batch of catalog.readSeries(key, options))
        all.push(...(batch.prices[3] ?? []));
      return all;
    };
    // 2014-06-05, -06 and -09: 647.35 and 645.57 before seven for one, 93.70 after; four for one later.
    expect(await closes("SPLIT")).toEqual([647.35 / 28, 645.57 / 28, 93.7 / 4]);
    const [before = 0, , after = 0] = await closes("TOTAL_RETURN");
    expect(after / before).toBeCloseTo(93.7 / 4 / (647.35 / 28), 12);
    expect(after).toBeLessThan(93.7 / 4);
  });

  test("total return is what another vendor makes of the same closes and dividends", async () => {
    const catalogDir = temporaryDirectory();
    const file = join(folder, "bars/us_equity_daily/plotly_AAPL_2015_2017.csv.gz");
    await importPaths(catalogDir, "AAPL", [file]);
    // They go from 2012 to 2021, further than the bars on both sides.
    const actions = join(folder, "actions/us_equity_events_derived.csv");
    await importActions([actions], ["AAPL"], catalogDir);
    const catalog = await openCatalog(catalogDir);
    const key = { symbol: "AAPL", kind: "bars", interval: "1d" } as const;
    const columns = async (adjustment: "RAW" | "SPLIT" | "TOTAL_RETURN") => {
      const batches = await collect(catalog.readSeries(key, { adjustment }));
      return [
        batches.flatMap(({ prices }) => [...(prices[3] ?? [])]),
        batches.flatMap(({ quantities }) => [...(quantities[0] ?? [])]),
      ] as const;
    };
    const [[raw, traded], [split, volume], [total]] = [
      await columns("RAW"),
      await columns("SPLIT"),
      await columns("TOTAL_RETURN"),
    ];
    // The split of 2020, four for one, came after all of them.
    expect(split).toEqual(raw.map((close) => close / 4));
    expect(volume).toEqual(traded.map((quantity) => quantity * 4));
    const lines = gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);
    expect(lines).toHaveLength(total.length);
    for (const [row, line] of lines.entries()) {
      const adjusted = Number(line.split(",")[6]);
      // Their closes have six decimals.
      expect(Math.abs((total[row] ?? 0) * 4 - adjusted)).toBeLessThan(1e-5);
    }
  });

  test("files are named in the report as they are called", async () => {
    const file = join(folder, "vix/vix_daily.csv.gz");
    const outcome = await importPaths(temporaryDirectory(), "VIX", [file]);
    expect(outcome.files[0]).toMatchObject({
      name: basename(file),
      layout: "columns by name",
      absent: ["volume"],
      timeZone: "America/New_York",
    });
  });
});

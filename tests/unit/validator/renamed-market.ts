import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import { context } from "./asked-session.ts";
import { MemoryCatalog } from "./memory-catalog.ts";

/** The sessions of New York between two dates. */
export function sessions(from: TradingDate, to: TradingDate): readonly TradingDate[] {
  return (findCalendar("XNYS")?.sessionsBetween(from, to) ?? []).map(({ date }) => date);
}

const data = { first: 20000103, last: 20210331 };

/**
 * Tickers that changed, and changed hands, with the dates of the real ones. The files of prices
 * follow tickers, so one holds another company's rows, and one lacks the years of another name.
 */
export const renamed = new MemoryCatalog([
  {
    symbol: "META",
    data,
    missing: sessions(20030331, 20120517),
    facts: {
      listed: "2012-05-18",
      aliases: [{ symbol: "FB", from: "2012-05-18", to: "2022-06-08" }],
    },
  },
  {
    symbol: "QQQ",
    assetClass: "etf",
    data,
    missing: sessions(20041201, 20110322),
    facts: {
      listed: "1999-03-10",
      aliases: [{ symbol: "QQQQ", from: "2004-12-01", to: "2011-03-22" }],
    },
  },
  {
    symbol: "GOOGL",
    data: { first: 20040819, last: 20210331 },
    facts: {
      listed: "2004-08-19",
      aliases: [{ symbol: "GOOG", from: "2004-08-19", to: "2014-04-02" }],
    },
  },
  {
    symbol: "GOOG",
    data: { first: 20140403, last: 20210331 },
    facts: { listed: "2014-04-03" },
  },
  {
    symbol: "TWTR",
    status: "delisted",
    data: { first: 20131107, last: 20221108 },
    facts: { listed: "2013-11-07", delisted: "2022-11-08" },
  },
  { symbol: "BRK.B", data, facts: { aliases: [{ symbol: "BRK/B" }] } },
  { symbol: "VOD.L", calendar: "XLON", currency: "GBX", data },
  { symbol: "EURUSD", assetClass: "forex", calendar: "24x5", data },
  { symbol: "BTC-USD", assetClass: "crypto", calendar: "24x7", data },
  { symbol: "BTCUSDT", assetClass: "crypto", calendar: "24x7", currency: "USDT", data },
]);

/** Judges by that catalog. */
export const renamedContext = { ...context, catalog: renamed, today: 20230601 };

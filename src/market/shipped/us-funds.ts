import { listed } from "./listed.ts";

/** Funds traded on an exchange of the United States. */
export const usFunds = listed("etf", [
  { symbol: "SPY", name: "SPDR S&P 500 ETF Trust", venue: "ARCX", listed: "1993-01-29" },
  {
    symbol: "QQQ",
    name: "Invesco QQQ Trust",
    venue: "XNAS",
    listed: "1999-03-10",
    aliases: [{ symbol: "QQQQ", from: "2004-12-01", to: "2011-03-22" }],
  },
  { symbol: "IWM", name: "iShares Russell 2000 ETF", venue: "ARCX", listed: "2000-05-26" },
  {
    symbol: "DIA",
    name: "SPDR Dow Jones Industrial Average ETF Trust",
    venue: "ARCX",
    listed: "1998-01-20",
  },
  { symbol: "VTI", name: "Vanguard Total Stock Market ETF", venue: "ARCX", listed: "2001-05-31" },
  { symbol: "VOO", name: "Vanguard S&P 500 ETF", venue: "ARCX", listed: "2010-09-09" },
  { symbol: "IVV", name: "iShares Core S&P 500 ETF", venue: "ARCX", listed: "2000-05-19" },
  { symbol: "EEM", name: "iShares MSCI Emerging Markets ETF", venue: "ARCX", listed: "2003-04-11" },
  { symbol: "EFA", name: "iShares MSCI EAFE ETF", venue: "ARCX", listed: "2001-08-17" },
  {
    symbol: "TLT",
    name: "iShares 20+ Year Treasury Bond ETF",
    venue: "XNAS",
    listed: "2002-07-30",
  },
  {
    symbol: "AGG",
    name: "iShares Core U.S. Aggregate Bond ETF",
    venue: "ARCX",
    listed: "2003-09-26",
  },
  { symbol: "GLD", name: "SPDR Gold Shares", venue: "ARCX", listed: "2004-11-18" },
  { symbol: "SLV", name: "iShares Silver Trust", venue: "ARCX", listed: "2006-04-28" },
  { symbol: "USO", name: "United States Oil Fund", venue: "ARCX", listed: "2006-04-10" },
  { symbol: "XLF", name: "Financial Select Sector SPDR Fund", venue: "ARCX", listed: "1998-12-22" },
  {
    symbol: "XLK",
    name: "Technology Select Sector SPDR Fund",
    venue: "ARCX",
    listed: "1998-12-22",
  },
  { symbol: "XLE", name: "Energy Select Sector SPDR Fund", venue: "ARCX", listed: "1998-12-22" },
]);

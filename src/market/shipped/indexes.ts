import { listed } from "./listed.ts";

/** Indexes. They are values, not prices: nobody can trade them. */
export const indexes = listed("index", [
  {
    symbol: "SP500",
    name: "S&P 500 index (proxy; not tradable)",
    venue: "XNYS",
    note:
      "Values of the index itself, in points. Nobody can buy an index: a run on it shows " +
      "how a strategy behaves on the market as a whole, not what an order would have " +
      "filled at.",
    aliases: [{ symbol: "^GSPC" }, { symbol: "SPX" }, { symbol: "^SPX" }],
  },
  { symbol: "VIX", name: "Cboe Volatility Index", venue: "XCBO", aliases: [{ symbol: "^VIX" }] },
  {
    symbol: "DJI",
    name: "Dow Jones Industrial Average",
    venue: "XNYS",
    aliases: [{ symbol: "^DJI" }],
  },
  { symbol: "NDX", name: "Nasdaq-100 Index", venue: "XNAS", aliases: [{ symbol: "^NDX" }] },
  { symbol: "RUT", name: "Russell 2000 Index", venue: "XNYS", aliases: [{ symbol: "^RUT" }] },
  { symbol: "DAX", name: "DAX", venue: "XETR", aliases: [{ symbol: "^GDAXI" }] },
  {
    symbol: "FTSE100",
    name: "FTSE 100",
    venue: "XLON",
    currency: "GBP",
    price_increment: "0.01",
    aliases: [{ symbol: "^FTSE" }],
  },
  {
    symbol: "N225",
    name: "Nikkei 225",
    venue: "XTKS",
    price_increment: "0.01",
    quantity_increment: "1",
    aliases: [{ symbol: "^N225" }],
  },
]);

import { listed } from "./listed.ts";

/** Spot metals. */
export const metals = listed("commodity", [
  {
    symbol: "XAUUSD",
    name: "Gold, one troy ounce in US dollars",
    venue: "OTC_METAL",
    aliases: [{ symbol: "XAU/USD" }, { symbol: "XAU-USD" }, { symbol: "XAU_USD" }],
  },
  {
    symbol: "XAGUSD",
    name: "Silver, one troy ounce in US dollars",
    venue: "OTC_METAL",
    price_increment: "0.0001",
    aliases: [{ symbol: "XAG/USD" }, { symbol: "XAG-USD" }, { symbol: "XAG_USD" }],
  },
]);

/** Contracts for difference, as dealers offer them. */
export const contractsForDifference = listed("cfd", [
  {
    symbol: "SPX500USD",
    name: "S&P 500, contract for difference",
    venue: "OTC_CFD",
    aliases: [{ symbol: "SPX500_USD" }, { symbol: "US500" }],
  },
  {
    symbol: "NAS100USD",
    name: "Nasdaq-100, contract for difference",
    venue: "OTC_CFD",
    aliases: [{ symbol: "NAS100_USD" }, { symbol: "US100" }],
  },
  {
    symbol: "WTICOUSD",
    name: "Crude oil (WTI), contract for difference",
    venue: "OTC_CFD",
    calendar: "CME_ENERGY",
    price_increment: "0.001",
    quantity_increment: "1",
    aliases: [{ symbol: "WTICO_USD" }],
  },
]);

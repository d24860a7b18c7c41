import { listed } from "./listed.ts";

/** Currencies: prices are units of the second for one of the first. */
export const currencies = listed("forex", [
  {
    symbol: "EURUSD",
    name: "Euro in US dollars",
    venue: "FX",
    aliases: [
      { symbol: "EUR/USD" },
      { symbol: "EUR-USD" },
      { symbol: "EUR_USD" },
      { symbol: "EURUSD=X" },
    ],
  },
  {
    symbol: "GBPUSD",
    name: "Pound sterling in US dollars",
    venue: "FX",
    aliases: [
      { symbol: "GBP/USD" },
      { symbol: "GBP-USD" },
      { symbol: "GBP_USD" },
      { symbol: "GBPUSD=X" },
    ],
  },
  {
    symbol: "USDJPY",
    name: "US dollar in Japanese yen",
    venue: "FX",
    price_increment: "0.001",
    currency: "JPY",
    aliases: [
      { symbol: "USD/JPY" },
      { symbol: "USD-JPY" },
      { symbol: "USD_JPY" },
      { symbol: "USDJPY=X" },
    ],
  },
  {
    symbol: "USDCHF",
    name: "US dollar in Swiss franc",
    venue: "FX",
    currency: "CHF",
    aliases: [
      { symbol: "USD/CHF" },
      { symbol: "USD-CHF" },
      { symbol: "USD_CHF" },
      { symbol: "USDCHF=X" },
    ],
  },
  {
    symbol: "AUDUSD",
    name: "Australian dollar in US dollars",
    venue: "FX",
    aliases: [
      { symbol: "AUD/USD" },
      { symbol: "AUD-USD" },
      { symbol: "AUD_USD" },
      { symbol: "AUDUSD=X" },
    ],
  },
  {
    symbol: "USDCAD",
    name: "US dollar in Canadian dollar",
    venue: "FX",
    currency: "CAD",
    aliases: [
      { symbol: "USD/CAD" },
      { symbol: "USD-CAD" },
      { symbol: "USD_CAD" },
      { symbol: "USDCAD=X" },
    ],
  },
  {
    symbol: "NZDUSD",
    name: "New Zealand dollar in US dollars",
    venue: "FX",
    aliases: [
      { symbol: "NZD/USD" },
      { symbol: "NZD-USD" },
      { symbol: "NZD_USD" },
      { symbol: "NZDUSD=X" },
    ],
  },
  {
    symbol: "EURGBP",
    name: "Euro in Pound sterling",
    venue: "FX",
    currency: "GBP",
    aliases: [
      { symbol: "EUR/GBP" },
      { symbol: "EUR-GBP" },
      { symbol: "EUR_GBP" },
      { symbol: "EURGBP=X" },
    ],
  },
  {
    symbol: "EURJPY",
    name: "Euro in Japanese yen",
    venue: "FX",
    price_increment: "0.001",
    currency: "JPY",
    aliases: [
      { symbol: "EUR/JPY" },
      { symbol: "EUR-JPY" },
      { symbol: "EUR_JPY" },
      { symbol: "EURJPY=X" },
    ],
  },
  {
    symbol: "EURCHF",
    name: "Euro in Swiss franc",
    venue: "FX",
    currency: "CHF",
    aliases: [
      { symbol: "EUR/CHF" },
      { symbol: "EUR-CHF" },
      { symbol: "EUR_CHF" },
      { symbol: "EURCHF=X" },
    ],
  },
  {
    symbol: "GBPJPY",
    name: "Pound sterling in Japanese yen",
    venue: "FX",
    price_increment: "0.001",
    currency: "JPY",
    aliases: [
      { symbol: "GBP/JPY" },
      { symbol: "GBP-JPY" },
      { symbol: "GBP_JPY" },
      { symbol: "GBPJPY=X" },
    ],
  },
  {
    symbol: "AUDJPY",
    name: "Australian dollar in Japanese yen",
    venue: "FX",
    price_increment: "0.001",
    currency: "JPY",
    aliases: [
      { symbol: "AUD/JPY" },
      { symbol: "AUD-JPY" },
      { symbol: "AUD_JPY" },
      { symbol: "AUDJPY=X" },
    ],
  },
]);

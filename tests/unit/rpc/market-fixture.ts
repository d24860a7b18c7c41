/** A small catalog without files: what MarketDataService answers from in unit tests. */
import { parseMarkets } from "../../../src/market/parse-markets.ts";
import type { SeriesCatalog, SeriesInfo } from "../../../src/market/series-catalog.ts";

/** Markets and instruments as an operator would write them. */
export const { markets, instruments } = parseMarkets(
  `
markets:
  - { id: XNYS, name: New York, calendar: XNYS, currency: USD, price_increment: "0.01", quantity_increment: "1" }
  - { id: XPAR, name: Paris, calendar: XPAR, currency: EUR, price_increment: "0.01", quantity_increment: "1" }
  - { id: FX, name: Currencies, calendar: "24x5", currency: USD, price_increment: "0.00001", quantity_increment: "100" }
instruments:
  - symbol: ZED
    name: Zed Industries
    asset_class: stock
    venue: XNYS
    status: active
    listed: "2015-06-01"
    aliases: [{ symbol: O-R }]
  - symbol: META
    name: Meta Platforms
    asset_class: stock
    venue: XNYS
    status: active
    listed: "2012-05-18"
    aliases:
      - { symbol: FB, from: "2012-05-18", to: "2022-06-08" }
      - { symbol: TWO, from: "2013-01-02", to: "2014-12-31" }
  - symbol: OLD
    name: Old Company
    asset_class: stock
    venue: XNYS
    status: delisted
    listed: "1990-01-02"
    delisted: "2015-05-29"
    aliases:
      - { symbol: ZED, from: "1990-01-02", to: "2015-05-29" }
      - { symbol: TWO, from: "1990-01-02", to: "2010-12-31" }
  - { symbol: BRK.B, name: "Berkshire Hathaway Inc. class B", asset_class: stock, venue: XNYS, status: active }
  - { symbol: OR, name: "L'Oréal", asset_class: stock, venue: XPAR, status: active }
  - symbol: EURUSD
    name: Euro in US dollars
    asset_class: forex
    venue: FX
    status: active
    min_quantity: "1000"
    min_notional: "5"
    multiplier: "2"
    note: spot
    aliases: [{ symbol: EUR/USD }]
`,
  "the fixture",
);

const NS = 1_000_000_000n;
const at = (text: string) => (BigInt(Date.parse(text)) / 1_000n) * NS;

/** Daily bars of META, from Thursday to the Wednesday after, without the Friday and Monday. */
export const metaBars: SeriesInfo = {
  symbol: "META",
  kind: "bars",
  interval: "1d",
  rows: 3,
  bytes: 1_000,
  firstNs: at("2024-03-07T14:30:00Z"),
  lastNs: at("2024-03-13T13:30:00Z"),
  endNs: at("2024-03-13T20:00:00Z"),
  firstDate: 20240307,
  lastDate: 20240313,
  holes: [{ fromNs: at("2024-03-08T14:30:00Z"), toNs: at("2024-03-11T20:00:00Z") }],
  findings: [],
  absent: ["volume"],
  sources: ["by hand"],
  version: "abc",
};

/** The catalog with what a test changes. It reads no rows. */
export function fixtureCatalog(changes: Partial<SeriesCatalog> = {}): SeriesCatalog {
  const rowless = () => {
    throw new Error("the fixture has no rows");
  };
  return {
    version: "1",
    markets: () => markets,
    instruments: () => instruments,
    findInstrument: (symbol) => instruments.find((each) => each.symbol === symbol),
    range: () => undefined,
    countBars: () => 0,
    readBars: rowless,
    listSeries: () => [metaBars],
    findSeries: () => undefined,
    estimateRows: () => 0,
    readSeries: rowless,
    readMerged: rowless,
    actions: () => [],
    actionsBetween: () => [],
    ...changes,
  };
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InstrumentNames } from "../../../src/market/instrument-names.ts";
import { loadInstruments, loadMarkets } from "../../../src/market/load-instruments.ts";
import { InstrumentFileError, parseMarkets } from "../../../src/market/parse-markets.ts";
import { instruments as shippedInstruments } from "../../../src/market/shipped/instruments.ts";
import { markets as shippedMarkets } from "../../../src/market/shipped/markets.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

describe("what comes with Openbell", () => {
  const { markets, instruments } = loadMarkets();

  test("at least a hundred instruments over all asset classes, two honest about what they are", () => {
    expect(instruments.length).toBeGreaterThanOrEqual(100);
    const classes = new Set(instruments.map(({ asset_class }) => asset_class));
    for (const each of ["stock", "etf", "index", "forex", "crypto", "commodity", "future", "cfd"]) {
      expect(classes).toContain(each);
    }
    const ids = markets.map(({ id }) => id);
    expect(instruments.filter(({ venue }) => !ids.includes(venue))).toEqual([]);
  });

  test("is what a file of it would be read as: nothing in it is bad, no name means two things", () => {
    const text = JSON.stringify({ markets: shippedMarkets, instruments: shippedInstruments });
    expect(parseMarkets(text, "what comes with Openbell")).toEqual({ markets, instruments });
  });

  test("names mean what they meant at the time", () => {
    const names = new InstrumentNames(instruments);
    expect(names.find("FB")).toBeUndefined();
    expect(names.find("FB", 20050103)).toBeUndefined();
    expect(names.find("FB", 20120518)?.symbol).toBe("META");
    expect(names.find("FB", 20220609)).toBeUndefined();
    expect(names.find("GOOG", 20100104)?.symbol).toBe("GOOGL");
    expect(names.find("GOOG", 20140403)?.symbol).toBe("GOOG");
    expect(names.find("QQQQ", 20110322)?.symbol).toBe("QQQ");
    expect(names.find("EUR/USD", 20240102)?.symbol).toBe("EURUSD");
    expect(names.find("BRK-B", 20240102)?.symbol).toBe("BRK.B");
    expect(names.find("aapl")).toBeUndefined();
  });
});

test("an operator's own file adds instruments and replaces others", () => {
  const folder = temporaryDirectory();
  expect(loadInstruments(folder)).toEqual(loadInstruments());
  const own = `instruments:
  - symbol: ABC
    name: A B C
    asset_class: stock
    venue: XNYS
    status: active
  - symbol: AAPL
    name: Mine
    asset_class: stock
    venue: XNAS
    price_increment: "0.05"
    status: active
`;
  writeFileSync(join(folder, "markets.yaml"), own);
  const instruments = loadInstruments(folder);
  expect(instruments).toHaveLength(loadInstruments().length + 1);
  expect(instruments.find(({ symbol }) => symbol === "ABC")).toEqual({
    symbol: "ABC",
    name: "A B C",
    asset_class: "stock",
    venue: "XNYS",
    calendar: "XNYS",
    currency: "USD",
    price_increment: "0.01",
    quantity_increment: "1",
    status: "active",
  });
  const mine = instruments.find(({ symbol }) => symbol === "AAPL");
  expect(mine).toMatchObject({ name: "Mine", price_increment: "0.05", calendar: "XNAS" });
  writeFileSync(join(folder, "markets.yaml"), "instruments: 5");
  expect(() => loadInstruments(folder)).toThrow(`${join(folder, "markets.yaml")} cannot be used:`);
});

test("a file that cannot be read is told of as one that is bad", () => {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "markets.yaml"));
  expect(() => loadInstruments(folder)).toThrow(InstrumentFileError);
});

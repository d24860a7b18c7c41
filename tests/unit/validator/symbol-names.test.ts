import { describe, expect, test } from "vitest";
import { meaningOn, normalName, SymbolNames } from "../../../src/validator/symbol-names.ts";
import { judged, simulated } from "./asked-session.ts";
import { MemoryCatalog } from "./memory-catalog.ts";
import { renamed, renamedContext } from "./renamed-market.ts";

const names = SymbolNames.of(renamed.instruments());

function symbolOf(written: string, date?: number): string | undefined {
  return meaningOn(names.meanings(written), date)?.instrument.symbol;
}

describe("a name", () => {
  test.each([
    ["brk-b", "BRK.B"],
    ["BRK/B", "BRK.B"],
    ["brk_b", "BRK.B"],
    ["vod-l", "VOD.L"],
    ["eur/usd", "EURUSD"],
    ["EUR-USD", "EURUSD"],
    ["btc_usdt", "BTCUSDT"],
    ["BTC.USDT", "BTCUSDT"],
    ["btcusd", "BTC-USD"],
    ["btc/usd", "BTC-USD"],
    [" Googl ", "GOOGL"],
  ])("%j is %s", (asked, symbol) => {
    const { spec } = judged(
      simulated({ startDate: "2015-01-02", endDate: "2015-12-31" }, [asked]),
      renamedContext,
    );
    expect(spec?.symbols).toEqual([symbol]);
  });

  test("of a share does not lose the sign between its parts", () => {
    expect(symbolOf("BRKB")).toBeUndefined();
    expect(symbolOf("VODL")).toBeUndefined();
  });

  test("that could be two instruments is none", () => {
    const both = new MemoryCatalog([
      { symbol: "AB-C", assetClass: "crypto" },
      { symbol: "A-BC", assetClass: "forex" },
    ]);
    const other = SymbolNames.of(both.instruments());
    expect(other.meanings("ABC")).toEqual([]);
    expect(meaningOn(other.meanings("A/BC"), undefined)?.instrument.symbol).toBe("A-BC");
  });

  test("that is exact goes before one with another sign", () => {
    const both = new MemoryCatalog([{ symbol: "X.Y" }, { symbol: "X-Y" }]);
    const other = SymbolNames.of(both.instruments());
    expect(other.meanings("X-Y").map(({ instrument }) => instrument.symbol)).toEqual(["X-Y"]);
    expect(other.meanings("X_Y")).toEqual([]);
  });

  test.each([
    ["", undefined],
    ["A B", undefined],
    ["ß", undefined],
    ["^gspc", "^GSPC"],
  ])("%j is normally %j", (asked, name) => {
    expect(normalName(asked)).toBe(name);
  });
});

describe("the meaning on a date", () => {
  test.each([
    ["FB", 20120517, undefined],
    ["FB", 20120518, "META"],
    ["FB", 20220608, "META"],
    ["FB", 20220609, undefined],
    ["META", 20000103, "META"],
    ["GOOG", 20140402, "GOOGL"],
    ["GOOG", 20140403, "GOOG"],
    ["GOOG", 20030102, undefined],
    ["QQQQ", 20050103, "QQQ"],
  ])("%s on %i is %s", (name, date, symbol) => {
    expect(symbolOf(name, date)).toBe(symbol);
  });

  test("without a date is the only one, or that of today", () => {
    expect(symbolOf("FB")).toBe("META");
    expect(symbolOf("GOOG")).toBe("GOOG");
  });
});

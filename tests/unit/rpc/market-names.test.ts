import { describe, expect, it } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { MarketNames } from "../../../src/rpc/market-names.ts";
import { instruments } from "./market-fixture.ts";

const names = new MarketNames(instruments);
const symbolOf = (asked: string, on?: number) => names.find(asked, on)?.symbol;

describe("a name", () => {
  it.each([
    ["META", "META"],
    ["meta", "META"],
    [" Meta ", "META"],
    ["EUR/USD", "EURUSD"],
    ["eur_usd", "EURUSD"],
    ["eurusd", "EURUSD"],
    ["brk-b", "BRK.B"],
    ["brk/b", "BRK.B"],
    ["FB", "META"],
    ["o-r", "ZED"],
    ["or", "OR"],
    ["o_r", "ZED"],
  ])("%s leads to %s", (asked, symbol) => {
    expect(symbolOf(asked)).toBe(symbol);
  });

  it.each(["", "NOPE", "ME TA", "ſ", "x".repeat(33), "-META"])("%s leads nowhere", (asked) => {
    expect(symbolOf(asked)).toBeUndefined();
  });

  it("that changed hands leads to who had it on the date", () => {
    expect(symbolOf("ZED")).toBe("ZED");
    expect(symbolOf("zed", 20150601)).toBe("ZED");
    expect(symbolOf("zed", 20150529)).toBe("OLD");
    expect(symbolOf("FB", 20220608)).toBe("META");
    expect(symbolOf("FB", 20220609)).toBeUndefined();
    expect(symbolOf("FB", 20120517)).toBeUndefined();
    expect(symbolOf("two", 20101231)).toBe("OLD");
    expect(symbolOf("two", 20110101)).toBeUndefined();
    expect(symbolOf("two", 20130102)).toBe("META");
  });

  it("that nobody has any more leads to the only one who had it", () => {
    expect(symbolOf("FB")).toBe("META");
    expect(symbolOf("TWO")).toBeUndefined();
  });
});

describe("a name that leads nowhere", () => {
  const problem = (asked: string, on?: number) => names.problemOf("symbol", asked, on);

  it("is required", () => {
    expect(problem("").reason).toBe(ErrorReason.FIELD_REQUIRED);
  });

  it("has the nearest one beside it", () => {
    expect(problem("METR")).toEqual({
      field: "symbol",
      reason: ErrorReason.INVALID_SYMBOL,
      message: '"METR" is not in the catalog',
      suggestion: "META",
    });
    expect(problem("QQQQQ").suggestion).toMatch(/ListInstruments/);
  });

  it("is told apart from what is no name at all", () => {
    expect(problem("a b").suggestion).toMatch(/letters, digits/);
  });

  it("says on which dates it was one", () => {
    const { message, suggestion } = problem("FB", 20110103);
    expect(message).toBe('no instrument goes by "FB" on 2011-01-03');
    expect(suggestion).toBe("a date from 2012-05-18 to 2022-06-08 for META");
    expect(problem("TWO")).toMatchObject({
      message: 'no instrument goes by "TWO" today',
      suggestion: expect.stringMatching(/2014-12-31 for META, or a date .* 2010-12-31 for OLD$/),
    });
  });
});

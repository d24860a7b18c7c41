import { describe, expect, test } from "vitest";
import { formatDecimal } from "../../../src/domain/decimal.ts";
import { capitalBounds } from "../../../src/validator/capital-bounds.ts";
import { brief, context, judged, spec } from "./asked-session.ts";
import { MemoryCatalog } from "./memory-catalog.ts";

describe("the bounds of capital", () => {
  test.each([
    [undefined, "1000", "10000000"],
    ["USD", "1000", "10000000"],
    ["EUR", "1000", "10000000"],
    ["USDT", "1000", "10000000"],
    ["SEK", "10000", "100000000"],
    ["JPY", "100000", "1000000000"],
    ["GBX", "100000", "1000000000"],
    ["KRW", "1000000", "10000000000"],
    ["BTC", "0.01", "100"],
  ])("of %s are %s and %s", (currency, least, most) => {
    const { minimum, maximum } = capitalBounds(context.limits, currency);
    expect(formatDecimal(minimum)).toBe(least);
    expect(maximum && formatDecimal(maximum)).toBe(most);
  });

  test("have no maximum where the limit has none", () => {
    const limits = { ...context.limits, maximumCapital: "0" };
    expect(capitalBounds(limits, "JPY").maximum).toBeUndefined();
  });
});

test("capital is judged in the currency of the symbols, or the one that is asked for", () => {
  const data = { first: 20000103, last: 20201231 };
  const catalog = new MemoryCatalog([
    { symbol: "7203.T", currency: "JPY", calendar: "XTKS", data },
  ]);
  const asked = (initialCapital: string, currency = "") =>
    judged(spec({ symbols: ["7203.T"], initialCapital, currency }), { catalog }).violations;
  expect(asked("100000")).toEqual([]);
  expect(brief(asked("99999.99"))).toEqual(["spec.initial_capital INSUFFICIENT_CAPITAL -> 100000"]);
  expect(asked("99999", "JPY")[0]?.message).toBe("99999 is less than the minimum of 100000 JPY");
  expect(asked("99999")[0]?.metadata).toEqual({ minimum: "100000" });
});

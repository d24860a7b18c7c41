import { describe, expect, test } from "vitest";
import { brief, context, judged, problems, spec } from "./asked-session.ts";

describe("the initial capital", () => {
  const ofCapital = (initialCapital: string, limits = context.limits) =>
    problems(spec({ initialCapital }), { limits });

  test.each([["1000"], ["1000.00"], ["10000000"], ["99999.999999999999999999"]])(
    "%s is accepted",
    (text) => {
      expect(ofCapital(text)).toEqual([]);
    },
  );

  test.each([
    ["", "FIELD_REQUIRED", "a decimal from 1000 to 10000000"],
    ["1e5", "INVALID_DECIMAL", "100000"],
    ["NaN", "INVALID_DECIMAL", "a decimal from 1000 to 10000000"],
    ["02000.50", "INVALID_DECIMAL", "2000.5"],
    // What was meant would be refused for its amount.
    ["00.1", "INVALID_DECIMAL", "a decimal from 1000 to 10000000"],
    ["1e99", "INVALID_DECIMAL", "a decimal from 1000 to 10000000"],
    ["20000000.", "INVALID_DECIMAL", "a decimal from 1000 to 10000000"],
    ["+1000", "INVALID_DECIMAL", "1000"],
    ["1,000,000", "INVALID_DECIMAL", "1000000"],
    ["1".repeat(19), "INVALID_DECIMAL", "a decimal from 1000 to 10000000"],
    ["-1", "INSUFFICIENT_CAPITAL", "1000"],
    ["0", "INSUFFICIENT_CAPITAL", "1000"],
    ["999.999999999999999999", "INSUFFICIENT_CAPITAL", "1000"],
    ["10000000.000000000000000001", "EXCESSIVE_CAPITAL", "10000000"],
  ])("%j is refused with %s: rather %s", (text, reason, rather) => {
    expect(ofCapital(text)).toEqual([`spec.initial_capital ${reason} -> ${rather}`]);
  });

  test("has its bounds in the metadata", () => {
    expect(judged(spec({ initialCapital: "1" })).violations[0]?.metadata).toEqual({
      minimum: "1000",
    });
    expect(judged(spec({ initialCapital: "99999999" })).violations[0]?.metadata).toEqual({
      maximum: "10000000",
    });
  });

  test("has no maximum where that is 0", () => {
    const limits = { ...context.limits, maximumCapital: "0" };
    expect(ofCapital("999999999999999999", limits)).toEqual([]);
    expect(ofCapital("", limits)).toEqual([
      "spec.initial_capital FIELD_REQUIRED -> a decimal from 1000",
    ]);
  });
});

describe("the currency", () => {
  const ofCurrency = (currency: string, symbols: string[]) => problems(spec({ currency, symbols }));

  test("is that of the symbols where none is asked for", () => {
    expect(judged(spec({ symbols: ["VOD"] })).spec?.currency).toBe("GBP");
    expect(judged(spec({ symbols: ["VOD"], currency: "GBP" })).spec?.currency).toBe("GBP");
  });

  test.each([
    ["EUR", ["AAPL"], ["spec.currency INVALID_CURRENCY -> USD"]],
    ["EUR", ["AAPL", "VOD"], ["spec.currency INVALID_CURRENCY -> USD or GBP"]],
    ["usd", ["AAPL"], ["spec.currency INVALID_CURRENCY -> USD"]],
    ["XYZ", ["AAPL", "VOD"], ["spec.currency INVALID_CURRENCY -> USD or GBP"]],
    [
      "GBP",
      ["AAPL", "VOD", "SP500"],
      [
        "spec.symbols[0] INVALID_CURRENCY -> only symbols quoted in GBP",
        "spec.symbols[2] INVALID_CURRENCY -> only symbols quoted in GBP",
      ],
    ],
    ["", ["AAPL", "VOD"], ["spec.symbols[1] INVALID_CURRENCY -> only symbols quoted in USD"]],
  ])("%j with %j is refused", (currency, symbols, expected) => {
    expect(ofCurrency(currency, symbols)).toEqual(expected);
  });

  test("that is refused leaves the capital to be judged in that of the symbols", () => {
    // 50,000 yen would be too little, and 50,000 of what the symbol is quoted in is not.
    const asked = (currency: string, symbols: string[]) =>
      problems(spec({ initialCapital: "50000", currency, symbols }));
    expect(asked("JPY", ["AAPL"])).toEqual(["spec.currency INVALID_CURRENCY -> USD"]);
    expect(asked("JPY", ["NOPE"])[1]).toBe("spec.initial_capital INSUFFICIENT_CAPITAL -> 100000");
  });

  test("is judged even where no symbol is known", () => {
    const { violations } = judged(spec({ symbols: ["NOPE"], currency: "EURO" }));
    expect(brief(violations)[1]).toBe("spec.currency INVALID_CURRENCY -> EUR");
    expect(judged(spec({ symbols: ["NOPE"], currency: "EUR" })).violations).toHaveLength(1);
  });
});

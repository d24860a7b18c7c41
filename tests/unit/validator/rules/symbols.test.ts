import { describe, expect, test } from "vitest";
import { brief, context, judged, problems, spec } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

const importFirst = "no symbol has data yet: import some with `openbell data import`";
const withData = "symbols with data: SP500, SYNTH, AAPL, LATE, HOLED and 3 more";
const ofSymbols = (symbols: string[]) => problems(spec({ symbols }));

describe("the number of symbols", () => {
  test("is at least one", () => {
    expect(ofSymbols([])).toEqual(["spec.symbols FIELD_REQUIRED -> for example SP500"]);
    expect(problems(spec({ symbols: [] }), { catalog: new MemoryCatalog([]) })).toEqual([
      `spec.symbols FIELD_REQUIRED -> ${importFirst}`,
    ]);
    expect(problems(spec(), { catalog: new MemoryCatalog([]) })).toEqual([
      `spec.symbols[0] INVALID_SYMBOL -> ${importFirst}`,
    ]);
  });

  test("is at most the limit, and those up to it are judged", () => {
    const data = { first: 20000103, last: 20201231 };
    const symbols = Array.from({ length: 51 }, (_, index) => `S${index}`);
    const catalog = new MemoryCatalog(symbols.map((symbol) => ({ symbol, data })));
    expect(problems(spec({ symbols: symbols.slice(0, 50) }), { catalog })).toEqual([]);
    const { violations } = judged(spec({ symbols: ["S2", "?", ...symbols.slice(2)] }), { catalog });
    expect(brief(violations)).toEqual([
      "spec.symbols TOO_MANY_SYMBOLS -> at most 50 symbols",
      "spec.symbols[1] INVALID_SYMBOL -> symbols with data: S0, S1, S2, S3, S4 and 46 more",
      "spec.symbols[2] INVALID_SYMBOL -> each symbol once",
    ]);
    expect(violations[0]?.metadata).toEqual({ limit: "50", count: "51" });
  });

  test("has no limit where that is 0", () => {
    const symbols = Array.from({ length: 200 }, () => "AAPL");
    const limits = { ...context.limits, symbolsPerSession: 0 };
    expect(problems(spec({ symbols }), { limits })).not.toContainEqual(
      expect.stringContaining("TOO_MANY"),
    );
  });
});

describe("a symbol", () => {
  test.each([["sp500"], [" SP500 "], ["\tSp500\n"], ["btc-usd"]])("%j is normalised", (asked) => {
    expect(judged(spec({ symbols: [asked] })).spec?.symbols).toEqual([asked.trim().toUpperCase()]);
  });

  test.each([
    ["SP50", "SP500"],
    ["appl", "AAPL"],
    ["AAQL", "AAPL"],
    ["S&P500", "SP500"],
    // Neighbours swapped, in a symbol of four letters.
    ["aalp", "AAPL"],
    ["LAET", "LATE"],
    // How others name the venue.
    ["NASDAQ:AALP", "AAPL"],
    ["AAPL.US", "AAPL"],
    ["late.lse", "LATE"],
    ["AAPL US", "AAPL"],
    // Wide letters, a space of no width, a letter of Cyrillic.
    ["ＡＡＰＬ", "AAPL"],
    ["AA\u200bPL", "AAPL"],
    ["\u0410APL", "AAPL"],
    ["$AAPL", "AAPL"],
    ["", withData],
    ["MSFT", withData],
    ["AAPL,LATE", withData],
    ["ß", withData],
    ["x".repeat(5_000), withData],
  ])("%j is refused: rather %s", (asked, rather) => {
    expect(ofSymbols([asked])).toEqual([`spec.symbols[0] INVALID_SYMBOL -> ${rather}`]);
  });

  test.each(["brk b", "BRK  B", "brkb", "BKR-B"])("%j is refused: rather BRK-B", (asked) => {
    const data = { first: 20000103, last: 20201231 };
    const catalog = new MemoryCatalog(["BRK-A", "BRK-B"].map((symbol) => ({ symbol, data })));
    expect(problems(spec({ symbols: [asked] }), { catalog })).toEqual([
      "spec.symbols[0] INVALID_SYMBOL -> BRK-B",
    ]);
    expect(judged(spec({ symbols: ["brk/b"] }), { catalog }).spec?.symbols).toEqual(["BRK-B"]);
  });

  test("without data is told apart from one that is not known", () => {
    const message = (symbol: string) => judged(spec({ symbols: [symbol] })).violations[0]?.message;
    expect(message("empty")).toBe("EMPTY is in the catalog, but there are no daily bars of it");
    expect(message("nowhere")).toBe("NOWHERE is not in the catalog");
    expect(message("a b")).toMatch(/^"a b" is no symbol: a symbol has 1 to 32 letters/);
    expect(message("A\u0410PL")).toMatch(
      /^"A\u0410PL" is no symbol, for it holds U\+0410: a symbol has 1 to 32 letters/,
    );
    expect(message("AAPLé")).toContain("it holds U+00E9:");
    expect(message("AAPL😀")).toContain("it holds U+1F600:");
  });

  test("stands once, however it is spelled, known or not", () => {
    const { violations } = judged(spec({ symbols: ["AAPL", "aapl ", "AAPL", "NOPE", "nope"] }));
    expect(brief(violations).map((line) => line.split(" ")[0])).toEqual([
      "spec.symbols[1]",
      "spec.symbols[2]",
      "spec.symbols[3]",
      "spec.symbols[4]",
    ]);
    expect(violations[0]?.message).toBe(
      'AAPL (asked for as "aapl ") is already at spec.symbols[0]',
    );
    expect(violations[3]?.message).toBe('NOPE (asked for as "nope") is already at spec.symbols[3]');
  });
});

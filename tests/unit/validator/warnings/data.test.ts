import { expect, test } from "vitest";
import { context, judged, spec } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

test("what importing found odd, but not what is judged by its dates", () => {
  const data = { first: 20000103, last: 20191231 };
  const finding = (code: "OHLC_ORDER" | "HOLE" | "ROUNDED_PRICE" | "OUTLIER", count: number) => ({
    code,
    count,
    examples: [],
  });
  const catalog = new MemoryCatalog([
    {
      symbol: "AAPL",
      data,
      findings: [
        finding("OHLC_ORDER", 47),
        finding("HOLE", 3),
        finding("ROUNDED_PRICE", 9),
        finding("OUTLIER", 1),
      ],
    },
    { symbol: "LATE", data },
  ]);
  const { warnings } = judged(spec({ symbols: ["LATE", "AAPL"] }), { ...context, catalog });
  expect(warnings.map(({ field, reason, message }) => `${field} ${reason}: ${message}`)).toEqual([
    "spec.symbols[1] DATA_HAS_FINDINGS: of all bars of AAPL, importing found: " +
      "bars break low <= open, close <= high (47), " +
      "prices jump by more than half against the row before (1)",
  ]);
});

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { SYNTHETIC_SOURCE, syntheticDailyBars } from "../../../src/market/synthetic.ts";

const rows = [...syntheticDailyBars()];

test("has a bar for every session of New York from 2000 to 2020", () => {
  const sessions = findCalendar("XNYS")?.sessionsBetween(20000103, 20201231) ?? [];
  // 5,284 is the number of trading days the exchange had in those years.
  expect(rows).toHaveLength(5_284);
  expect(rows.map((row) => Number(row.date.replaceAll("-", "")))).toEqual(
    sessions.map((session) => session.date),
  );
});

test("looks like a market: ordered prices in cents, moderate returns, volume", () => {
  let previous = 100;
  const returns: number[] = [];
  for (const row of rows) {
    const [open, high, low, close] = [row.open, row.high, row.low, row.close].map(Number);
    for (const price of [row.open, row.high, row.low, row.close]) {
      expect(price).toMatch(/^\d+\.\d\d$/);
    }
    expect(low).toBeLessThanOrEqual(Math.min(open ?? 0, close ?? 0));
    expect(high).toBeGreaterThanOrEqual(Math.max(open ?? 0, close ?? 0));
    expect(Number(row.volume)).toBeGreaterThan(100_000);
    returns.push(Math.log((close ?? 0) / previous));
    previous = close ?? 0;
  }
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / returns.length;
  const deviationPerYear = Math.sqrt(variance * 252);
  expect(deviationPerYear).toBeGreaterThan(0.16);
  expect(deviationPerYear).toBeLessThan(0.19);
});

test("never changes: sessions run on it must give the same results for ever", () => {
  // The digest was computed by a second implementation, in Python, from the description of the
  // market and another calendar of the exchange. Another digest means that every recorded result
  // on SYNTH is void: a different market needs a different symbol.
  const text = rows.map((row, index) => [index + 1, ...Object.values(row)].join(",")).join("\n");
  const digest = createHash("sha256").update(text).digest("hex");
  expect(digest).toBe("ec5a7a53b6932d921128e53e3ae6ec26fac9a791cd42db8de90f37ed897f35c5");
  expect([...syntheticDailyBars()]).toEqual(rows);
  expect(SYNTHETIC_SOURCE).toMatch(/not real prices/);
});

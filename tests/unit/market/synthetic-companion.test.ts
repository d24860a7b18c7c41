import { expect, test } from "vitest";
import { syntheticDailyBars } from "../../../src/market/synthetic.ts";
import { syntheticCompanionBars } from "../../../src/market/synthetic-companion.ts";

const base = [...syntheticDailyBars()];
const companion = [...syntheticCompanionBars()];

test("has a bar for each bar of SYNTH, of ordered prices in cents, the same each time", () => {
  expect(companion.map(({ date }) => date)).toEqual(base.map(({ date }) => date));
  for (const { open, high, low, close } of companion) {
    for (const price of [open, high, low, close]) expect(price).toMatch(/^\d+\.\d\d$/);
    expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)));
    expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)));
  }
  expect([...syntheticCompanionBars()]).toEqual(companion);
});

test("its deviation from SYNTH is small, comes back, and is carried over the night", () => {
  const deviation = (at: "open" | "close") =>
    companion.map((bar, day) => Number(bar[at]) / Number(base[day]?.[at]) - 1);
  const [opens, closes] = [deviation("open"), deviation("close")];
  const variance = closes.reduce((sum, each) => sum + each ** 2, 0) / closes.length;
  // A day adds 0.4 % and keeps nine tenths: 0.4 % / √(1 − 0.9²) is 0.92 %.
  expect(Math.sqrt(variance)).toBeGreaterThan(0.008);
  expect(Math.sqrt(variance)).toBeLessThan(0.0105);
  const products = closes.slice(1).map((each, day) => each * (closes[day] ?? 0));
  const kept = products.reduce((sum, each) => sum + each, 0) / products.length / variance;
  expect(kept).toBeGreaterThan(0.87);
  expect(kept).toBeLessThan(0.93);
  for (let day = 1; day < opens.length; day += 1) {
    // Both are rounded to the cent, of prices from about 40 on.
    expect(Math.abs((opens[day] ?? 0) - (closes[day - 1] ?? 0))).toBeLessThan(0.0006);
  }
});

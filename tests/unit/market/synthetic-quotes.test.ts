import { expect, test } from "vitest";
import { syntheticDailyBars } from "../../../src/market/synthetic.ts";
import { syntheticQuotes } from "../../../src/market/synthetic-quotes.ts";

const quotes = [...syntheticQuotes()];
const dates = ["2020-12-30", "2020-12-31"];

test("come every five seconds within the two sessions, the same each time", () => {
  for (const date of dates) {
    const times = quotes.filter(({ time }) => time.startsWith(date)).map(({ time }) => time);
    // 09:30 to 16:00 in New York is 14:30 to 21:00 UTC in winter: 4,680 steps, the ends left out.
    expect(times).toHaveLength(4_679);
    const first = Date.parse(`${date}T14:30:05Z`);
    expect(times.map((time) => Date.parse(time))).toEqual(
      times.map((_, index) => first + index * 5_000),
    );
  }
  expect(quotes).toHaveLength(2 * 4_679);
  expect([...syntheticQuotes()]).toEqual(quotes);
});

test("are two cents wide, have sizes, and keep their middle within the day's bar", () => {
  for (const bar of syntheticDailyBars()) {
    const ofDay = quotes.filter(({ time }) => time.startsWith(bar.date));
    for (const { bid, ask, bidSize, askSize } of ofDay) {
      const [bidCents, askCents] = [bid, ask].map((text) => Math.round(Number(text) * 100));
      expect((askCents ?? 0) - (bidCents ?? 0)).toBe(2);
      const middle = (Number(bid) + Number(ask)) / 2;
      expect(middle).toBeGreaterThanOrEqual(Number(bar.low) - 1e-9);
      expect(middle).toBeLessThanOrEqual(Number(bar.high) + 1e-9);
      expect(Math.min(Number(bidSize), Number(askSize))).toBeGreaterThanOrEqual(100);
    }
    if (dates.includes(bar.date)) expect(ofDay.length).toBeGreaterThan(0);
  }
});

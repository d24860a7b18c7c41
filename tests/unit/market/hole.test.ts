import { expect, test } from "vitest";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { formatInstant } from "../../../src/domain/instant.ts";
import { holeBetween, missingDatesOf } from "../../../src/market/hole.ts";
import { parseInterval } from "../../../src/market/interval.ts";

const found = findCalendar("XNYS");
if (found === undefined) throw new Error("no XNYS");
const calendar = found;
const ns = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;

/** The hole between two instants of 2024, as text; undefined for ticks. */
function hole(interval: string | undefined, from: string, to: string): string | undefined {
  const length = interval === undefined ? undefined : parseInterval(interval);
  const between = holeBetween(calendar, length, ns(`2024-${from}`), ns(`2024-${to}`));
  if (between === undefined) return undefined;
  return `${formatInstant(between.fromNs)} ${formatInstant(between.toNs)}`;
}

test("half an hour of trading is a hole, a minute less is not", () => {
  for (const interval of [undefined, "1s", "1m", "30m"]) {
    expect(hole(interval, "01-02T15:00:00Z", "01-02T15:29:00Z")).toBeUndefined();
    expect(hole(interval, "01-02T15:00:00Z", "01-02T15:30:00Z")).toBe(
      "2024-01-02T15:00:00Z 2024-01-02T15:30:00Z",
    );
  }
  // Of longer bars it is one of them.
  expect(hole("1h", "01-02T15:00:00Z", "01-02T15:59:00Z")).toBeUndefined();
  expect(hole("1h", "01-02T15:00:00Z", "01-02T16:00:00Z")).toBeDefined();
});

test("only time of trading counts: nights, weekends and holidays are no hole", () => {
  expect(hole("1m", "01-02T21:00:00Z", "01-03T14:30:00Z")).toBeUndefined();
  // 29 minutes before the close of Friday and none of Tuesday, Monday being a holiday; then 15 more.
  expect(hole("1m", "01-12T20:31:00Z", "01-16T14:30:00Z")).toBeUndefined();
  expect(hole("1m", "01-12T20:31:00Z", "01-16T14:45:00Z")).toBe(
    "2024-01-12T20:31:00Z 2024-01-16T14:45:00Z",
  );
  // It begins and ends where the market was open.
  expect(hole("1m", "01-02T23:00:00Z", "01-04T23:00:00Z")).toBe(
    "2024-01-03T14:30:00Z 2024-01-04T21:00:00Z",
  );
});

test("between daily bars it is whole sessions, and those of weeks and months have none", () => {
  expect(hole("1d", "01-12T21:00:00Z", "01-16T14:30:00Z")).toBeUndefined();
  const missing = holeBetween(
    calendar,
    parseInterval("1d"),
    ns("2024-01-11T21:00:00Z"),
    ns("2024-01-17T14:30:00Z"),
  );
  expect(missing === undefined ? [] : missingDatesOf(calendar, missing)).toEqual([
    20240112, 20240116,
  ]);
  for (const interval of ["1w", "1mo"]) {
    expect(hole(interval, "01-02T15:00:00Z", "06-02T15:00:00Z")).toBeUndefined();
  }
});

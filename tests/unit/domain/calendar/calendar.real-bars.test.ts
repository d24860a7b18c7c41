/** Trades that were made, minute by minute: the venue was open at all of them, and at no others. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { HoursKind } from "../../../../src/domain/calendar/venue-hours.ts";
import { calendarOf, instantOf } from "./venue-facts.ts";

const folder = join(import.meta.dirname, "../../../../../shared/data/bars");
const minute = 60_000_000_000n;

/** The minutes of the bars of a file, by their start. */
function minutesOf(file: string, stamp: "open" | "close"): bigint[] {
  const text = gunzipSync(readFileSync(join(folder, file))).toString();
  const shift = stamp === "close" ? minute : 0n;
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => instantOf(row.slice(0, row.indexOf(","))) - shift);
}

describe.skipIf(!existsSync(folder))("minutes in which there was trading", () => {
  test.each([
    ["CME_EQUITY", "regular", "futures/ESZ13_cme_minute.csv.gz", "open", 6_826],
    ["CME_METALS", "regular", "futures/GCZ13_comex_minute.csv.gz", "open", 6_687],
    ["CME_FX", "regular", "futures/6EH4_xcme_minute_2024-01.csv.gz", "close", 29_996],
    ["24x5", "regular", "forex/EURUSD_oanda_minute_quote.csv.gz", "open", 18_184],
    ["XNAS", "extended", "us_equity_minute/AAPL_trade.csv.gz", "open", 2_303],
    ["XNAS", "extended", "us_equity_minute/GOOG_trade.csv.gz", "open", 1_091],
    ["XNYS", "extended", "us_equity_minute/IBM_trade.csv.gz", "open", 2_566],
    ["ARCX", "extended", "us_equity_minute/SPY_trade.csv.gz", "open", 4_839],
  ] as const)("%s, %s hours, was open in those of %s", (id, kind, file, stamp, count) => {
    const calendar = calendarOf(id, kind satisfies HoursKind);
    const minutes = minutesOf(file, stamp);
    expect(minutes).toHaveLength(count);
    const outside = minutes.filter((instant) => !calendar.isOpen(instant));
    expect(outside.map((instant) => new Date(Number(instant / 1_000_000n)).toISOString())).toEqual(
      [],
    );
  });

  test.each([
    ["CME_EQUITY", "futures/ESZ13_cme_minute.csv.gz", "open", 0.98],
    ["CME_METALS", "futures/GCZ13_comex_minute.csv.gz", "open", 0.95],
    ["CME_FX", "futures/6EH4_xcme_minute_2024-01.csv.gz", "close", 0.95],
  ] as const)("%s was open hardly longer than in those of %s", (id, file, stamp, share) => {
    const minutes = minutesOf(file, stamp);
    const [first = 0n, last = 0n] = [minutes[0], minutes.at(-1)];
    const open = calendarOf(id).minutesBetween(first, last + minute);
    expect(minutes.length / open).toBeGreaterThan(share);
    expect(minutes.length / open).toBeLessThanOrEqual(1);
  });
});

import { describe, expect, test } from "vitest";
import { Calendar } from "../../../src/domain/calendar/calendar.ts";
import type { SessionHours } from "../../../src/domain/calendar/venue-definition.ts";
import { ALWAYS_OPEN } from "../../../src/domain/calendar/venues/always-open.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import { type Listing, subjectOf } from "../../../src/validator/subject.ts";
import { type TradingSpan, tradingSpanOf } from "../../../src/validator/trading-span.ts";
import { catalog, context, spec } from "./asked-session.ts";

/** A venue that trades every day between these hours, UTC. */
function venue(open: SessionHours["open"], close: SessionHours["close"]): Calendar {
  return new Calendar({ ...ALWAYS_OPEN, id: `${open}-${close}`, hours: { open, close } });
}

function listing(calendar: Calendar, missingDates: readonly TradingDate[] = []): Listing {
  const instrument = catalog.findInstrument("AAPL");
  const range = catalog.range("AAPL");
  if (instrument === undefined || range === undefined) throw new Error("no AAPL");
  const path = "spec.symbols[0]";
  return { path, instrument, calendar, range: { ...range, missingDates }, spans: [range] };
}

/** The span of three days. */
function span(...listings: Listing[]): TradingSpan {
  const subject = { ...subjectOf(spec(), context), listings };
  return tradingSpanOf(subject, 20190101, 20190103);
}

const hours = (nanoseconds: bigint) => Number(nanoseconds) / 3.6e12;

describe("the span of venues", () => {
  const day = venue("08:00", "16:00");

  test("whose hours overlap counts each hour once", () => {
    expect(hours(span(listing(day)).openNs())).toBe(24);
    expect(hours(span(listing(day), listing(venue("14:00", "20:00"))).openNs())).toBe(36);
    expect(hours(span(listing(venue("14:00", "20:00")), listing(day)).openNs())).toBe(36);
    expect(hours(span(listing(day), listing(venue("09:00", "10:00"))).openNs())).toBe(24);
    expect(hours(span(listing(day), listing(venue("16:00", "17:00"))).openNs())).toBe(27);
  });

  test("that breaks for lunch is not open over it, unless another venue is", () => {
    const lunch = new Calendar({
      ...ALWAYS_OPEN,
      id: "lunch",
      hours: { open: "08:00", break: ["12:00", "13:00"], close: "16:00" },
    });
    expect(hours(span(listing(lunch)).openNs())).toBe(21);
    expect(hours(span(listing(lunch), listing(venue("11:00", "12:30"))).openNs())).toBe(22.5);
    expect(hours(span(listing(day), listing(lunch)).openNs())).toBe(24);
  });

  test("that close together has one slice for both", () => {
    const late = venue("12:00", "16:00");
    expect(span(listing(day), listing(late))).toMatchObject({ tradingDays: 3, slices: 3 });
    expect(span(listing(day), listing(venue("12:00", "17:00")))).toMatchObject({
      tradingDays: 3,
      slices: 6,
    });
  });

  test("has a slice on each day on which at least one symbol has a bar", () => {
    const slices = (...listings: Listing[]) => span(...listings).slices;
    expect(slices(listing(day, [20190101]), listing(day, [20190102]))).toBe(3);
    expect(slices(listing(day, [20190101, 20190102]), listing(day, [20190102]))).toBe(2);
    expect(slices(listing(day, [20190101]), listing(venue("08:00", "12:00"), [20190102]))).toBe(4);
    expect(span(listing(day, [20190101])).tradingDays).toBe(3);
  });
});

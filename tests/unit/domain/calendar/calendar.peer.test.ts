import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import type { Session } from "../../../../src/domain/calendar/session.ts";
import { formatTradingDate } from "../../../../src/domain/trading-date.ts";
import { calendarOf, localHours } from "./venue-facts.ts";

/** What the answers of another library are, as `peer/exchange-calendars.py` wrote them down. */
interface PeerVenue {
  /** First date from which opening, break and close are compared; without it the dates alone. */
  readonly hoursFrom?: string;
  /** Sessions that the library has from 2000 to 2026. */
  readonly sessions: number;
  /** Sessions that differ, with the hours of either side. They are in no checksum. */
  readonly differences: readonly {
    readonly dates: string;
    readonly ours: string;
    readonly theirs?: string;
    readonly reason: string;
  }[];
  /** For each year from 2000 to 2028: CRC-32 of its sessions. */
  readonly checksums: string;
}

const path = join(import.meta.dirname, "peer/exchange-calendars.json");
const { venues }: { venues: Record<string, PeerVenue> } = JSON.parse(readFileSync(path, "utf8"));
const firstYear = 2000;

function checksumOf(calendar: Calendar, year: number, venue: PeerVenue): string {
  const explained = venue.differences.flatMap(({ dates }) => dates.split(" "));
  const lines = calendar
    .sessionsBetween(year * 10_000 + 101, year * 10_000 + 1231)
    .filter(({ date }) => !explained.includes(formatTradingDate(date)))
    .map((session) => `${lineOf(session, venue.hoursFrom)}\n`);
  return crc32(lines.join("")).toString(16).padStart(8, "0");
}

function lineOf({ date, openNs, closeNs, break: pause }: Session, hoursFrom = "9999"): string {
  if (formatTradingDate(date) < hoursFrom) return String(date);
  const times = [openNs, ...(pause ? [pause.startNs, pause.endNs] : []), closeNs];
  return [date, ...times.map((time) => time / 1_000_000_000n)].join(" ");
}

describe.each(Object.entries(venues))("%s beside another library", (id, venue) => {
  const calendar = calendarOf(id);

  test("has the same sessions in every year, but for those explained", () => {
    const theirs = venue.checksums.split(" ").map((sum, index) => `${firstYear + index} ${sum}`);
    const ours = theirs.map((_, index) => {
      const year = firstYear + index;
      return `${year} ${checksumOf(calendar, year, venue)}`;
    });
    expect(theirs).toHaveLength(29);
    expect(ours).toEqual(theirs);
  });

  test("has as many sessions, but for those explained", () => {
    const { differences, sessions } = venue;
    const count = (side: "ours" | "theirs") =>
      differences
        .filter((difference) => difference[side] === "closed")
        .reduce((sum, { dates }) => sum + dates.split(" ").length, 0);
    const counted = calendar.countSessions(20000101, 20261231);
    expect(counted + count("ours") - count("theirs")).toBe(sessions);
  });

  test.each(venue.differences)("differs on $dates: $reason", ({ dates, ours, theirs }) => {
    expect(theirs).not.toBe(ours);
    for (const date of dates.split(" ")) expect(localHours(calendar, date), date).toBe(ours);
  });
});

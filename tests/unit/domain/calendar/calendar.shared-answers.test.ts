import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import { ZoneOffsets } from "../../../../src/domain/calendar/zone-offsets.ts";
import { formatInstant } from "../../../../src/domain/instant.ts";
import { formatTradingDate } from "../../../../src/domain/trading-date.ts";
import { calendarOf, dateOf, localHours } from "./venue-facts.ts";

const folder = join(import.meta.dirname, "../../../../../shared/data/calendars");
const rowsOf = (file: string) => readFileSync(join(folder, file)).toString().trim().split("\n");
const gzippedRowsOf = (file: string) =>
  gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .trim()
    .split("\n")
    .slice(1);
const toMinute = (instant: bigint) => formatInstant(instant).replace(":00Z", "Z");

/** A calendar's sessions in the notation of the answer files. */
function spelled(calendar: Calendar, from: number, to: number): string[] {
  return calendar.sessionsBetween(from, to).map((session) => {
    const times = [session.openNs, session.closeNs].map(toMinute);
    const flag = session.earlyClose ? "early_close" : "";
    return `${formatTradingDate(session.date)},${times.join(",")},,,${flag}`;
  });
}

describe.skipIf(!existsSync(folder))("answers of other calendars", () => {
  test.each([
    ["XNYS", "XNYS.csv.gz", 6_790],
    ["XNAS", "XNYS.csv.gz", 6_790],
    ["XLON", "XLON.csv.gz", 6_822],
    ["24x7", "24-7.csv.gz", 9_862],
  ])("%s has the sessions of %s, all of them", (id, file, count) => {
    const rows = gzippedRowsOf(file);
    expect(rows).toHaveLength(count);
    expect(spelled(calendarOf(id), 20000101, 20261231)).toEqual(rows);
  });

  test.each([
    ["XNYS", 254],
    ["XLON", 222],
  ])("%s has no session on the weekdays listed as closed, and says why", (id, count) => {
    const dates = gzippedRowsOf(`${id}_weekday_closures.csv.gz`);
    expect(dates).toHaveLength(count);
    for (const text of dates) {
      expect(calendarOf(id).closureName(dateOf(text)), text).toMatch(/^(?!weekend)./);
    }
  });

  test("the sessions of 24x5 join to the weeks of foreign exchange", () => {
    const weeks: [bigint, bigint][] = [];
    for (const { openNs, closeNs } of calendarOf("24x5").sessionsBetween(20000101, 20270101)) {
      const week = weeks.at(-1);
      if (week?.[1] === openNs) week[1] = closeNs;
      else weeks.push([openNs, closeNs]);
    }
    const rows = gzippedRowsOf("FX_24x5_weeks.csv.gz");
    expect(rows).toHaveLength(1_409);
    expect(weeks.map((week) => week.map(toMinute).join(","))).toEqual(rows);
  });

  test("offsets change when the time-zone data says so", () => {
    const rows = rowsOf("dst_transitions.csv")
      .slice(1)
      .map((row) => row.split(","));
    expect(rows.length).toBeGreaterThan(200);
    for (const [zone = "", utc = "", before, after] of rows) {
      const second = Date.parse(utc) / 1_000;
      const offsets = new ZoneOffsets(zone, second - 9 * 86_400, second + 9 * 86_400);
      // An hour and a half either side is clear of the hours that are skipped or repeated.
      for (const [distance, minutes] of [
        [-5_400, Number(before)],
        [5_400, Number(after)],
      ] as const) {
        const at = second + distance;
        expect(offsets.utcOfLocal(at + minutes * 60), `${zone} ${utc}`).toBe(at);
      }
    }
  });
});

/**
 * The file is one calendar for all of CME: it has no hours of products. These are the weekdays that
 * it closes and on which a product traded; the reasons are in the notices that `venues/` names.
 */
const tradedAllTheSame = {
  /** Good Fridays with an employment report: equity until 8:15, FX until 10:15. */
  reports: "2010-04-02 2012-04-06 2015-04-03 2021-04-02 2023-04-07 2026-04-03".split(" "),
  /** Days of mourning on which equity products traded until 8:30, all others as on any day. */
  mourning: ["2018-12-05", "2025-01-09"],
  /** The one for President Ford: equity closed, FX until noon, energy and metals on Globex. */
  ford: ["2007-01-02"],
};
/** Weekdays with a session there, on which the stock exchanges and equity products were closed. */
const closedAllTheSame = ["2001-09-12", "2001-09-13", "2001-09-14"];

describe.skipIf(!existsSync(folder))("products of CME", () => {
  const { reports, mourning, ford } = tradedAllTheSame;
  test.each([
    ["CME_EQUITY", [...reports, ...mourning], closedAllTheSame],
    ["CME_FX", [...reports, ...mourning, ...ford], []],
    ["CME_METALS", [...mourning, ...ford], []],
    ["CME_ENERGY", [...mourning, ...ford], []],
  ])("%s has the closures of CMES but for those explained", (id, traded, closed) => {
    const listed = gzippedRowsOf("CMES_weekday_closures.csv.gz");
    expect(listed).toHaveLength(81);
    const sessions = gzippedRowsOf("CMES.csv.gz").map((row) => row.slice(0, 10));
    expect(sessions).toHaveLength(6_963);
    const hasSession = (text: string) => calendarOf(id).session(dateOf(text)) !== undefined;
    expect(listed.filter(hasSession)).toEqual([...traded].sort());
    expect(sessions.filter((text) => !hasSession(text))).toEqual(closed);
  });

  /**
   * Early closes from another database. Where it has none and this has one: the short days of the
   * stock exchanges in 2023 and 2024 and the day after Thanksgiving of 2024, all in CME Group's
   * holiday calendars; days of mourning and storms, in its notices; and holidays of 2027, for which
   * its list is not complete.
   */
  const missingThere: Readonly<Record<string, string>> = {
    CME_EQUITY:
      "2012-10-29 2012-10-30 2018-12-05 2023-07-03 2024-07-03 2024-11-29 2025-01-09 2027-01-18 " +
      "2027-02-15 2027-05-31",
    CME_FX: "2024-11-29",
    CME_METALS: "2024-11-29 2027-01-18 2027-02-15 2027-05-31",
    CME_ENERGY: "2024-11-29 2027-01-18 2027-02-15 2027-05-31",
  };

  test.each([
    ["CME_EQUITY", "Future-cme-ES", 20090101, 1],
    ["CME_FX", "Future-cme-6E", 20090101, 0],
    // Its list of metals begins in 2024.
    ["CME_METALS", "Future-comex-GC", 20240101, 1],
    ["CME_ENERGY", "Future-nymex-CL", 20090101, 1],
  ])("%s closes early when %s does", (id, key, from, hoursAhead) => {
    const { entries } = JSON.parse(rowsOf("lean_market_hours_subset.json").join("\n"));
    const theirs = Object.entries<string>(entries[key].earlyCloses)
      .map(([date, time]) => [date, chicagoTime(time, hoursAhead)])
      // An end at the regular time is listed there for days before a closed one.
      .filter(([, time]) => time !== "16:00" && time !== "16:15")
      .map((entry) => entry.join(" "));
    const missing = (missingThere[id] ?? "").split(" ");
    const ours = calendarOf(id)
      .sessionsBetween(from, 20270630)
      .filter(({ earlyClose }) => earlyClose)
      .map(({ date }) => formatTradingDate(date))
      .map((date) => `${date} ${localHours(calendarOf(id), date).replace(/^.*-/, "")}`);
    expect(theirs.length).toBeGreaterThan(25);
    expect(ours.filter((line) => !missing.includes(line.slice(0, 10)))).toEqual(theirs);
    expect(ours.filter((line) => missing.includes(line.slice(0, 10)))).toHaveLength(missing.length);
  });
});

function chicagoTime(text: string, hoursAhead: number): string {
  return `${String(Number(text.slice(0, 2)) - hoursAhead).padStart(2, "0")}${text.slice(2, 5)}`;
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import { findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import { ZoneOffsets } from "../../../../src/domain/calendar/zone-offsets.ts";
import { formatInstant } from "../../../../src/domain/instant.ts";
import { formatTradingDate } from "../../../../src/domain/trading-date.ts";

const folder = join(import.meta.dirname, "../../../../../shared/data/calendars");
const rowsOf = (file: string) => readFileSync(file).toString().trim().split("\n").slice(1);
const gzippedRowsOf = (file: string) =>
  gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);

/** A calendar's sessions in the notation of the answer files. */
function spelled(calendar: Calendar, from: number, to: number): string[] {
  return calendar.sessionsBetween(from, to).map((session) => {
    const times = [session.openNs, session.closeNs].map((instant) =>
      formatInstant(instant).replace(":00Z", "Z"),
    );
    const flag = session.earlyClose ? "early_close" : "";
    return `${formatTradingDate(session.date)},${times.join(",")},,,${flag}`;
  });
}

describe.skipIf(!existsSync(folder))("answers of other calendars", () => {
  test.each([
    ["XNYS", "XNYS.csv.gz", 6_790],
    ["24x7", "24-7.csv.gz", 9_862],
  ])("%s has the sessions of %s, all of them", (id, file, count) => {
    const calendar = findCalendar(id);
    const rows = gzippedRowsOf(join(folder, file));
    expect(rows).toHaveLength(count);
    expect(calendar && spelled(calendar, 20000101, 20261231)).toEqual(rows);
  });

  test("XNYS has no session on the weekdays listed as closed", () => {
    const xnys = findCalendar("XNYS");
    const dates = gzippedRowsOf(join(folder, "XNYS_weekday_closures.csv.gz"));
    expect(dates).toHaveLength(254);
    for (const text of dates) {
      const date = Number(text.replaceAll("-", ""));
      expect(xnys?.closureName(date), text).toMatch(/^(?!weekend)./);
    }
  });

  test("offsets change when the time-zone data says so", () => {
    const rows = rowsOf(join(folder, "dst_transitions.csv")).map((row) => row.split(","));
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

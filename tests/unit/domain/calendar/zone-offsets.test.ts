import { expect, test } from "vitest";
import { ZoneOffsets } from "../../../../src/domain/calendar/zone-offsets.ts";

const second = (text: string) => Date.parse(text) / 1_000;
const span = [second("2000-01-01T00:00:00Z"), second("2029-01-01T00:00:00Z")] as const;
const newYork = new ZoneOffsets("America/New_York", ...span);

/** Local times are spelled with a Z: a wall clock has no offset. */
test.each([
  ["2024-01-15T09:30:00Z", "2024-01-15T14:30:00Z"],
  ["2024-07-15T09:30:00Z", "2024-07-15T13:30:00Z"],
  ["2024-03-10T01:59:59Z", "2024-03-10T06:59:59Z"],
  ["2024-03-10T03:00:00Z", "2024-03-10T07:00:00Z"],
  ["2024-11-03T00:59:59Z", "2024-11-03T04:59:59Z"],
  ["2024-11-03T02:00:00Z", "2024-11-03T07:00:00Z"],
])("New York's %s is %s", (local, utc) => {
  expect(newYork.utcOfLocal(second(local))).toBe(second(utc));
});

test("an hour that occurs twice is the first, one that is skipped moves forward", () => {
  const repeated = newYork.utcOfLocal(second("2024-11-03T01:30:00Z"));
  expect(repeated).toBe(second("2024-11-03T05:30:00Z"));
  const skipped = newYork.utcOfLocal(second("2024-03-10T02:30:00Z"));
  expect(skipped).toBe(second("2024-03-10T07:30:00Z"));
});

test("zones east of Greenwich, with half hours, and without any change", () => {
  const sydney = new ZoneOffsets("Australia/Sydney", ...span);
  expect(sydney.utcOfLocal(second("2024-01-15T10:00:00Z"))).toBe(second("2024-01-14T23:00:00Z"));
  expect(sydney.utcOfLocal(second("2024-07-15T10:00:00Z"))).toBe(second("2024-07-15T00:00:00Z"));
  const mumbai = new ZoneOffsets("Asia/Kolkata", ...span);
  expect(mumbai.utcOfLocal(second("2024-01-15T09:15:00Z"))).toBe(second("2024-01-15T03:45:00Z"));
  const utc = new ZoneOffsets("UTC", ...span);
  expect(utc.utcOfLocal(second("2024-01-15T09:15:00Z"))).toBe(second("2024-01-15T09:15:00Z"));
});

test("offsets with seconds, of the time before time zones", () => {
  const old = new ZoneOffsets(
    "America/New_York",
    second("1880-01-01T00:00:00Z"),
    second("1881-01-01T00:00:00Z"),
  );
  expect(old.utcOfLocal(second("1880-06-01T12:00:00Z"))).toBe(second("1880-06-01T16:56:02Z"));
});

import { expect, test } from "vitest";
import { calendarOf, instantOf, localHours } from "../venue-facts.ts";

const forex = calendarOf("24x5");

/** 17:00 in New York is 22:00 UTC in winter and 21:00 in summer. */
test.each([
  ["2024-03-08T21:59:59Z", true],
  ["2024-03-08T22:00:00Z", false],
  ["2024-03-10T20:59:59Z", false],
  ["2024-03-10T21:00:00Z", true],
  ["2024-11-01T20:59:59Z", true],
  ["2024-11-01T21:00:00Z", false],
  ["2024-11-03T21:59:59Z", false],
  ["2024-11-03T22:00:00Z", true],
  // Until 2006 the clocks changed on the first Sunday of April and the last one of October.
  ["2006-03-26T21:30:00Z", false],
  ["2006-04-02T21:00:00Z", true],
  ["2006-10-29T21:30:00Z", false],
  ["2006-10-29T22:00:00Z", true],
  // Christmas is a day as any other: the market has no operator that closes it.
  ["2024-12-25T12:00:00Z", true],
])("at %s it is open: %s", (time, isOpen) => {
  expect(forex.isOpen(instantOf(time))).toBe(isOpen);
});

test("a session is a trading day, from 17:00 to 17:00, dated by its end", () => {
  expect(localHours(forex, "2024-03-11")).toBe("-1d 17:00-17:00");
  expect(localHours(forex, "2024-03-15")).toBe("-1d 17:00-17:00");
  expect(forex.session(20240310)).toBeUndefined();
  expect(forex.sessionAt(instantOf("2024-03-10T21:00:00Z"))?.date).toBe(20240311);
  expect(forex.closureName(20240310)).toBe("weekend");
});

test("answers up to the opening of the first session that it does not know", () => {
  // 2029-01-01 is a Monday, so its session would open on the last Sunday covered.
  expect(forex.isOpen(instantOf("2028-12-31T21:59:59Z"))).toBe(false);
  expect(() => forex.isOpen(instantOf("2028-12-31T22:00:00Z"))).toThrow("covers 2000-01-01");
  expect(forex.isOpen(instantOf("1999-12-31T22:00:00Z"))).toBe(false);
});

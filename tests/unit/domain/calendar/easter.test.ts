import { expect, test } from "vitest";
import { easterSunday } from "../../../../src/domain/calendar/easter.ts";
import { tradingDateOf } from "../../../../src/domain/trading-date.ts";

/** Dates of every year that the calendars cover, as listed by the U.S. Census Bureau. */
test.each([
  [2000, "0423 0415 0331 0420 0411 0327 0416 0408 0323 0412"],
  [2010, "0404 0424 0408 0331 0420 0405 0327 0416 0401 0421"],
  [2020, "0412 0404 0417 0409 0331 0420 0405 0328 0416"],
])("Easter Sunday from %d on", (first, dates) => {
  const expected = dates.split(" ").map((text, index) => (first + index) * 10_000 + Number(text));
  const years = expected.map((date) => Math.floor(date / 10_000));
  expect(years.map((year) => tradingDateOf(easterSunday(year)))).toEqual(expected);
});

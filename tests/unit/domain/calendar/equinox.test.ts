import { expect, test } from "vitest";
import { japaneseEquinox } from "../../../../src/domain/calendar/equinox.ts";
import { tradingDateOf } from "../../../../src/domain/trading-date.ts";

/** Days of the month from 2000 to 2027 as announced by the National Astronomical Observatory. */
const spring = [
  20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21,
  20, 20, 20, 21,
];
const autumn = [
  23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 22, 23, 23, 23, 22, 23, 23, 23, 22, 23, 23, 23,
  22, 23, 23, 23,
];

test.each([
  ["spring", 3, spring],
  ["autumn", 9, autumn],
] as const)("the equinox of %s", (equinox, month, days) => {
  const dates = days.map((_, index) => tradingDateOf(japaneseEquinox(equinox, 2000 + index)));
  expect(dates).toEqual(days.map((day, index) => (2000 + index) * 10_000 + month * 100 + day));
});

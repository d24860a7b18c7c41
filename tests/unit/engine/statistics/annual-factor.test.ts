import { expect, it } from "vitest";
import { findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import { annualFactor } from "../../../../src/engine/statistics/annual-factor.ts";

it.each([
  ["XNYS", 252],
  ["XTKS", 252],
  ["24x5", 260],
  ["24x7", 365],
])("a year of %s has %d trading days", (id, factor) => {
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new Error(`there is no calendar ${id}`);
  expect(annualFactor(calendar)).toBe(factor);
});

import type { DayRule, OneOffDay } from "../day-rule.ts";
import { FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY } from "../weekdays.ts";

/** NYSE Rule 7.2: a holiday on a Saturday is observed on Friday, one on a Sunday on Monday. */
const NEAREST_WEEKDAY = { saturday: -1, sunday: 1 } as const;

/** The holidays of the markets of the United States, as they are observed there. */
export const usHolidays = {
  // On a Saturday it is not observed: the Friday before ends a month and a year.
  newYear: { name: "New Year's Day", on: { month: 1, day: 1 }, observed: { sunday: 1 } },
  martinLutherKing: {
    name: "Martin Luther King Jr. Day",
    on: { month: 1, weekday: MONDAY, nth: 3 },
  },
  washington: { name: "Washington's Birthday", on: { month: 2, weekday: MONDAY, nth: 3 } },
  goodFriday: { name: "Good Friday", on: { easter: -2 } },
  memorial: { name: "Memorial Day", on: { month: 5, weekday: MONDAY, nth: "last" } },
  juneteenth: {
    name: "Juneteenth",
    on: { month: 6, day: 19 },
    observed: NEAREST_WEEKDAY,
    since: 2022,
  },
  independence: {
    name: "Independence Day",
    on: { month: 7, day: 4 },
    observed: NEAREST_WEEKDAY,
  },
  labor: { name: "Labor Day", on: { month: 9, weekday: MONDAY, nth: 1 } },
  thanksgiving: { name: "Thanksgiving Day", on: { month: 11, weekday: THURSDAY, nth: 4 } },
  christmas: { name: "Christmas Day", on: { month: 12, day: 25 }, observed: NEAREST_WEEKDAY },
} as const satisfies Readonly<Record<string, DayRule>>;

/** The Friday after Thanksgiving, a short day. */
export const dayAfterThanksgiving = {
  name: "day after Thanksgiving",
  on: usHolidays.thanksgiving.on,
  plusDays: 1,
} as const satisfies DayRule;

/** The day before Christmas where it is a short day; on a Friday Christmas is observed on it. */
export const christmasEve = {
  name: "Christmas Eve",
  on: { month: 12, day: 24 },
  fallingOn: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY],
} as const satisfies DayRule;

/** The days on which the stock exchanges of the United States close early every year. */
export const usShortDays: readonly DayRule[] = [
  {
    name: "day before Independence Day",
    on: { month: 7, day: 3 },
    fallingOn: [MONDAY, TUESDAY, THURSDAY],
  },
  // When Independence Day was a Thursday, the Friday after it was the short day until 2012, and
  // the Wednesday before it is since 2013.
  {
    name: "day before Independence Day",
    on: { month: 7, day: 3 },
    fallingOn: [WEDNESDAY],
    since: 2013,
  },
  {
    name: "day after Independence Day",
    on: { month: 7, day: 5 },
    fallingOn: [FRIDAY],
    until: 2012,
  },
  dayAfterThanksgiving,
  christmasEve,
];

/** The days on which they closed early once. */
export const usOneOffShortDays: readonly OneOffDay[] = [
  { date: "2003-12-26", name: "day after Christmas" },
];

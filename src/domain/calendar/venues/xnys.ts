import type { Weekday } from "../../trading-date.ts";
import type { VenueDefinition } from "../venue-definition.ts";

const MONDAY: Weekday = 1;
const TUESDAY: Weekday = 2;
const WEDNESDAY: Weekday = 3;
const THURSDAY: Weekday = 4;
const FRIDAY: Weekday = 5;
/** NYSE Rule 7.2: a holiday on a Saturday is observed on Friday, one on a Sunday on Monday. */
const NEAREST_WEEKDAY = { saturday: -1, sunday: 1 } as const;
const EARLY = "13:00";

/**
 * New York Stock Exchange, core session. Sources: NYSE Rule 7.2 (holidays), the exchange's yearly
 * announcements of holidays and early closings (those of 2026 to 2028 are of 23 December 2025).
 */
export const XNYS: VenueDefinition = {
  id: "XNYS",
  name: "New York Stock Exchange",
  timeZone: "America/New_York",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  weekdays: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY],
  hours: { open: "09:30", close: "16:00" },
  holidays: [
    // On a Saturday it is not observed: the Friday before ends a month and a year.
    { name: "New Year's Day", on: { month: 1, day: 1 }, observed: { sunday: 1 } },
    { name: "Martin Luther King Jr. Day", on: { month: 1, weekday: MONDAY, nth: 3 } },
    { name: "Washington's Birthday", on: { month: 2, weekday: MONDAY, nth: 3 } },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Memorial Day", on: { month: 5, weekday: MONDAY, nth: "last" } },
    { name: "Juneteenth", on: { month: 6, day: 19 }, observed: NEAREST_WEEKDAY, since: 2022 },
    { name: "Independence Day", on: { month: 7, day: 4 }, observed: NEAREST_WEEKDAY },
    { name: "Labor Day", on: { month: 9, weekday: MONDAY, nth: 1 } },
    { name: "Thanksgiving Day", on: { month: 11, weekday: THURSDAY, nth: 4 } },
    { name: "Christmas Day", on: { month: 12, day: 25 }, observed: NEAREST_WEEKDAY },
  ],
  closures: [
    { date: "2001-09-11", name: "attacks of 11 September 2001" },
    { date: "2001-09-12", name: "attacks of 11 September 2001" },
    { date: "2001-09-13", name: "attacks of 11 September 2001" },
    { date: "2001-09-14", name: "attacks of 11 September 2001" },
    { date: "2004-06-11", name: "day of mourning for President Reagan" },
    { date: "2007-01-02", name: "day of mourning for President Ford" },
    { date: "2012-10-29", name: "Hurricane Sandy" },
    { date: "2012-10-30", name: "Hurricane Sandy" },
    { date: "2018-12-05", name: "day of mourning for President George H. W. Bush" },
    { date: "2025-01-09", name: "day of mourning for President Carter" },
  ],
  earlyCloses: [
    {
      name: "day before Independence Day",
      on: { month: 7, day: 3 },
      fallingOn: [MONDAY, TUESDAY, THURSDAY],
      close: EARLY,
    },
    // When Independence Day was a Thursday, the Friday after it was the short day until 2012, and
    // the Wednesday before it is since 2013.
    {
      name: "day before Independence Day",
      on: { month: 7, day: 3 },
      fallingOn: [WEDNESDAY],
      since: 2013,
      close: EARLY,
    },
    {
      name: "day after Independence Day",
      on: { month: 7, day: 5 },
      fallingOn: [FRIDAY],
      until: 2012,
      close: EARLY,
    },
    {
      name: "day after Thanksgiving",
      on: { month: 11, weekday: THURSDAY, nth: 4 },
      plusDays: 1,
      close: EARLY,
    },
    {
      name: "Christmas Eve",
      on: { month: 12, day: 24 },
      fallingOn: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY],
      close: EARLY,
    },
  ],
  oneOffEarlyCloses: [{ date: "2003-12-26", name: "day after Christmas", close: EARLY }],
};

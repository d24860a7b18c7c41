import type { DayRule } from "../day-rule.ts";
import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY, MONDAY_TO_FRIDAY, TUESDAY, WEDNESDAY } from "../weekdays.ts";

/** Act on National Holidays, article 3, 2: a holiday on a Sunday is observed on Monday. */
const NEXT_DAY = { sunday: 1 } as const;

/** The exchange rests over the turn of the year whatever the law says. */
const turnOfTheYear: readonly DayRule[] = [
  { name: "New Year's Eve", on: { month: 12, day: 31 } },
  { name: "New Year's Day", on: { month: 1, day: 1 } },
  { name: "2 January", on: { month: 1, day: 2 } },
  { name: "3 January", on: { month: 1, day: 3 } },
];

const nationalHolidays: readonly DayRule[] = [
  { name: "Coming of Age Day", on: { month: 1, weekday: MONDAY, nth: 2 } },
  { name: "National Foundation Day", on: { month: 2, day: 11 }, observed: NEXT_DAY },
  { name: "Emperor's Birthday", on: { month: 2, day: 23 }, observed: NEXT_DAY, since: 2020 },
  { name: "Vernal Equinox Day", on: { equinox: "spring" }, observed: NEXT_DAY },
  { name: "Showa Day (Greenery Day until 2006)", on: { month: 4, day: 29 }, observed: NEXT_DAY },
  { name: "Constitution Day", on: { month: 5, day: 3 } },
  { name: "Greenery Day (citizens' holiday until 2006)", on: { month: 5, day: 4 } },
  { name: "Children's Day", on: { month: 5, day: 5 } },
  // Of three holidays in a row one is on a Sunday: 3 May on a Sunday has moved to the next day that
  // is no holiday since 2007; before, only 5 May was moved.
  { name: "holiday in lieu", on: { month: 5, day: 6 }, fallingOn: [MONDAY], until: 2006 },
  {
    name: "holiday in lieu",
    on: { month: 5, day: 6 },
    fallingOn: [MONDAY, TUESDAY, WEDNESDAY],
    since: 2007,
  },
  { name: "Marine Day", on: { month: 7, day: 20 }, observed: NEXT_DAY, until: 2002 },
  {
    name: "Marine Day",
    on: { month: 7, weekday: MONDAY, nth: 3 },
    since: 2003,
    except: [2020, 2021],
  },
  {
    name: "Mountain Day",
    on: { month: 8, day: 11 },
    observed: NEXT_DAY,
    since: 2016,
    except: [2020, 2021],
  },
  { name: "Respect for the Aged Day", on: { month: 9, day: 15 }, observed: NEXT_DAY, until: 2002 },
  { name: "Respect for the Aged Day", on: { month: 9, weekday: MONDAY, nth: 3 }, since: 2003 },
  { name: "Autumnal Equinox Day", on: { equinox: "autumn" }, observed: NEXT_DAY },
  {
    name: "Sports Day (Health and Sports Day until 2019)",
    on: { month: 10, weekday: MONDAY, nth: 2 },
    except: [2020, 2021],
  },
  { name: "Culture Day", on: { month: 11, day: 3 }, observed: NEXT_DAY },
  { name: "Labour Thanksgiving Day", on: { month: 11, day: 23 }, observed: NEXT_DAY },
  { name: "Emperor's Birthday", on: { month: 12, day: 23 }, observed: NEXT_DAY, until: 2018 },
];

/** Tokyo Stock Exchange, auction trading in shares. */
export const XTKS: VenueDefinition = {
  id: "XTKS",
  name: "Tokyo Stock Exchange",
  timeZone: "Asia/Tokyo",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:00", break: ["11:30", "12:30"], close: "15:30" },
  formerHours: [
    { until: "2006-01-18", open: "09:00", break: ["11:00", "12:30"], close: "15:00" },
    // Afternoons were shortened while systems could not take the orders after the Livedoor affair.
    { until: "2006-04-21", open: "09:00", break: ["11:00", "13:00"], close: "15:00" },
    { until: "2011-11-18", open: "09:00", break: ["11:00", "12:30"], close: "15:00" },
    { until: "2024-11-01", open: "09:00", break: ["11:30", "12:30"], close: "15:00" },
  ],
  holidays: [...turnOfTheYear, ...nationalHolidays],
  closures: [
    // A day between two holidays is one as well (article 3, 3 of the act).
    { date: "2009-09-22", name: "citizens' holiday" },
    { date: "2015-09-22", name: "citizens' holiday" },
    { date: "2026-09-22", name: "citizens' holiday" },
    { date: "2019-04-30", name: "abdication of Emperor Akihito" },
    { date: "2019-05-01", name: "accession of Emperor Naruhito" },
    { date: "2019-05-02", name: "citizens' holiday" },
    { date: "2019-10-22", name: "enthronement of Emperor Naruhito" },
    // Moved for the Olympic Games in Tokyo.
    { date: "2020-07-23", name: "Marine Day" },
    { date: "2020-07-24", name: "Sports Day" },
    { date: "2020-08-10", name: "Mountain Day" },
    { date: "2021-07-22", name: "Marine Day" },
    { date: "2021-07-23", name: "Sports Day" },
    { date: "2021-08-09", name: "Mountain Day" },
  ],
  earlyCloses: [
    // Until 2009 the year began and ended with a morning session.
    {
      name: "last session of the year",
      on: { month: 12, day: 30 },
      orSessionBefore: true,
      until: 2008,
      close: "break",
    },
  ],
  oneOffEarlyCloses: [
    { date: "2000-01-04", name: "first session of the year", close: "break" },
    { date: "2001-01-04", name: "first session of the year", close: "break" },
    { date: "2002-01-04", name: "first session of the year", close: "break" },
    { date: "2003-01-06", name: "first session of the year", close: "break" },
    { date: "2004-01-05", name: "first session of the year", close: "break" },
    { date: "2005-01-04", name: "first session of the year", close: "break" },
    { date: "2006-01-04", name: "first session of the year", close: "break" },
    { date: "2007-01-04", name: "first session of the year", close: "break" },
    { date: "2008-01-04", name: "first session of the year", close: "break" },
    { date: "2009-01-05", name: "first session of the year", close: "break" },
  ],
  unscheduled: {
    closures: [{ date: "2020-10-01", name: "failure of the trading system" }],
    earlyCloses: [
      { date: "2006-01-18", name: "rush of orders after the Livedoor affair", close: "14:40" },
    ],
    lateOpens: [{ date: "2005-11-01", name: "failure of the trading system", open: "13:30" }],
  },
  sources: [
    "Act on National Holidays (law 178 of 1948) with its changes of 1998, 2001, 2005, 2014, " +
      "2017, 2018 and 2020; the special law of 2018 on the imperial succession",
    "business regulations of the exchange (trading days and hours) and its announcements of " +
      "lunch break (21 November 2011) and close (5 November 2024)",
  ],
};

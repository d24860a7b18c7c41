import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY, MONDAY_TO_FRIDAY } from "../weekdays.ts";

/** Of two bank holidays in a row, each that falls on a weekend has a substitute after both. */
const AFTER_THE_PAIR = { saturday: 2, sunday: 2 } as const;
const EARLY = "12:30";

/** London Stock Exchange, continuous trading of its order book SETS. */
export const XLON: VenueDefinition = {
  id: "XLON",
  name: "London Stock Exchange",
  timeZone: "Europe/London",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "08:00", close: "16:30" },
  holidays: [
    {
      name: "New Year's Day",
      on: { month: 1, day: 1 },
      observed: { saturday: 2, sunday: 1 },
    },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Easter Monday", on: { easter: 1 } },
    {
      name: "Early May Bank Holiday",
      on: { month: 5, weekday: MONDAY, nth: 1 },
      // On Friday 8 May, the 75th anniversary of the end of the war in Europe.
      except: [2020],
    },
    {
      name: "Spring Bank Holiday",
      on: { month: 5, weekday: MONDAY, nth: "last" },
      // Moved next to the jubilees of the Queen, see below.
      except: [2002, 2012, 2022],
    },
    { name: "Summer Bank Holiday", on: { month: 8, weekday: MONDAY, nth: "last" } },
    { name: "Christmas Day", on: { month: 12, day: 25 }, observed: AFTER_THE_PAIR },
    { name: "Boxing Day", on: { month: 12, day: 26 }, observed: AFTER_THE_PAIR },
  ],
  closures: [
    { date: "2002-06-03", name: "Golden Jubilee of Queen Elizabeth II" },
    { date: "2002-06-04", name: "Spring Bank Holiday" },
    { date: "2011-04-29", name: "wedding of Prince William" },
    { date: "2012-06-04", name: "Spring Bank Holiday" },
    { date: "2012-06-05", name: "Diamond Jubilee of Queen Elizabeth II" },
    { date: "2020-05-08", name: "Early May Bank Holiday" },
    { date: "2022-06-02", name: "Spring Bank Holiday" },
    { date: "2022-06-03", name: "Platinum Jubilee of Queen Elizabeth II" },
    { date: "2023-05-08", name: "coronation of King Charles III" },
  ],
  earlyCloses: [
    {
      name: "last session before Christmas",
      on: { month: 12, day: 24 },
      orSessionBefore: true,
      close: EARLY,
    },
    {
      name: "last session of the year",
      on: { month: 12, day: 31 },
      orSessionBefore: true,
      close: EARLY,
    },
  ],
  oneOffEarlyCloses: [],
  unscheduled: {
    closures: [{ date: "2022-09-19", name: "state funeral of Queen Elizabeth II" }],
  },
  sources: [
    "Banking and Financial Dealings Act 1971, schedule 1, and the royal proclamations under it " +
      "(2002, 2011, 2012, 2020, 2022, 2023)",
    "yearly service announcements of the exchange on business days",
  ],
  notes: ["The closing auction follows from 16:30 to 16:35, after an early close until 12:35."],
};

import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY_TO_FRIDAY } from "../weekdays.ts";

/** The trading days of the Frankfurt stock exchange, on Xetra and with its specialists. */
export const germanEquities = {
  timeZone: "Europe/Berlin",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Days are on record since 2000, the end of the last session of a year since then.
  exactFrom: "2005-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 } },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Easter Monday", on: { easter: 1 } },
    { name: "Labour Day", on: { month: 5, day: 1 } },
    { name: "Whit Monday", on: { easter: 50 }, since: 2015, until: 2021 },
    { name: "German Unity Day", on: { month: 10, day: 3 }, since: 2014, until: 2021 },
    { name: "Christmas Eve", on: { month: 12, day: 24 } },
    { name: "Christmas Day", on: { month: 12, day: 25 } },
    { name: "second day of Christmas", on: { month: 12, day: 26 } },
    { name: "New Year's Eve", on: { month: 12, day: 31 } },
  ],
  closures: [
    { date: "2000-10-03", name: "German Unity Day" },
    { date: "2007-05-28", name: "Whit Monday" },
    { date: "2017-10-31", name: "500 years of the Reformation" },
  ],
  earlyCloses: [
    {
      name: "last session of the year",
      on: { month: 12, day: 31 },
      orSessionBefore: true,
      close: "14:00",
    },
  ],
  oneOffEarlyCloses: [],
} satisfies Partial<VenueDefinition>;

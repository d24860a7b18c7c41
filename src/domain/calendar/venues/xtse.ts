import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY, MONDAY_TO_FRIDAY } from "../weekdays.ts";

const NEXT_MONDAY = { saturday: 2, sunday: 1 } as const;
const AFTER_THE_PAIR = { saturday: 2, sunday: 2 } as const;

/** Toronto Stock Exchange. */
export const XTSE: VenueDefinition = {
  id: "XTSE",
  name: "Toronto Stock Exchange",
  timeZone: "America/Toronto",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // The short day before Christmas is on record for 2008 and since 2010, not for 2009.
  exactFrom: "2010-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:30", close: "16:00" },
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 }, observed: NEXT_MONDAY },
    { name: "Family Day", on: { month: 2, weekday: MONDAY, nth: 3 }, since: 2008 },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Victoria Day", on: { month: 5, weekday: MONDAY, upTo: 24 } },
    { name: "Canada Day", on: { month: 7, day: 1 }, observed: NEXT_MONDAY },
    { name: "Civic Holiday", on: { month: 8, weekday: MONDAY, nth: 1 } },
    { name: "Labour Day", on: { month: 9, weekday: MONDAY, nth: 1 } },
    { name: "Thanksgiving Day", on: { month: 10, weekday: MONDAY, nth: 2 } },
    { name: "Christmas Day", on: { month: 12, day: 25 }, observed: AFTER_THE_PAIR },
    { name: "Boxing Day", on: { month: 12, day: 26 }, observed: AFTER_THE_PAIR },
  ],
  closures: [],
  earlyCloses: [
    {
      name: "Christmas Eve",
      on: { month: 12, day: 24 },
      close: "13:00",
    },
  ],
  oneOffEarlyCloses: [],
  unscheduled: {
    closures: [{ date: "2001-09-12", name: "attacks of 11 September 2001" }],
    earlyCloses: [
      { date: "2001-09-11", name: "attacks of 11 September 2001", close: "10:40" },
      { date: "2018-04-27", name: "failure of the trading system", close: "13:39" },
    ],
  },
  sources: [
    "yearly holiday calendars of TMX Group",
    "The Globe and Mail, 12 and 13 September 2001; notices of TMX Group of 27 April 2018",
  ],
  notes: ["An extended session at the closing price runs from 16:15 to 17:00."],
};

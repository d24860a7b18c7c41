import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY_TO_FRIDAY } from "../weekdays.ts";

const EARLY = "14:00";

/** Euronext Paris, continuous trading. */
export const XPAR: VenueDefinition = {
  id: "XPAR",
  name: "Euronext Paris",
  timeZone: "Europe/Paris",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Short days are on record since then; 31 December 2003 was a full session.
  exactFrom: "2009-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:00", close: "17:30" },
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 } },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Easter Monday", on: { easter: 1 } },
    { name: "Labour Day", on: { month: 5, day: 1 } },
    { name: "Christmas Day", on: { month: 12, day: 25 } },
    { name: "Boxing Day", on: { month: 12, day: 26 } },
  ],
  closures: [
    { date: "2000-06-12", name: "Whit Monday" },
    { date: "2000-07-14", name: "Bastille Day" },
    { date: "2001-06-04", name: "Whit Monday" },
    { date: "2001-12-31", name: "change to euro notes and coins" },
  ],
  earlyCloses: [
    {
      name: "Christmas Eve",
      on: { month: 12, day: 24 },
      since: 2004,
      close: EARLY,
    },
    {
      name: "New Year's Eve",
      on: { month: 12, day: 31 },
      since: 2004,
      close: EARLY,
    },
  ],
  oneOffEarlyCloses: [],
  sources: ["yearly calendars of business days of Euronext"],
  notes: [
    "The closing auction follows from 17:30 to 17:35, after an early close from 14:00 to 14:05.",
  ],
};

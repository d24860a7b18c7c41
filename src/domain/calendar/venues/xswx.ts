import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY_TO_FRIDAY } from "../weekdays.ts";

/** SIX Swiss Exchange, shares. */
export const XSWX: VenueDefinition = {
  id: "XSWX",
  name: "SIX Swiss Exchange",
  timeZone: "Europe/Zurich",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Days are on record since 2000, the hours since then.
  exactFrom: "2005-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:00", close: "17:30" },
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 } },
    { name: "Saint Berchtold", on: { month: 1, day: 2 } },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Easter Monday", on: { easter: 1 } },
    { name: "Labour Day", on: { month: 5, day: 1 } },
    { name: "Ascension Day", on: { easter: 39 } },
    { name: "Whit Monday", on: { easter: 50 } },
    { name: "National Day", on: { month: 8, day: 1 } },
    { name: "Christmas Eve", on: { month: 12, day: 24 } },
    { name: "Christmas Day", on: { month: 12, day: 25 } },
    { name: "Saint Stephen", on: { month: 12, day: 26 } },
    { name: "New Year's Eve", on: { month: 12, day: 31 } },
  ],
  closures: [],
  earlyCloses: [],
  oneOffEarlyCloses: [],
  sources: ["yearly calendars of trading days of SIX Swiss Exchange; its directive on trading"],
  notes: ["Continuous trading ends at 17:20; the closing auction until 17:30 is in the session."],
};

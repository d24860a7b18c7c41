import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY, MONDAY_TO_FRIDAY } from "../weekdays.ts";

const NEXT_MONDAY = { saturday: 2, sunday: 1 } as const;
const AFTER_THE_PAIR = { saturday: 2, sunday: 2 } as const;
const EARLY = "14:10";

/** Australian Securities Exchange, shares, normal trading. */
export const XASX: VenueDefinition = {
  id: "XASX",
  name: "Australian Securities Exchange",
  timeZone: "Australia/Sydney",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Older short days, Easter Thursday among them, ended at times that are not on record.
  exactFrom: "2009-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "10:00", close: "16:00" },
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 }, observed: NEXT_MONDAY },
    { name: "Australia Day", on: { month: 1, day: 26 }, observed: NEXT_MONDAY },
    { name: "Good Friday", on: { easter: -2 } },
    { name: "Easter Monday", on: { easter: 1 } },
    { name: "Anzac Day", on: { month: 4, day: 25 } },
    { name: "Sovereign's Birthday", on: { month: 6, weekday: MONDAY, nth: 2 } },
    { name: "Christmas Day", on: { month: 12, day: 25 }, observed: AFTER_THE_PAIR },
    { name: "Boxing Day", on: { month: 12, day: 26 }, observed: AFTER_THE_PAIR },
  ],
  closures: [
    { date: "2010-04-26", name: "Anzac Day" },
    { date: "2011-04-26", name: "Anzac Day" },
  ],
  earlyCloses: [
    {
      name: "last session before Christmas",
      on: { month: 12, day: 24 },
      orSessionBefore: true,
      except: [2022],
      close: EARLY,
    },
    {
      name: "last session of the year",
      on: { month: 12, day: 31 },
      orSessionBefore: true,
      except: [2022],
      close: EARLY,
    },
  ],
  oneOffEarlyCloses: [],
  unscheduled: {
    closures: [{ date: "2022-09-22", name: "day of mourning for Queen Elizabeth II" }],
  },
  sources: ["yearly calendars of trading days of ASX"],
  notes: ["The closing auction is at 16:10, after the session."],
};

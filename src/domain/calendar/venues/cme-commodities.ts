import type { VenueDefinition } from "../venue-definition.ts";
import { cmeGlobex, globexHolidays, holidaySessions } from "./cme-globex.ts";
import { christmasEve, dayAfterThanksgiving, usHolidays } from "./us-holidays.ts";

/** Metals and energy keep the same hours and days: both came to Globex from NYMEX. */
const nymexOnGlobex = {
  ...cmeGlobex,
  formerHours: [{ until: "2015-09-18", open: "-1d 17:00", close: "16:15" }],
  holidays: [...globexHolidays, usHolidays.goodFriday],
  closures: [],
  unscheduled: {
    closures: [{ date: "2004-06-11", name: "day of mourning for President Reagan" }],
  },
  earlyCloses: [
    { ...dayAfterThanksgiving, until: 2024, close: "12:45" },
    { ...dayAfterThanksgiving, since: 2025, close: "13:45" },
    { ...christmasEve, close: "12:45" },
    ...holidaySessions({
      // Until February 2009 holidays were full sessions here.
      firstYear: { winter: 2010, others: 2009 },
      first: "12:15",
      second: "12:00",
      third: "13:30",
      thirdOnFriday: "12:00",
    }),
  ],
  sources: [
    "CME Group: holiday calendars of Globex by year and product",
    "CME Group, September 2015 (close at 16:00 instead of 16:15)",
  ],
} satisfies Partial<VenueDefinition>;

/** Days before a weekend with a holiday, on which trading ended early until 2011. */
const shortDays = [
  "2009-05-22 2009-09-04 2009-10-09",
  "2010-01-15 2010-02-12 2010-05-28 2010-07-02 2010-09-03 2010-10-08 2010-12-31",
  "2011-01-14",
]
  .flatMap((year) => year.split(" "))
  .map((date) => ({ date, name: "day before a weekend with a holiday", close: "15:15" }) as const);

/** Gold, silver, copper and platinum futures of COMEX and NYMEX on CME Globex. */
export const CME_METALS: VenueDefinition = {
  ...nymexOnGlobex,
  id: "CME_METALS",
  name: "CME Globex, metals futures",
  oneOffEarlyCloses: shortDays,
  notes: [
    "Before 4 December 2006 these products were traded on the floor and on NYMEX ACCESS, with " +
      "other hours and more holidays.",
  ],
};

/** Crude oil, gas and fuel futures of NYMEX on CME Globex. */
export const CME_ENERGY: VenueDefinition = {
  ...nymexOnGlobex,
  id: "CME_ENERGY",
  name: "CME Globex, energy futures",
  oneOffEarlyCloses: [
    ...shortDays,
    { date: "2009-07-03", name: "Independence Day", close: "12:30" },
  ],
  notes: [
    "Before 12 June 2006 these products were traded on the floor and on NYMEX ACCESS, with other " +
      "hours and more holidays.",
  ],
};

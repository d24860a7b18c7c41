import type { VenueDefinition } from "../venue-definition.ts";
import {
  cmeGlobex,
  globexHolidays,
  goodFridayUnlessReport,
  holidaySessions,
  reportOnGoodFriday,
} from "./cme-globex.ts";
import { christmasEve, dayAfterThanksgiving } from "./us-holidays.ts";

/** Days before a weekend with a holiday of the banks, on which trading ended early until 2015. */
const daysBeforeBankHolidays = [
  "2009-01-16 2009-02-13 2009-04-09 2009-05-22 2009-09-04 2009-10-09",
  "2010-01-15 2010-02-12 2010-05-28 2010-07-02 2010-09-03 2010-10-08",
  "2011-01-14 2011-02-18 2011-05-27 2011-07-01 2011-09-02 2011-10-07",
  "2012-01-13 2012-02-17 2012-05-25 2012-08-31 2012-10-05",
  "2013-01-18 2013-02-15 2013-05-24 2013-08-30",
  "2014-01-17 2014-02-14 2014-05-23 2014-08-29",
  "2015-01-16 2015-02-13 2015-05-22",
];

/** Foreign exchange futures on CME Globex. */
export const CME_FX: VenueDefinition = {
  ...cmeGlobex,
  id: "CME_FX",
  name: "CME Globex, foreign exchange futures",
  holidays: [...globexHolidays, goodFridayUnlessReport],
  closures: [],
  earlyCloses: [
    { ...dayAfterThanksgiving, until: 2024, close: "12:15" },
    { ...dayAfterThanksgiving, since: 2025, close: "13:45" },
    { ...christmasEve, until: 2024, close: "12:15" },
    { ...christmasEve, since: 2025, close: "12:45" },
    ...holidaySessions({
      firstYear: { winter: 2000, others: 2000 },
      first: "12:00",
      second: "12:00",
      // Since 2022 the session of a holiday is a full one, unless a weekend follows.
      third: undefined,
      thirdOnFriday: "12:00",
    }),
    ...reportOnGoodFriday("10:15"),
  ],
  oneOffEarlyCloses: [
    ...daysBeforeBankHolidays
      .flatMap((year) => year.split(" "))
      .map(
        (date) => ({ date, name: "day before a weekend with a holiday", close: "15:15" }) as const,
      ),
    { date: "2010-12-31", name: "New Year's Eve", close: "12:15" },
  ],
  unscheduled: {
    closures: [{ date: "2004-06-11", name: "day of mourning for President Reagan" }],
    earlyCloses: [
      { date: "2007-01-02", name: "day of mourning for President Ford", close: "12:00" },
    ],
  },
  sources: ["CME Group: holiday calendars of Globex by year and product"],
};

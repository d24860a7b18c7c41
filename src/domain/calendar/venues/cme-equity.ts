import type { VenueDefinition } from "../venue-definition.ts";
import {
  cmeGlobex,
  globexHolidays,
  goodFridayUnlessReport,
  holidaySessions,
  reportOnGoodFriday,
} from "./cme-globex.ts";
import { usOneOffShortDays, usShortDays } from "./us-holidays.ts";

/** A quarter of an hour after the stock exchanges of New York. */
const close = "12:15";

/** Equity index futures on CME Globex: E-mini S&P 500, Nasdaq-100, Dow, and their like. */
export const CME_EQUITY: VenueDefinition = {
  ...cmeGlobex,
  id: "CME_EQUITY",
  name: "CME Globex, equity index futures",
  formerHours: [
    // From Monday to Thursday trading went on at 15:30, already for the next day.
    {
      until: "2012-11-16",
      evening: ["-1d 15:30", "-1d 16:30"],
      open: "-1d 17:00",
      close: "15:15",
    },
    { until: "2015-09-18", open: "-1d 17:00", break: ["15:15", "15:30"], close: "16:15" },
    { until: "2021-06-25", open: "-1d 17:00", break: ["15:15", "15:30"], close: "16:00" },
  ],
  holidays: [...globexHolidays, goodFridayUnlessReport],
  closures: [],
  earlyCloses: [
    ...usShortDays.map((day) => ({ ...day, close }) as const),
    ...holidaySessions({
      firstYear: { winter: 2000, others: 2000 },
      first: "10:30",
      second: "12:00",
      third: "12:00",
      thirdOnFriday: "12:00",
    }),
    ...reportOnGoodFriday("08:15"),
  ],
  oneOffEarlyCloses: [...usOneOffShortDays.map((day) => ({ ...day, close }) as const)],
  unscheduled: {
    closures: [
      { date: "2001-09-12", name: "attacks of 11 September 2001" },
      { date: "2001-09-13", name: "attacks of 11 September 2001" },
      { date: "2001-09-14", name: "attacks of 11 September 2001" },
      { date: "2004-06-11", name: "day of mourning for President Reagan" },
      { date: "2007-01-02", name: "day of mourning for President Ford" },
    ],
    earlyCloses: [
      { date: "2012-10-29", name: "Hurricane Sandy", close: "08:15" },
      { date: "2012-10-30", name: "Hurricane Sandy", close: "08:15" },
      {
        date: "2018-12-05",
        name: "day of mourning for President George H. W. Bush",
        close: "08:30",
      },
      { date: "2025-01-09", name: "day of mourning for President Carter", close: "08:30" },
    ],
  },
  sources: [
    "CME Group: holiday calendars of Globex by year and product",
    "CME Group, November 2012 (close at 16:15), September 2015 (close at 16:00), June 2021 (no " +
      "more pause at 15:15)",
    "CME Group, 30 December 2024 (day of mourning of 9 January 2025)",
  ],
  notes: ["Before 2009, Sundays opened at 17:30 for a time and holidays had other hours."],
};

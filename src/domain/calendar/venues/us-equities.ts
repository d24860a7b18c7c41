import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY_TO_FRIDAY } from "../weekdays.ts";
import { usHolidays, usOneOffShortDays, usShortDays } from "./us-holidays.ts";

const close = "13:00";
const turnOfTheCentury = { date: "1999-12-31", name: "turn of the year 2000", close } as const;

/**
 * What the stock exchanges of the United States have in common: they keep the same days and the
 * same core session.
 */
export const usEquities = {
  timeZone: "America/New_York",
  firstDate: "1998-01-01",
  lastDate: "2028-12-31",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:30", close: "16:00" },
  holidays: Object.values(usHolidays),
  closures: [],
  earlyCloses: usShortDays.map((day) => ({ ...day, close })),
  oneOffEarlyCloses: [
    turnOfTheCentury,
    ...usOneOffShortDays.map((day) => ({ ...day, close }) as const),
  ],
  unscheduled: {
    closures: [
      { date: "2001-09-11", name: "attacks of 11 September 2001" },
      { date: "2001-09-12", name: "attacks of 11 September 2001" },
      { date: "2001-09-13", name: "attacks of 11 September 2001" },
      { date: "2001-09-14", name: "attacks of 11 September 2001" },
      { date: "2004-06-11", name: "day of mourning for President Reagan" },
      { date: "2007-01-02", name: "day of mourning for President Ford" },
      { date: "2012-10-29", name: "Hurricane Sandy" },
      { date: "2012-10-30", name: "Hurricane Sandy" },
      { date: "2018-12-05", name: "day of mourning for President George H. W. Bush" },
      { date: "2025-01-09", name: "day of mourning for President Carter" },
    ],
  },
} satisfies Partial<VenueDefinition>;

import type { DayRule } from "../day-rule.ts";
import type { EarlyClose, LocalTime, VenueDefinition } from "../venue-definition.ts";
import { FRIDAY, MONDAY_TO_FRIDAY, SATURDAY } from "../weekdays.ts";
import { usHolidays } from "./us-holidays.ts";

const { newYear, goodFriday, christmas, juneteenth, independence } = usHolidays;
const { martinLutherKing, washington, memorial, labor, thanksgiving } = usHolidays;

/** What the products on CME Globex have in common: the zone, the days, a session from 17:00. */
export const cmeGlobex = {
  timeZone: "America/Chicago",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Holiday by holiday, hours are on record since then; before it they follow the oldest of them.
  exactFrom: "2009-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "-1d 17:00", close: "16:00" },
} satisfies Partial<VenueDefinition>;

/** The days on which nothing trades, when Good Friday is one of them. */
export const globexHolidays: readonly DayRule[] = [newYear, christmas];

/**
 * Good Fridays on which the employment report of the United States is published: products that
 * move with it trade until shortly after.
 */
const reportYears = [2010, 2012, 2015, 2021, 2023, 2026];

/** The Good Fridays without a session, for products that trade after an employment report. */
export const goodFridayUnlessReport: DayRule = { ...goodFriday, except: reportYears };

/** The other Good Fridays, with the time at which the session ends. */
export function reportOnGoodFriday(close: LocalTime): readonly (DayRule & EarlyClose)[] {
  return reportYears.map((year) => ({ ...goodFriday, since: year, until: year, close }));
}

/** The holidays of the United States on which Globex trades for part of the day. */
export function holidaySessions(periods: {
  /** From when on: the holidays up to February, and the others. Before it the session is full. */
  readonly firstYear: { readonly winter: number; readonly others: number };
  /** Until Washington's Birthday of 2014. */
  readonly first: LocalTime;
  /** From Memorial Day of 2014 to the end of 2021. */
  readonly second: LocalTime;
  /** Since 2022; undefined where the session is a full one. */
  readonly third: LocalTime | undefined;
  /** Since 2022 where the holiday is on a Friday, or on a Saturday and so observed on Friday. */
  readonly thirdOnFriday: LocalTime;
}): readonly (DayRule & EarlyClose)[] {
  const { firstYear, first, second, third, thirdOnFriday } = periods;
  const winter: readonly DayRule[] = [martinLutherKing, washington];
  const others: readonly DayRule[] = [memorial, independence, labor, thanksgiving];
  return [
    ...winter.map((day) => ({ ...day, since: firstYear.winter, until: 2014, close: first })),
    ...others.map((day) => ({ ...day, since: firstYear.others, until: 2013, close: first })),
    ...winter.map((day) => ({ ...day, since: 2015, until: 2021, close: second })),
    ...others.map((day) => ({ ...day, since: 2014, until: 2021, close: second })),
    ...(third === undefined
      ? []
      : [...winter, ...others, juneteenth].map((day) => ({ ...day, since: 2022, close: third }))),
    ...[juneteenth, independence].map((day) => ({
      ...day,
      since: 2022,
      fallingOn: [FRIDAY, SATURDAY],
      close: thirdOnFriday,
    })),
  ];
}

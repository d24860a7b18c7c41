import type { Calendar } from "../../domain/calendar/calendar.ts";

/** Years whose sessions are counted: a whole cycle of leap years that every calendar covers. */
const firstDate = 20_200_101;
const lastDate = 20_231_231;
const years = 4;
const factors = [252, 260, 365] as const;

/**
 * Trading days per year of a venue, as statistics annualise: 252, 260 or 365, whichever is nearest
 * to the sessions that its calendar has in a year.
 */
export function annualFactor(calendar: Pick<Calendar, "countSessions">): number {
  const sessions = calendar.countSessions(firstDate, lastDate) / years;
  return factors.reduce((best, factor) =>
    Math.abs(factor - sessions) < Math.abs(best - sessions) ? factor : best,
  );
}

import { epochDayOf, type Weekday, weekdayOf } from "../trading-date.ts";
import type { AnnualDay, DayRule } from "./venue-definition.ts";

const SUNDAY = 0;
const SATURDAY = 6;

/**
 * The day on which a rule falls in a year, in days from 1970-01-01; undefined when the rule does
 * not hold in that year. A day observed earlier or later may lie in a neighbouring year.
 */
export function dayInYear(rule: DayRule, year: number): number | undefined {
  if (year < (rule.since ?? year) || year > (rule.until ?? year)) return undefined;
  const day = annualDay(rule.on, year) + (rule.plusDays ?? 0);
  const weekday = weekdayOf(day);
  if (rule.fallingOn !== undefined && !rule.fallingOn.includes(weekday)) return undefined;
  return day + observedShift(rule, weekday);
}

function observedShift(rule: DayRule, weekday: Weekday): number {
  if (weekday === SATURDAY) return rule.observed?.saturday ?? 0;
  if (weekday === SUNDAY) return rule.observed?.sunday ?? 0;
  return 0;
}

function annualDay(on: AnnualDay, year: number): number {
  if ("easter" in on) return easterSunday(year) + on.easter;
  if ("day" in on) return epochDayOf(year * 10_000 + on.month * 100 + on.day);
  if (on.nth === "last") {
    const nextMonth = on.month === 12 ? (year + 1) * 10_000 + 101 : dayOne(year, on.month + 1);
    const lastDay = epochDayOf(nextMonth) - 1;
    return lastDay - ((weekdayOf(lastDay) - on.weekday + 7) % 7);
  }
  const firstDay = epochDayOf(dayOne(year, on.month));
  return firstDay + ((on.weekday - weekdayOf(firstDay) + 7) % 7) + (on.nth - 1) * 7;
}

function dayOne(year: number, month: number): number {
  return year * 10_000 + month * 100 + 1;
}

/**
 * Easter Sunday of the Gregorian calendar, in days from 1970-01-01. The anonymous algorithm
 * published in Nature, 20 April 1876, as given by J. Meeus, Astronomical Algorithms, chapter 8.
 */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const solarShift = Math.floor(century / 4);
  const epact = (19 * golden + century - solarShift - lunarShift + 15) % 30;
  const leaps = 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const toSunday = (32 + leaps - epact - (yearOfCentury % 4)) % 7;
  const lateFix = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const marchDay = epact + toSunday - 7 * lateFix + 114;
  const month = Math.floor(marchDay / 31);
  return epochDayOf(year * 10_000 + month * 100 + (marchDay % 31) + 1);
}

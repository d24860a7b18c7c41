import { epochDayOf } from "../trading-date.ts";

/**
 * Easter Sunday of the Gregorian calendar, in days from 1970-01-01. The anonymous algorithm
 * published in Nature, 20 April 1876, as given by J. Meeus, Astronomical Algorithms, chapter 8.
 */
export function easterSunday(year: number): number {
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

/**
 * Calendar dates of a venue, without time or zone, as the integer `yyyymmdd`.
 *
 * An integer compares with `<`, packs into an `Int32Array` and still reads as a date; `YYYY-MM-DD`
 * is only its spelling at the edges. The arithmetic is done here, in whole days of the proleptic
 * Gregorian calendar, so that no host time zone and no `Date` can get in.
 */

/** A date as `yyyymmdd`, 1000-01-01 to 9999-12-31, for example 20240229. */
export type TradingDate = number;

/** Day of the week, 0 = Sunday to 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01, where the arithmetic below starts its years, to 1970-01-01. */
const EPOCH_FROM_MARCH_ZERO = 719_468;

/** Reads `YYYY-MM-DD`. Undefined for any other spelling and for dates that do not exist. */
export function parseTradingDate(text: string): TradingDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const date = Number(match[1]) * 10_000 + Number(match[2]) * 100 + Number(match[3]);
  return isTradingDate(date) ? date : undefined;
}

/** Spells a date as `YYYY-MM-DD`. */
export function formatTradingDate(date: TradingDate): string {
  const digits = String(date);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

/** Whether the number is a date that exists: 20230229 and 20241301 are not. */
export function isTradingDate(value: number): boolean {
  if (!Number.isInteger(value) || value < 10_000_101 || value > 99_991_231) return false;
  return tradingDateOf(civilDay(value)) === value;
}

/**
 * Days from 1970-01-01 (negative before it).
 * @throws RangeError when the date does not exist.
 */
export function epochDayOf(date: TradingDate): number {
  if (!isTradingDate(date)) throw new RangeError(`${date} is not a date written as yyyymmdd`);
  return civilDay(date);
}

/** The date that many days after 1970-01-01. The inverse of `epochDayOf`. */
export function tradingDateOf(epochDay: number): TradingDate {
  const day = epochDay + EPOCH_FROM_MARCH_ZERO;
  const era = Math.floor(day / DAYS_PER_ERA);
  const dayOfEra = day - era * DAYS_PER_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const firstDayOfYear = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - firstDayOfYear;
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 10_000 + month * 100 + dayOfMonth;
}

/** Day of the week of a day counted from 1970-01-01, which was a Thursday. */
export function weekdayOf(epochDay: number): Weekday {
  return ((((epochDay + 4) % 7) + 7) % 7) as Weekday;
}

/**
 * Years begin in March here, so that a leap day is the last day of its year and the month lengths
 * follow one formula (31, 30, 31, 30, 31 days, twice and a half).
 */
function civilDay(date: TradingDate): number {
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10_000) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const marchMonth = month <= 2 ? month + 9 : month - 3;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + (date % 100) - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfEra = yearOfEra * 365 + leapDays + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_FROM_MARCH_ZERO;
}

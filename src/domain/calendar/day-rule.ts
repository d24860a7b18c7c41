import { epochDayOf, parseTradingDate, type Weekday, weekdayOf } from "../trading-date.ts";
import { easterSunday } from "./easter.ts";
import { type Equinox, japaneseEquinox } from "./equinox.ts";

/** A day that is named by its date, `YYYY-MM-DD`. */
export interface OneOffDay {
  readonly name: string;
  readonly date: string;
}

/** A day that follows a rule: at most one date for each year. */
export interface DayRule {
  readonly name: string;
  /** The date the rule starts from. */
  readonly on: AnnualDay;
  /** Days added to that date: 1 for "the Friday after Thanksgiving". Default 0. */
  readonly plusDays?: number;
  /** The rule holds only when the date so far falls on one of these. Default: any. */
  readonly fallingOn?: readonly Weekday[];
  /** Where a date on a weekend is observed, as days to add. Default: it is not moved. */
  readonly observed?: { readonly saturday?: number; readonly sunday?: number };
  /** If the date has no session, the last session before it is meant. For early closes only. */
  readonly orSessionBefore?: boolean;
  /** First year in which the rule holds, the year of the date before it is moved. */
  readonly since?: number;
  /** Last year in which the rule holds. */
  readonly until?: number;
  /** Years between them in which it does not hold. */
  readonly except?: readonly number[];
}

/** A day of the year. */
export type AnnualDay =
  /** A fixed date. */
  | { readonly month: number; readonly day: number }
  /** The n-th weekday of a month from 1, or the last one. */
  | { readonly month: number; readonly weekday: Weekday; readonly nth: number | "last" }
  /** The last such weekday up to a date, included: Victoria Day is the Monday up to 24 May. */
  | { readonly month: number; readonly weekday: Weekday; readonly upTo: number }
  /** Days after Easter Sunday of the western churches; Good Friday is -2. */
  | { readonly easter: number }
  /** The day of an equinox in Japan. */
  | { readonly equinox: Equinox }
  /** One date (`YYYY-MM-DD`) for each year, of a day that follows no rule that is given here. */
  | { readonly dates: readonly string[] };

const SUNDAY = 0;
const SATURDAY = 6;

/**
 * The day on which a rule falls in a year, in days from 1970-01-01; undefined when the rule does
 * not hold in that year. A day observed earlier or later may lie in a neighbouring year.
 * @throws Error when a date of the rule does not exist.
 */
export function dayInYear(rule: DayRule, year: number): number | undefined {
  if (year < (rule.since ?? year) || year > (rule.until ?? year)) return undefined;
  if (rule.except?.includes(year)) return undefined;
  const annual = annualDay(rule.on, year);
  if (annual === undefined) return undefined;
  const day = annual + (rule.plusDays ?? 0);
  const weekday = weekdayOf(day);
  if (rule.fallingOn !== undefined && !rule.fallingOn.includes(weekday)) return undefined;
  return day + observedShift(rule, weekday);
}

/**
 * A date `YYYY-MM-DD` of a definition, in days from 1970-01-01.
 * @throws Error when there is no such date: a mistake in the data file, not in a request.
 */
export function definedDay(text: string): number {
  const date = parseTradingDate(text);
  if (date === undefined) throw new Error(`"${text}" is not a date (YYYY-MM-DD)`);
  return epochDayOf(date);
}

function observedShift(rule: DayRule, weekday: Weekday): number {
  if (weekday === SATURDAY) return rule.observed?.saturday ?? 0;
  if (weekday === SUNDAY) return rule.observed?.sunday ?? 0;
  return 0;
}

function annualDay(on: AnnualDay, year: number): number | undefined {
  if ("easter" in on) return easterSunday(year) + on.easter;
  if ("equinox" in on) return japaneseEquinox(on.equinox, year);
  if ("dates" in on) {
    const text = on.dates.find((date) => date.startsWith(`${year}-`));
    return text === undefined ? undefined : definedDay(text);
  }
  if ("day" in on) return epochDayOf(year * 10_000 + on.month * 100 + on.day);
  if ("upTo" in on) {
    const limit = epochDayOf(year * 10_000 + on.month * 100 + on.upTo);
    return weekdayUpTo(limit, on.weekday);
  }
  if (on.nth === "last") {
    const nextMonth = on.month === 12 ? dayOne(year + 1, 1) : dayOne(year, on.month + 1);
    return weekdayUpTo(epochDayOf(nextMonth) - 1, on.weekday);
  }
  const firstDay = epochDayOf(dayOne(year, on.month));
  return firstDay + ((on.weekday - weekdayOf(firstDay) + 7) % 7) + (on.nth - 1) * 7;
}

function weekdayUpTo(day: number, weekday: Weekday): number {
  return day - ((weekdayOf(day) - weekday + 7) % 7);
}

function dayOne(year: number, month: number): number {
  return year * 10_000 + month * 100 + 1;
}

import type { Weekday } from "../trading-date.ts";

/**
 * What a venue's calendar file says. It is data only: facts and rules as the venue publishes them,
 * in its own local time. `compile-sessions.ts` is the one place that gives them meaning.
 */
export interface VenueDefinition {
  /** Identifier of the calendar: the ISO 10383 market code where there is one, else its name. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** IANA time zone in which every time below is meant. */
  readonly timeZone: string;
  /** First date (`YYYY-MM-DD`) for which the facts below are complete. */
  readonly firstDate: string;
  /** Last such date. Beyond it the calendar refuses to answer. */
  readonly lastDate: string;
  /** Days of the week on which the venue trades unless a line below says otherwise. */
  readonly weekdays: readonly Weekday[];
  /** Hours of a regular session. */
  readonly hours: SessionHours;
  /** Days without a session that return every year. */
  readonly holidays: readonly DayRule[];
  /** Days without a session that happened once. */
  readonly closures: readonly OneOffDay[];
  /** Sessions that end early every year. On a day without a session such a rule has no effect. */
  readonly earlyCloses: readonly (DayRule & EarlyClose)[];
  /** Sessions that ended early once. */
  readonly oneOffEarlyCloses: readonly (OneOffDay & EarlyClose)[];
}

/** Opening and closing time of a session. */
export interface SessionHours {
  readonly open: LocalTime;
  readonly close: LocalTime;
}

/**
 * Wall-clock time as `HH:MM`, counted from the midnight at which the session's date begins.
 * `24:00` is the midnight at which it ends.
 */
export type LocalTime = `${number}:${number}`;

/** The time at which a shortened session ends. */
export interface EarlyClose {
  readonly close: LocalTime;
}

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
  /** First year in which the rule holds, the year of the date before it is moved. */
  readonly since?: number;
  /** Last year in which the rule holds. */
  readonly until?: number;
}

/** A day of the year: a fixed date, the n-th weekday of a month, or a distance from Easter. */
export type AnnualDay =
  | { readonly month: number; readonly day: number }
  /** `nth` counts from 1; `"last"` counts from the end of the month. */
  | { readonly month: number; readonly weekday: Weekday; readonly nth: number | "last" }
  /** Days after Easter Sunday of the western churches; Good Friday is -2. */
  | { readonly easter: number };

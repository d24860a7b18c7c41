import type { Weekday } from "../trading-date.ts";
import type { DayRule, OneOffDay } from "./day-rule.ts";

/**
 * What a venue's calendar file says. It is data only: facts and rules as the venue publishes them,
 * in its own local time. `venue-hours.ts` and `compile-sessions.ts` are the one place that gives
 * them meaning. Facts of one kind are in one list each, so that a venue reads like its own notices.
 */
export interface VenueDefinition {
  /** Identifier of the calendar: the ISO 10383 market code where there is one, else its name. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** IANA time zone in which every time below is meant. */
  readonly timeZone: string;
  /** First date (`YYYY-MM-DD`) for which the calendar answers. */
  readonly firstDate: string;
  /** Last such date. Beyond it the calendar refuses to answer. */
  readonly lastDate: string;
  /**
   * First date from which every day and hour is known. Before it, the rules and hours of the oldest
   * time that is known are taken to have held. Default: `firstDate`.
   */
  readonly exactFrom?: string;
  /** Days of the week on which the venue trades unless a line below says otherwise. */
  readonly weekdays: readonly Weekday[];
  /** Hours of a regular session as they are now. */
  readonly hours: SessionHours;
  /** Hours of regular sessions as they were, ascending by their last date. */
  readonly formerHours?: readonly FormerHours[];
  /** Hours with pre-market and post-market, ascending. Before the first, only `hours` count. */
  readonly extendedHours?: readonly ExtendedHours[];
  /** Days without a session that return every year. */
  readonly holidays: readonly DayRule[];
  /** Days without a session that happened once, as the venue had announced for its year. */
  readonly closures: readonly OneOffDay[];
  /** Sessions that end early every year. On a day without a session such a rule has no effect. */
  readonly earlyCloses: readonly (DayRule & EarlyClose)[];
  /** Sessions that ended early once, as announced for their year. */
  readonly oneOffEarlyCloses: readonly (OneOffDay & EarlyClose)[];
  /** What happened although the venue's schedule did not have it. */
  readonly unscheduled?: UnscheduledDays;
  /** Where the facts are from. */
  readonly sources: readonly string[];
  /** What a reader of the calendar should know besides, each a sentence. */
  readonly notes?: readonly string[];
}

/**
 * Days that were not as announced for their year: storms, attacks, days of mourning, failures.
 * Nobody could plan with them, so a calendar can be had without them.
 */
export interface UnscheduledDays {
  readonly closures?: readonly OneOffDay[];
  readonly earlyCloses?: readonly (OneOffDay & EarlyClose)[];
  readonly lateOpens?: readonly (OneOffDay & LateOpen)[];
}

/** Opening and closing time of a session, with the break in it, if there is one. */
export interface SessionHours {
  readonly open: LocalTime;
  /** From the first moment of the pause to the first one after it. */
  readonly break?: readonly [start: LocalTime, end: LocalTime];
  readonly close: LocalTime;
  /**
   * Hours before `open` in which trading for this session begins already, provided that the day
   * before had a session and it did not end early. What lies between them and `open` is a break.
   */
  readonly evening?: readonly [start: LocalTime, end: LocalTime];
}

/** Hours that were regular up to a date, included. */
export interface FormerHours extends SessionHours {
  /** The last date on which they held, `YYYY-MM-DD`. */
  readonly until: string;
}

/** From the first moment of pre-market trading to the last of post-market trading. */
export interface ExtendedHours {
  /** The first date on which they held, `YYYY-MM-DD`. */
  readonly since: string;
  readonly open: LocalTime;
  readonly close: LocalTime;
  /** When post-market trading ends on the day of an early close. */
  readonly closeAfterEarlyClose: LocalTime;
}

/**
 * Wall-clock time as `HH:MM`, counted from the midnight at which the session's date begins.
 * `24:00` is the midnight at which it ends, `-1d 17:00` is in the afternoon of the day before.
 */
export type LocalTime = `${number}:${number}` | `-1d ${number}:${number}`;

/** The time at which a shortened session ends; `break`: there is no session after the break. */
export interface EarlyClose {
  readonly close: LocalTime | "break";
}

/** The time at which a session began that began late. */
export interface LateOpen {
  readonly open: LocalTime;
}

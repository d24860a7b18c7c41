import { formatInstant, type Instant } from "../instant.ts";
import {
  epochDayOf,
  formatTradingDate,
  type TradingDate,
  tradingDateOf,
  weekdayOf,
} from "../trading-date.ts";
import { type CompiledSessions, compileSessions } from "./compile-sessions.ts";
import { definedDay } from "./day-rule.ts";
import type { Session } from "./session.ts";
import { firstIndexFrom, TradingStretches } from "./trading-stretches.ts";
import type { VenueDefinition } from "./venue-definition.ts";
import type { HoursKind } from "./venue-hours.ts";

/**
 * The hours of a venue: when it is open, and which dates have a session.
 *
 * A session holds the instants from `openNs` up to, not including, `closeNs`; in its break the
 * venue is closed. Every answer takes constant time, and `isOpen` makes no object. A calendar knows
 * its venue from `firstDate` to `lastDate` and throws a RangeError when asked about anything
 * outside: "closed" would be a guess.
 */
export class Calendar {
  /** Identifier, for example `XNYS`. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** IANA time zone of the venue. */
  readonly timeZone: string;
  /** First date the calendar answers for. */
  readonly firstDate: TradingDate;
  /** Last date the calendar answers for. */
  readonly lastDate: TradingDate;
  /**
   * First date from which every day and hour is known. Before it the calendar answers too, with
   * the rules and hours of the oldest time that is known.
   */
  readonly exactFrom: TradingDate;

  readonly #compiled: CompiledSessions;
  readonly #weekdays: VenueDefinition["weekdays"];
  readonly #stretches: TradingStretches;
  /** For each day covered: number of the first session on or after it. */
  readonly #sessionFromDay: Int32Array;

  /** @throws Error when the definition contradicts itself. */
  constructor(venue: VenueDefinition, kind: HoursKind = "regular") {
    this.id = venue.id;
    this.name = venue.name;
    this.timeZone = venue.timeZone;
    this.#weekdays = venue.weekdays;
    this.#compiled = compileSessions(venue, kind);
    const { firstDay, lastDay, startNs, endNs, sessions } = this.#compiled;
    this.firstDate = tradingDateOf(firstDay);
    this.lastDate = tradingDateOf(lastDay);
    this.exactFrom = tradingDateOf(definedDay(venue.exactFrom ?? venue.firstDate));
    const outside = (instant: Instant) => this.#outside(formatInstant(instant));
    this.#stretches = new TradingStretches(sessions, { startNs, endNs, outside });
    const days = sessions.map((session) => epochDayOf(session.date));
    this.#sessionFromDay = firstIndexFrom(days, firstDay, lastDay);
  }

  /** Whether the venue trades at an instant: in a session, and not in its break. */
  isOpen(instant: Instant): boolean {
    return this.#stretches.isOpen(instant);
  }

  /**
   * The next instant strictly after this one at which trading begins, at the start of a session or
   * after its break; undefined when none is covered any more.
   */
  nextOpen(instant: Instant): Instant | undefined {
    return this.#stretches.nextOpen(instant);
  }

  /**
   * The next instant strictly after this one at which trading ends, at the start of a break or at
   * the end of a session; undefined when none is covered any more.
   */
  nextClose(instant: Instant): Instant | undefined {
    return this.#stretches.nextClose(instant);
  }

  /** The session that an instant lies in, be it in its break; undefined when it is in none. */
  sessionAt(instant: Instant): Session | undefined {
    const session = this.#compiled.sessions[this.#stretches.sessionClosingAfter(instant) ?? -1];
    return session !== undefined && session.openNs <= instant ? session : undefined;
  }

  /**
   * Minutes of trading from one instant up to another, breaks left out; with a fraction where an
   * instant is within a minute. 0 when reversed.
   */
  minutesBetween(from: Instant, to: Instant): number {
    const nanoseconds = this.#stretches.openUntil(to) - this.#stretches.openUntil(from);
    return from < to ? Number(nanoseconds) / 6e10 : 0;
  }

  /** The session of a date; undefined when the venue has none on it. */
  session(date: TradingDate): Session | undefined {
    const session = this.#compiled.sessions[this.#firstSessionFrom(date)];
    return session?.date === date ? session : undefined;
  }

  /** The sessions from one date to another, both included, ascending. Empty when reversed. */
  sessionsBetween(from: TradingDate, to: TradingDate): readonly Session[] {
    const [first, end] = this.#sessionSpan(from, to);
    return this.#compiled.sessions.slice(first, end);
  }

  /** How many sessions lie between two dates, both included. */
  countSessions(from: TradingDate, to: TradingDate): number {
    const [first, end] = this.#sessionSpan(from, to);
    return end - first;
  }

  /** The last session before a date; undefined when none is covered. */
  previousSession(date: TradingDate): Session | undefined {
    return this.#compiled.sessions[this.#firstSessionFrom(date) - 1];
  }

  /** The first session after a date; undefined when none is covered. */
  nextSession(date: TradingDate): Session | undefined {
    const index = this.#firstSessionFrom(date);
    const { sessions } = this.#compiled;
    return sessions[index]?.date === date ? sessions[index + 1] : sessions[index];
  }

  /** Why a date has no session (`Good Friday`, `weekend`); undefined when it has one. */
  closureName(date: TradingDate): string | undefined {
    if (this.session(date) !== undefined) return undefined;
    const day = epochDayOf(date);
    const isWeekend = !this.#weekdays.includes(weekdayOf(day));
    return isWeekend ? "weekend" : this.#compiled.closedDays.get(day);
  }

  /** Whether the calendar answers for a date. */
  covers(date: TradingDate): boolean {
    return date >= this.firstDate && date <= this.lastDate;
  }

  #sessionSpan(from: TradingDate, to: TradingDate): [first: number, end: number] {
    const first = this.#firstSessionFrom(from);
    const last = this.#firstSessionFrom(to);
    const end = this.#compiled.sessions[last]?.date === to ? last + 1 : last;
    return [first, Math.max(first, end)];
  }

  #firstSessionFrom(date: TradingDate): number {
    const day = epochDayOf(date);
    if (!this.covers(date)) throw this.#outside(formatTradingDate(date));
    return this.#sessionFromDay[day - this.#compiled.firstDay] ?? 0;
  }

  #outside(what: string): RangeError {
    const from = formatTradingDate(this.firstDate);
    const to = formatTradingDate(this.lastDate);
    return new RangeError(
      `${what} is outside the calendar ${this.id}, which covers ${from}..${to}`,
    );
  }
}

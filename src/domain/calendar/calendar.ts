import { formatInstant, type Instant, NS_PER_DAY } from "../instant.ts";
import {
  epochDayOf,
  formatTradingDate,
  type TradingDate,
  tradingDateOf,
  weekdayOf,
} from "../trading-date.ts";
import { type CompiledSessions, compileSessions } from "./compile-sessions.ts";
import type { Session } from "./session.ts";
import type { VenueDefinition } from "./venue-definition.ts";

/**
 * The hours of a venue: when it is open, and which dates have a session.
 *
 * A session holds the instants from `openNs` up to, not including, `closeNs`. Every answer takes
 * constant time. A calendar knows its venue from `firstDate` to `lastDate` and throws a RangeError
 * when asked about anything outside: "closed" would be a guess.
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

  readonly #compiled: CompiledSessions;
  readonly #weekdays: VenueDefinition["weekdays"];
  readonly #opens: BigInt64Array;
  readonly #closes: BigInt64Array;
  /** For each day covered: number of the first session on or after it. */
  readonly #sessionFromDay: Int32Array;
  /** For each UTC day: number of the first session that closes at its start or later. */
  readonly #closingFromUtcDay: Int32Array;
  readonly #firstUtcDay: number;

  constructor(venue: VenueDefinition) {
    this.id = venue.id;
    this.name = venue.name;
    this.timeZone = venue.timeZone;
    this.#weekdays = venue.weekdays;
    this.#compiled = compileSessions(venue);
    const { firstDay, lastDay, startNs, endNs, sessions } = this.#compiled;
    this.firstDate = tradingDateOf(firstDay);
    this.lastDate = tradingDateOf(lastDay);
    this.#opens = BigInt64Array.from(sessions, (session) => session.openNs);
    this.#closes = BigInt64Array.from(sessions, (session) => session.closeNs);
    const dates = sessions.map((session) => epochDayOf(session.date));
    this.#sessionFromDay = firstIndexFrom(dates, firstDay, lastDay);
    this.#firstUtcDay = Number(startNs / NS_PER_DAY) - 1;
    const closingDays = sessions.map((session) => Math.ceil(dayFraction(session.closeNs)));
    const lastUtcDay = Number(endNs / NS_PER_DAY) + 1;
    this.#closingFromUtcDay = firstIndexFrom(closingDays, this.#firstUtcDay, lastUtcDay);
  }

  /** Whether the venue is in a session at an instant. */
  isOpen(instant: Instant): boolean {
    const index = this.#firstClosingAfter(instant);
    return index < this.#opens.length && (this.#opens[index] ?? 0n) <= instant;
  }

  /** The next opening strictly after an instant; undefined when none is covered any more. */
  nextOpen(instant: Instant): Instant | undefined {
    const index = this.#firstClosingAfter(instant);
    const open = this.#opens[index];
    return open !== undefined && open <= instant ? this.#opens[index + 1] : open;
  }

  /** The next close strictly after an instant; undefined when none is covered any more. */
  nextClose(instant: Instant): Instant | undefined {
    return this.#closes[this.#firstClosingAfter(instant)];
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

  /** Number of the session that closes first after an instant, or the number of all sessions. */
  #firstClosingAfter(instant: Instant): number {
    if (instant < this.#compiled.startNs || instant >= this.#compiled.endNs) {
      throw this.#outside(formatInstant(instant));
    }
    // A double may round the instant up to the start of the next day; that day's entry still
    // includes a session which closes exactly there, so nothing is missed, and the exact
    // comparison below decides.
    const utcDay = Math.floor(dayFraction(instant));
    let index = this.#closingFromUtcDay[utcDay - this.#firstUtcDay] ?? 0;
    while (index < this.#closes.length && (this.#closes[index] ?? 0n) <= instant) index++;
    return index;
  }

  #outside(what: string): RangeError {
    const from = formatTradingDate(this.firstDate);
    const to = formatTradingDate(this.lastDate);
    return new RangeError(
      `${what} is outside the calendar ${this.id}, which covers ${from}..${to}`,
    );
  }
}

function dayFraction(instant: Instant): number {
  return Number(instant) / 86_400e9;
}

/** For each value from `first` to `last`: index of the first entry of a sorted list from it on. */
function firstIndexFrom(sorted: readonly number[], first: number, last: number): Int32Array {
  const indexes = new Int32Array(last - first + 1);
  let index = 0;
  for (let value = first; value <= last; value++) {
    while (index < sorted.length && (sorted[index] ?? 0) < value) index++;
    indexes[value - first] = index;
  }
  return indexes;
}

import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { Session } from "../../domain/calendar/session.ts";
import { NS_PER_SECOND } from "../../domain/instant.ts";
import { epochDayOf, type TradingDate, tradingDateOf } from "../../domain/trading-date.ts";
import { followsDates, type Interval } from "../interval.ts";
import { type LocalClock, localClock } from "../local-clock.ts";
import type { TimeReading } from "./time-format.ts";

/** How the times of a file are to be understood. */
export interface TimeMeaning {
  /** Zone of times that do not say their own. */
  readonly timeZone: string;
  /** Undefined for ticks. */
  readonly interval: Interval | undefined;
  /** Which end of a bar its time is. */
  readonly stamp: "open" | "close";
  /** Whether a daily bar is its date's session or the day of the clock. */
  readonly day: "session" | "clock";
  /** Later times are mistakes. */
  readonly nowNs: bigint;
}

/** When a row begins and ends, and the venue's date of it. */
export interface RowTime {
  openNs: bigint;
  closeNs: bigint;
  date: TradingDate;
}

const SECONDS_PER_DAY = 86_400;
const EARLIEST_DAY = epochDayOf(19000101);
const LATEST_DAY = epochDayOf(20991231);

/** Gives rows their times. It remembers the day it was last at, for rows come in order. */
export class RowTimes {
  readonly #meaning: TimeMeaning;
  readonly #calendar: Calendar;
  readonly #clock: LocalClock;
  readonly #venueClock: LocalClock;
  readonly #latestSecond: number;
  #session: Session | undefined;

  /** @throws RangeError for an unknown time zone. */
  constructor(meaning: TimeMeaning, calendar: Calendar) {
    this.#meaning = meaning;
    this.#calendar = calendar;
    this.#clock = localClock(meaning.timeZone);
    this.#venueClock = localClock(calendar.timeZone);
    this.#latestSecond = Number(meaning.nowNs / NS_PER_SECOND) + SECONDS_PER_DAY;
  }

  /** Fills in a row's times, or says what is wrong with what its cell says. */
  place(text: string, reading: TimeReading, into: RowTime): string | undefined {
    const implausible = this.#implausible(text, reading);
    if (implausible !== undefined) return implausible;
    const { interval } = this.#meaning;
    if (interval !== undefined && followsDates(interval)) {
      return this.#placeDates(text, reading, into, interval);
    }
    if (reading.isDate) return `"${text}" is a date without a time: is --interval 1d meant?`;
    const second = this.#secondOf(reading);
    if (second === "ambiguous" || second === "skipped") return this.#clockProblem(text, second);
    const ns = BigInt(second) * NS_PER_SECOND + BigInt(reading.nanos);
    const length = interval?.ns ?? 0n;
    into.openNs = this.#meaning.stamp === "close" ? ns - length : ns;
    into.closeNs = into.openNs + length;
    into.date = interval === undefined ? 0 : this.#dateAt(into.openNs);
    return undefined;
  }

  #secondOf({ day, second, offset }: TimeReading): ReturnType<LocalClock["utcOf"]> {
    if (offset === undefined) return this.#clock.utcOf(day, second);
    return day * SECONDS_PER_DAY + second - offset;
  }

  #clockProblem(text: string, reading: "ambiguous" | "skipped"): string {
    const zone = this.#meaning.timeZone;
    const what =
      reading === "ambiguous"
        ? `occurs twice in ${zone}, before and after the clock was set back`
        : `does not exist in ${zone}: the clock was set forward over it`;
    return `"${text}" ${what}; give times in UTC, or with their offset (-05:00)`;
  }

  /** A missing time often becomes zero, and a wrong unit the far future. */
  #implausible(text: string, { day, second }: TimeReading): string | undefined {
    if (day === 0) return `"${text}" is 1970-01-01, which is what a missing time becomes`;
    if (day < EARLIEST_DAY || day > LATEST_DAY) {
      return `"${text}" is not between 1900 and 2099: is its unit or format right?`;
    }
    const isFuture = day * SECONDS_PER_DAY + second > this.#latestSecond;
    return isFuture ? `"${text}" lies in the future` : undefined;
  }

  #placeDates(
    text: string,
    reading: TimeReading,
    into: RowTime,
    interval: Interval,
  ): string | undefined {
    const date = this.#midnightDate(reading);
    if (date === undefined) {
      return `"${text}" is not midnight, and bars of ${interval.text} are stamped with a date`;
    }
    into.date = date;
    if (interval.unit === "day") this.#placeDay(date, into);
    else this.#placeDays(date, into, interval);
    return undefined;
  }

  /** The date of a cell that says one, or says its midnight in the file's zone. */
  #midnightDate(reading: TimeReading): TradingDate | undefined {
    if (reading.isDate || reading.offset === undefined) {
      return reading.second === 0 && reading.nanos === 0 ? tradingDateOf(reading.day) : undefined;
    }
    const second = reading.day * SECONDS_PER_DAY + reading.second - reading.offset;
    const { date, secondOfDay } = this.#clock.dateAt(second);
    return secondOfDay === 0 && reading.nanos === 0 ? date : undefined;
  }

  #placeDay(date: TradingDate, into: RowTime): void {
    const isSession = this.#meaning.day === "session" && this.#calendar.covers(date);
    const session = isSession ? this.#calendar.session(date) : undefined;
    if (session === undefined) {
      this.#placeSpan(date, 1, into);
      return;
    }
    into.openNs = session.openNs;
    into.closeNs = session.closeNs;
  }

  #placeDays(date: TradingDate, into: RowTime, { unit }: Interval): void {
    const day = epochDayOf(date);
    const isClose = this.#meaning.stamp === "close";
    if (unit === "week") {
      this.#placeSpan(isClose ? tradingDateOf(day - 6) : date, 7, into);
      return;
    }
    // Whichever day of it stands in the file, the bar is that of the calendar month.
    const first = Math.floor(date / 100) * 100 + 1;
    const isDecember = Math.floor(first / 100) % 100 === 12;
    const next = isDecember ? first + 8_900 : first + 100;
    this.#placeSpan(first, epochDayOf(next) - epochDayOf(first), into);
  }

  /** From midnight to midnight on the file's clock. */
  #placeSpan(date: TradingDate, days: number, into: RowTime): void {
    const after = tradingDateOf(epochDayOf(date) + days);
    into.openNs = BigInt(this.#clock.startOf(date)) * NS_PER_SECOND;
    into.closeNs = BigInt(this.#clock.startOf(after)) * NS_PER_SECOND;
  }

  /** The date of the session that an instant lies in, else the date on the venue's wall clock. */
  #dateAt(instant: bigint): TradingDate {
    const last = this.#session;
    if (last !== undefined && instant >= last.openNs && instant < last.closeNs) return last.date;
    const second = Number(instant / NS_PER_SECOND);
    const { date } = this.#venueClock.dateAt(second);
    const isCovered = date > this.#calendar.firstDate && date < this.#calendar.lastDate;
    this.#session = isCovered ? this.#calendar.sessionAt(instant) : undefined;
    return this.#session?.date ?? date;
  }
}

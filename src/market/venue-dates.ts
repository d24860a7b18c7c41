import type { Calendar } from "../domain/calendar/calendar.ts";
import { type Instant, NS_PER_SECOND } from "../domain/instant.ts";
import { epochDayOf, type TradingDate, tradingDateOf } from "../domain/trading-date.ts";
import { type LocalClock, localClock } from "./local-clock.ts";

/** Instants from one up to, not including, another. */
export interface InstantSpan {
  readonly fromNs: Instant;
  readonly toNs: Instant;
}

interface DatedSpan extends InstantSpan {
  readonly date: TradingDate;
}

/**
 * The venue's dates of instants: that of the session which holds it, else that on the venue's wall
 * clock. So the evening in which a session opens belongs to the day after, as bars of it do.
 */
export class VenueDates {
  readonly #calendar: Calendar;
  readonly #clock: LocalClock;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
    this.#clock = localClock(calendar.timeZone);
  }

  /** The dates of instants that ascend. */
  of(instants: BigInt64Array): Int32Array {
    const dates = new Int32Array(instants.length);
    for (let row = 0; row < instants.length; ) {
      const { date, toNs } = this.#spanAt(instants[row] ?? 0n);
      const end = firstFrom(instants, toNs, row + 1);
      dates.fill(date, row, end);
      row = end;
    }
    return dates;
  }

  /** Where instants of these dates can lie, both included. */
  spanOf(from: TradingDate, to: TradingDate): InstantSpan {
    const opening = this.#sessionOf(from)?.openNs;
    const closing = this.#sessionOf(to)?.closeNs;
    const [fromNs, toNs] = [this.#midnight(from), this.#midnight(dayAfter(to))];
    return {
      fromNs: opening !== undefined && opening < fromNs ? opening : fromNs,
      toNs: closing !== undefined && closing > toNs ? closing : toNs,
    };
  }

  /** A span around an instant of which all instants have its date. */
  #spanAt(instant: Instant): DatedSpan {
    const { date } = this.#clock.dateAt(Number(instant / NS_PER_SECOND));
    const [fromNs, toNs] = [this.#midnight(date), this.#midnight(dayAfter(date))];
    const calendar = this.#calendar;
    const isCovered = date > calendar.firstDate && date < calendar.lastDate;
    if (!isCovered) return { fromNs, toNs, date };
    const session = calendar.sessionAt(instant);
    if (session !== undefined) {
      return { fromNs: session.openNs, toNs: session.closeNs, date: session.date };
    }
    // No session holds the instant: the next trading that begins is that of a session.
    const next = calendar.nextOpen(instant);
    return { fromNs, toNs: next !== undefined && next < toNs ? next : toNs, date };
  }

  #sessionOf(date: TradingDate) {
    return this.#calendar.covers(date) ? this.#calendar.session(date) : undefined;
  }

  #midnight(date: TradingDate): Instant {
    return BigInt(this.#clock.startOf(date)) * NS_PER_SECOND;
  }
}

/** The first place from `low` on whose instant is not before another; the length if none is. */
export function firstFrom(ascending: BigInt64Array, instant: Instant, low = 0): number {
  let [from, to] = [low, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0n) < instant) from = middle + 1;
    else to = middle;
  }
  return from;
}

function dayAfter(date: TradingDate): TradingDate {
  return tradingDateOf(epochDayOf(date) + 1);
}

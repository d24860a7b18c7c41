import { ZoneOffsets } from "../domain/calendar/zone-offsets.ts";
import { epochDayOf, type TradingDate, tradingDateOf } from "../domain/trading-date.ts";

const SECONDS_PER_DAY = 86_400;
const FIRST_SECOND = 0;
/** 2101-01-01: beyond any date that an import takes. */
const LAST_SECOND = 4_133_980_800;

/** A point in time in seconds since 1970, or why a wall clock's time is none. */
export type ClockReading = number | "ambiguous" | "skipped";

/**
 * The wall clock of a time zone, read both ways. Days on which no clock is changed, nearly all of
 * them, cost an addition; on the others each time is looked at, and one that the clock shows twice
 * or never is told apart instead of guessed. Before 1970 a zone keeps the offset of 1970.
 */
export class LocalClock {
  readonly #offsets: ZoneOffsets | undefined;
  #day = Number.NaN;
  #dayStart = 0;
  #dayLength = SECONDS_PER_DAY;

  /** @throws RangeError when the runtime does not know the time zone. */
  constructor(timeZone: string) {
    if (timeZone === "UTC") return;
    this.#offsets = new ZoneOffsets(timeZone, FIRST_SECOND, LAST_SECOND);
  }

  /** When the clock shows so many seconds after midnight, on a day counted from 1970-01-01. */
  utcOf(epochDay: number, secondOfDay: number): ClockReading {
    this.#turnTo(epochDay);
    if (this.#dayLength === SECONDS_PER_DAY) return this.#dayStart + secondOfDay;
    const local = epochDay * SECONDS_PER_DAY + secondOfDay;
    const utc = this.#utc(local);
    // Clocks are set by one hour. Across a gap both readings fall on one instant; where an hour
    // occurs twice, the reading one hour on lies two hours on.
    const step = this.#utc(local + 3_600) - utc;
    if (step === 0) return "skipped";
    return step === 7_200 ? "ambiguous" : utc;
  }

  /** The first second of a date. */
  startOf(date: TradingDate): number {
    return this.#utc(epochDayOf(date) * SECONDS_PER_DAY);
  }

  /** The date that the clock shows at a point in time, and the seconds since its midnight. */
  dateAt(utcSecond: number): { readonly date: TradingDate; readonly secondOfDay: number } {
    const isToday = utcSecond >= this.#dayStart && utcSecond < this.#dayStart + this.#dayLength;
    if (!isToday || Number.isNaN(this.#day)) {
      let day = Math.floor(utcSecond / SECONDS_PER_DAY) + 1;
      while (this.#utc(day * SECONDS_PER_DAY) > utcSecond) day--;
      this.#turnTo(day);
    }
    return { date: tradingDateOf(this.#day), secondOfDay: utcSecond - this.#dayStart };
  }

  #turnTo(epochDay: number): void {
    if (epochDay === this.#day) return;
    this.#day = epochDay;
    this.#dayStart = this.#utc(epochDay * SECONDS_PER_DAY);
    this.#dayLength = this.#utc((epochDay + 1) * SECONDS_PER_DAY) - this.#dayStart;
  }

  #utc(localSecond: number): number {
    return this.#offsets === undefined ? localSecond : this.#offsets.utcOfLocal(localSecond);
  }
}

const clocks = new Map<string, LocalClock>();

/** The clock of a zone, read from the runtime once. @throws RangeError for an unknown zone. */
export function localClock(timeZone: string): LocalClock {
  const clock = clocks.get(timeZone) ?? new LocalClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

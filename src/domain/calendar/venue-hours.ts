import { tradingDateOf } from "../trading-date.ts";
import { definedDay } from "./day-rule.ts";
import type {
  EarlyClose,
  ExtendedHours,
  LateOpen,
  LocalTime,
  SessionHours,
  VenueDefinition,
} from "./venue-definition.ts";

/** Times of one session, in minutes from the midnight at which its date begins. */
export interface SessionTimes {
  readonly open: number;
  readonly close: number;
  readonly break: readonly [start: number, end: number] | undefined;
}

/** Which hours of a venue are meant: those of the core session, or with pre- and post-market. */
export type HoursKind = "regular" | "extended";

/** What is different about a session on its day. */
export interface SpecialTimes {
  readonly earlyClose: EarlyClose["close"] | undefined;
  readonly lateOpen: LateOpen["open"] | undefined;
  /** Whether the day before had a session that ended at its regular time. */
  readonly followsFullSession: boolean;
}

/** Hours of a session in minutes. */
interface Hours extends SessionTimes {
  readonly evening: readonly [start: number, end: number] | undefined;
}

/** The hours of a venue, day by day: regular, former and extended ones. */
export class VenueHours {
  readonly #hours: Hours;
  readonly #former: readonly (readonly [untilDay: number, hours: Hours])[];
  readonly #extended: readonly ParsedExtendedHours[];

  constructor(venue: VenueDefinition, kind: HoursKind) {
    this.#hours = parseHours(venue.hours);
    const former = venue.formerHours ?? [];
    this.#former = former.map((hours) => [definedDay(hours.until), parseHours(hours)]);
    const extended = kind === "extended" ? (venue.extendedHours ?? []) : [];
    this.#extended = extended.map(parseExtendedHours);
  }

  /** The times of the session of a day, counted from 1970-01-01. */
  on(day: number, special: SpecialTimes): SessionTimes {
    const hours = this.#former.find(([untilDay]) => day <= untilDay)?.[1] ?? this.#hours;
    const regular = regularTimes(hours, special.followsFullSession);
    if (special.earlyClose === "break" && regular.break === undefined) {
      throw new Error(`session ${tradingDateOf(day)} ends at a break that it does not have`);
    }
    const core = shortened(regular, special);
    const extended = this.#extended.findLast(({ sinceDay }) => day >= sinceDay);
    if (extended === undefined) return core;
    const { open, close, closeAfterEarlyClose } = extended;
    return {
      open,
      close: special.earlyClose === undefined ? close : closeAfterEarlyClose,
      break: core.break,
    };
  }
}

/**
 * Minutes from the midnight at which a session's date begins, negative on the day before.
 * @throws Error when the text is no time: a mistake in the data file, not in a request.
 */
export function minutesOf(time: LocalTime): number {
  const match = /^(-1d )?(\d{2}):([0-5]\d)$/.exec(time);
  if (match === null) throw new Error(`"${time}" is not a local time (HH:MM or -1d HH:MM)`);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === undefined ? minutes : minutes - 1_440;
}

function parseHours({ open, close, break: pause, evening }: SessionHours): Hours {
  return {
    open: minutesOf(open),
    close: minutesOf(close),
    break: pause && [minutesOf(pause[0]), minutesOf(pause[1])],
    evening: evening && [minutesOf(evening[0]), minutesOf(evening[1])],
  };
}

function parseExtendedHours({ since, open, close, closeAfterEarlyClose }: ExtendedHours) {
  return {
    sinceDay: definedDay(since),
    open: minutesOf(open),
    close: minutesOf(close),
    closeAfterEarlyClose: minutesOf(closeAfterEarlyClose),
  };
}

type ParsedExtendedHours = ReturnType<typeof parseExtendedHours>;

function regularTimes(hours: Hours, followsFullSession: boolean): SessionTimes {
  if (hours.evening === undefined || !followsFullSession) return hours;
  const [start, end] = hours.evening;
  return { open: start, close: hours.close, break: [end, hours.open] };
}

/** A break that is not followed, or not preceded, by trading is no break. */
function shortened(times: SessionTimes, { earlyClose, lateOpen }: SpecialTimes): SessionTimes {
  if (earlyClose === undefined && lateOpen === undefined) return times;
  const [breakStart, breakEnd] = times.break ?? [];
  const end = earlyClose === "break" ? breakStart : earlyClose && minutesOf(earlyClose);
  let close = end ?? times.close;
  let open = lateOpen === undefined ? times.open : minutesOf(lateOpen);
  if (breakStart === undefined || breakEnd === undefined) return { open, close, break: undefined };
  if (close > breakStart && close <= breakEnd) close = breakStart;
  if (open >= breakStart && open < breakEnd) open = breakEnd;
  const isWithin = open < breakStart && close > breakEnd;
  return { open, close, break: isWithin ? times.break : undefined };
}

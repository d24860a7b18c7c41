import { epochDayOf, isTradingDate } from "../../domain/trading-date.ts";

/** A time as a cell says it: a point in time, a wall clock's reading, or a date alone. */
export interface TimeReading {
  /** Days from 1970-01-01 on the clock meant. */
  day: number;
  /** Seconds since its midnight; 0 for a date alone. */
  second: number;
  nanos: number;
  /** Seconds that the clock is ahead of UTC, where the cell says so; undefined: the file's zone. */
  offset: number | undefined;
  /** Whether there is a date only. */
  isDate: boolean;
}

/** Order of day and month where a date begins with one of them. */
export type DateOrder = "dmy" | "mdy";

/** One way to write a time. Reads a cell, or says what is wrong with it. */
export interface TimeFormat {
  /** How messages call it. */
  readonly name: string;
  /** Whether its times say by themselves where on the clock of UTC they are. */
  readonly hasZone: boolean;
  readonly read: (text: string, into: TimeReading) => string | undefined;
}

const clock = "(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,]?(\\d{1,9}))?)?";
const zone = "(Z|[+-](?:0\\d|1[0-4]):?[0-5]\\d)";
const patterns = {
  yearFirst: new RegExp(`^(\\d{4})([-/.])(\\d{2})\\2(\\d{2})(?:([T ])${clock}${zone}?)?$`),
  compact: new RegExp(`^(\\d{4})()(\\d{2})(\\d{2})(?:([T ]?)${clock}${zone}?)?$`),
  dayOrMonthFirst: new RegExp(`^(\\d{2})([-/.])(\\d{2})\\2(\\d{4})(?:([T ])${clock}${zone}?)?$`),
} as const;

interface Epoch {
  readonly name: string;
  readonly digits: number;
  readonly perSecond: number;
}

/** A number of units since 1970, by its digits: those of the years from 2001 on. */
const epochs: readonly Epoch[] = [
  { name: "seconds since 1970", digits: 10, perSecond: 1 },
  { name: "milliseconds since 1970", digits: 13, perSecond: 1e3 },
  { name: "microseconds since 1970", digits: 16, perSecond: 1e6 },
  { name: "nanoseconds since 1970", digits: 19, perSecond: 1e9 },
];

/** Finds the format of a file by its first time; a text that says what is wrong when none fits. */
export function findTimeFormat(sample: string, order: DateOrder | undefined): TimeFormat | string {
  // A digit less than today's is a time before September 2001.
  const isEpoch = ({ digits }: Epoch) =>
    /^\d+$/.test(sample) && (sample.length === digits || sample.length === digits - 1);
  const epoch = sample.length === 12 ? undefined : epochs.find(isEpoch);
  if (epoch !== undefined) return epochFormat(epoch);
  if (patterns.yearFirst.test(sample)) return calendarFormat(patterns.yearFirst, sample, undefined);
  if (patterns.compact.test(sample)) return calendarFormat(patterns.compact, sample, undefined);
  const match = patterns.dayOrMonthFirst.exec(sample);
  if (match === null) {
    return `"${sample}" is no time that is known, such as 2014-05-01T13:30:00Z or 1398951000`;
  }
  const told = order ?? orderOf(match);
  if (told !== undefined) return calendarFormat(patterns.dayOrMonthFirst, sample, told);
  return `"${sample}" may begin with the day or the month: say which with --date-order dmy or mdy`;
}

function orderOf([, first, separator, second]: RegExpExecArray): DateOrder | undefined {
  if (separator === "." || Number(first) > 12) return "dmy";
  return Number(second) > 12 ? "mdy" : undefined;
}

function epochFormat({ name, digits, perSecond }: Epoch): TimeFormat {
  // Two digits less are times before 1973; other lengths are another unit, but for a bare zero.
  const form = new RegExp(`^(?:\\d{${digits - 2},${digits}}|0+)$`);
  return {
    name,
    hasZone: true,
    read(text, into) {
      if (!form.test(text)) return `"${text}" is not a number of ${name}, as the first time is`;
      // Nanoseconds need more digits than a double has: the last nine are cut off as text.
      const unitDigits = Math.round(Math.log10(perSecond));
      const padded = text.padStart(unitDigits + 1, "0");
      const seconds = Number(unitDigits === 0 ? padded : padded.slice(0, -unitDigits));
      const fraction = unitDigits === 0 ? "" : padded.slice(-unitDigits);
      into.day = Math.floor(seconds / 86_400);
      into.second = seconds % 86_400;
      into.nanos = Number(fraction.padEnd(9, "0"));
      into.offset = 0;
      into.isDate = false;
      return undefined;
    },
  };
}

function calendarFormat(pattern: RegExp, sample: string, order: DateOrder | undefined): TimeFormat {
  const first = pattern.exec(sample);
  let [lastText, lastDay] = ["", Number.NaN];
  return {
    name: `like ${sample}`,
    hasZone: first?.[10] !== undefined,
    read(text, into) {
      const match = pattern.exec(text);
      if (match === null || !isAlike(match, first)) {
        return `the time "${text}" is not written like the first one of the file, "${sample}"`;
      }
      const [, head = "", , middle = "", tail = "", , hour, minute, second, fraction, offset] =
        match;
      const dateText = head + middle + tail;
      if (dateText !== lastText) {
        const date = dateOf(head, middle, tail, order);
        if (!isTradingDate(date)) return `"${text}" is no date that exists`;
        lastDay = epochDayOf(date);
        lastText = dateText;
      }
      into.day = lastDay;
      into.isDate = hour === undefined;
      into.second = Number(hour ?? 0) * 3_600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
      into.nanos = fraction === undefined ? 0 : Number(fraction.padEnd(9, "0"));
      into.offset = offset === undefined ? undefined : offsetOf(offset);
      const isClock =
        Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
      return isClock ? undefined : `"${text}" is no time of day`;
    },
  };
}

/** Whether two times have the same separators, and both or neither a clock and a zone. */
function isAlike(match: RegExpExecArray, other: RegExpExecArray | null): boolean {
  if (other === null) return false;
  const hasZone = match[10] !== undefined;
  return match[2] === other[2] && match[5] === other[5] && hasZone === (other[10] !== undefined);
}

function dateOf(first: string, middle: string, last: string, order: DateOrder | undefined): number {
  if (order === undefined) return Number(first + middle + last);
  return Number(order === "dmy" ? last + middle + first : last + first + middle);
}

function offsetOf(text: string): number {
  if (text === "Z") return 0;
  const digits = text.replace(/\D/g, "");
  const seconds = Number(digits.slice(0, 2)) * 3_600 + Number(digits.slice(2)) * 60;
  return text.startsWith("-") ? -seconds : seconds;
}

/** Times in milliseconds since the midnight of a day, which the names of LEAN's files give. */
export function millisecondsOfDay(day: number): TimeFormat {
  return {
    name: "milliseconds since midnight",
    hasZone: false,
    read(text, into) {
      const milliseconds = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
      if (!(milliseconds < 86_400_000)) return `"${text}" are no milliseconds since midnight`;
      into.day = day;
      into.second = Math.floor(milliseconds / 1_000);
      into.nanos = (milliseconds % 1_000) * 1_000_000;
      into.offset = undefined;
      into.isDate = false;
      return undefined;
    },
  };
}

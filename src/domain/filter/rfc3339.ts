import { formatInstant, type Instant, NS_PER_DAY, NS_PER_SECOND } from "../instant.ts";
import { epochDayOf, isTradingDate } from "../trading-date.ts";

/** An instant, or why the text is none. */
export type Rfc3339Parse =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly message: string };

const form =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const first = -(2n ** 63n);
const last = 2n ** 63n - 1n;

/**
 * Reads an RFC 3339 timestamp, exactly. Any offset is accepted; a fraction has at most nine
 * digits, and the instant is one that 64 bits hold (years 1677 to 2262). Leap seconds (`:60`) are
 * refused, because no instant tells one from the second after it.
 */
export function parseRfc3339(text: string): Rfc3339Parse {
  const parts = form.exec(text);
  if (parts === null) {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
    if (isDate) return refused(`a date needs a time and an offset, as in ${text}T00:00:00Z`);
    return refused("a time is written as in 2026-01-05T09:30:00Z or 2026-01-05T09:30:00.25-05:00");
  }
  const part = (group: number) => Number(parts[group] ?? "0");
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as Six;
  const fraction = parts[7] ?? "";
  if (year < 1677 || year > 2262) return outOfRange;
  const date = year * 10_000 + month * 100 + day;
  if (!isTradingDate(date)) return refused(`there is no date ${text.slice(0, 10)}`);
  if (second === 60) return refused("a leap second cannot be told from the second after it");
  if (hour > 23 || minute > 59 || second > 59) {
    return refused(`there is no time ${text.slice(11, 19)}`);
  }
  if (fraction.length > 9) return refused("a fraction of a second has at most nine digits");
  if (part(9) > 23 || part(10) > 59) return refused(`there is no offset ${text.slice(-6)}`);
  const offsetSeconds = (part(9) * 60 + part(10)) * (parts[8] === "-" ? -60 : 60);
  const seconds = (hour * 60 + minute) * 60 + second - offsetSeconds;
  const instant =
    BigInt(epochDayOf(date)) * NS_PER_DAY +
    BigInt(seconds) * NS_PER_SECOND +
    BigInt(fraction.padEnd(9, "0"));
  return instant < first || instant > last ? outOfRange : { ok: true, instant };
}

type Six = [number, number, number, number, number, number];

function refused(message: string): Rfc3339Parse {
  return { ok: false, message };
}

const outOfRange = refused(
  `an instant lies between ${formatInstant(first)} and ${formatInstant(last)}`,
);

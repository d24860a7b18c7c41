import { formatTradingDate, tradingDateOf } from "./trading-date.ts";

/**
 * A point in time: nanoseconds since 1970-01-01T00:00:00Z, without leap seconds, as a bigint that
 * fits a signed 64-bit integer (1677-09-21 to 2262-04-11).
 */
export type Instant = bigint;

/** Nanoseconds in a millisecond. */
export const NS_PER_MS = 1_000_000n;
/** Nanoseconds in a second. */
export const NS_PER_SECOND = 1_000_000_000n;
/** Nanoseconds in a day of 24 hours. */
export const NS_PER_DAY = 86_400n * NS_PER_SECOND;

/** Seconds since 1970 as the nearest double: for figures, which keep no nanoseconds. */
export function secondsOf(instant: Instant): number {
  return Number(instant) / 1e9;
}

/** Spells an instant as RFC 3339 in UTC with the fewest of 0, 3, 6 or 9 digits of a second. */
export function formatInstant(instant: Instant): string {
  const nanosOfDay = ((instant % NS_PER_DAY) + NS_PER_DAY) % NS_PER_DAY;
  const epochDay = Number((instant - nanosOfDay) / NS_PER_DAY);
  const secondOfDay = Number(nanosOfDay / NS_PER_SECOND);
  const clock = [secondOfDay / 3_600, (secondOfDay / 60) % 60, secondOfDay % 60]
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
  const nanos = String(nanosOfDay % NS_PER_SECOND).padStart(9, "0");
  const fraction = nanos.replace(/(?:000){1,3}$/, "");
  const date = formatTradingDate(tradingDateOf(epochDay));
  return `${date}T${clock}${fraction === "" ? "" : `.${fraction}`}Z`;
}

/** When the slices of a replay are due. */
import type { Pace } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import type { Instant } from "../domain/instant.ts";
import { millisecondsOf } from "../domain/timestamp.ts";

/**
 * When the next slice is due, in milliseconds after the beginning of the run. To be asked once for
 * each slice, in order.
 */
export type PaceClock = (sliceTimeNs: Instant) => number;

/**
 * The clock of a pace. `calendars` are those of the session's symbols; `fromNs` is the session time
 * at which the run begins: the last barrier, or the opening of the first session.
 */
export function paceClock(
  pace: Pace | undefined,
  calendars: readonly Calendar[],
  fromNs: Instant,
): PaceClock {
  switch (pace?.kind.case) {
    case "intervalPerSlice": {
      const intervalMs = millisecondsOf(pace.kind.value);
      let slices = 0;
      return () => {
        slices += 1;
        return slices * intervalMs;
      };
    }
    case "speed": {
      const speed = pace.kind.value;
      let timeNs = fromNs;
      let openMs = 0;
      return (sliceTimeNs) => {
        openMs += Number(openTimeBetween(calendars, timeNs, sliceTimeNs)) / 1e6;
        timeNs = sliceTimeNs;
        return openMs / speed;
      };
    }
    default:
      return () => 0;
  }
}

/** Nanoseconds between two instants in which at least one of the venues is open. */
export function openTimeBetween(
  calendars: readonly Calendar[],
  fromNs: Instant,
  toNs: Instant,
): bigint {
  let open = 0n;
  let time = fromNs;
  while (time < toNs) {
    const isOpen = calendars.some((calendar) => calendar.isOpen(time));
    const next = nextChange(calendars, time, toNs);
    if (isOpen) open += next - time;
    time = next;
  }
  return open;
}

/** The next opening or close of any venue, but no later than the end. */
function nextChange(calendars: readonly Calendar[], time: Instant, endNs: Instant): Instant {
  let next = endNs;
  for (const calendar of calendars) {
    for (const change of [calendar.nextOpen(time), calendar.nextClose(time)]) {
      if (change !== undefined && change < next) next = change;
    }
  }
  return next;
}

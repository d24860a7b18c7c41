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
 * The clock of a pace. `fromNs` is the session time at which the run begins: the last barrier, or
 * the opening of the first session.
 */
export function paceClock(pace: Pace | undefined, calendar: Calendar, fromNs: Instant): PaceClock {
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
        openMs += Number(openTimeBetween(calendar, timeNs, sliceTimeNs)) / 1e6;
        timeNs = sliceTimeNs;
        return openMs / speed;
      };
    }
    default:
      return () => 0;
  }
}

/** Nanoseconds between two instants in which the venue is open. */
export function openTimeBetween(calendar: Calendar, fromNs: Instant, toNs: Instant): bigint {
  let open = 0n;
  let time: Instant | undefined = fromNs;
  while (time !== undefined && time < toNs) {
    if (calendar.isOpen(time)) {
      const close: Instant = calendar.nextClose(time) ?? toNs;
      const end: Instant = close < toNs ? close : toNs;
      open += end - time;
      time = end;
    } else {
      time = calendar.nextOpen(time);
    }
  }
  return open;
}

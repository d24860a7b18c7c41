import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { durationText } from "./duration-text.ts";

/** A time to the second, `2026-01-31 09:30:00Z`; nothing where there is none. */
export function timeText(time: Timestamp | undefined): string {
  if (time === undefined) return "";
  return `${timestampDate(time).toISOString().slice(0, 19).replace("T", " ")}Z`;
}

/** The date of a time, `2026-01-31`; nothing where there is none. */
export function dateText(time: Timestamp | undefined): string {
  return timeText(time).slice(0, 10);
}

/** How long ago a time is: `5 min 10 s ago`; nothing where there is none. */
export function agoText(time: Timestamp | undefined, nowMs: number): string {
  if (time === undefined) return "";
  const agoMs = nowMs - timestampDate(time).getTime();
  return agoMs < 1_000 ? "now" : `${durationText(agoMs)} ago`;
}

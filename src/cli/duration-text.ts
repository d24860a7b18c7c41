import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema } from "@bufbuild/protobuf/wkt";

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** How a duration is written on the command line; for help and complaints. */
export const durationForm = "a number and ms, s, m, h or d, as 500ms, 30s or 1.5h";

/** Milliseconds of a duration such as `500ms`, `30s` or `1.5h`; undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,9})?)(ms|s|m|h|d)$/.exec(text);
  const unit = unitMs[match?.[2] ?? ""];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

/** The message of a duration in milliseconds; what is below a nanosecond is rounded. */
export function durationMessage(ms: number): Duration {
  const seconds = Math.floor(ms / 1_000);
  const nanos = Math.round((ms - seconds * 1_000) * 1e6);
  return create(DurationSchema, { seconds: BigInt(seconds), nanos });
}

/** Milliseconds of a message. */
export function messageMs(duration: Duration): number {
  return Number(duration.seconds) * 1_000 + duration.nanos / 1e6;
}

/** A duration as a clock shows it: `0:03`, `12:30`, `1:02:03`, `2 d 03:00:00`. */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const days = Math.floor(total / 86_400);
  const hours = Math.floor(total / 3_600) % 24;
  const minutes = Math.floor(total / 60) % 60;
  const seconds = two(total % 60);
  if (days > 0) return `${days} d ${two(hours)}:${two(minutes)}:${seconds}`;
  if (hours > 0) return `${hours}:${two(minutes)}:${seconds}`;
  return `${minutes}:${seconds}`;
}

/** A duration in words: `250 ms`, `3.2 s`, `5 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(ms / 86_400_000), "d"],
    [Math.floor(ms / 3_600_000) % 24, "h"],
    [Math.floor(ms / 60_000) % 60, "min"],
    [Math.floor(ms / 1_000) % 60, "s"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = parts.slice(first, first + 2).filter(([value]) => value > 0);
  return shown.map(([value, unit]) => `${value} ${unit}`).join(" ");
}

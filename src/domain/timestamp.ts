import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { type Instant, NS_PER_SECOND } from "./instant.ts";

/** The message for an instant. Exact, before 1970 too. */
export function timestampOf(instant: Instant): Timestamp {
  const seconds = instant / NS_PER_SECOND;
  const nanos = Number(instant % NS_PER_SECOND);
  const isBefore = nanos < 0;
  // A literal, since every record has one or more: `create` costs ten times as much.
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: isBefore ? seconds - 1n : seconds,
    nanos: isBefore ? nanos + 1e9 : nanos,
  };
}

/** The instant of a message. Exact. */
export function instantOf(timestamp: Timestamp): Instant {
  return timestamp.seconds * NS_PER_SECOND + BigInt(timestamp.nanos);
}

/** The message for a length of time of zero or more milliseconds, to the microsecond. */
export function durationOf(milliseconds: number): Duration {
  const micros = BigInt(Math.round(milliseconds * 1_000));
  return create(DurationSchema, {
    seconds: micros / 1_000_000n,
    nanos: Number(micros % 1_000_000n) * 1_000,
  });
}

/** The length of a message in milliseconds. */
export function millisecondsOf(duration: Duration): number {
  return Number(duration.seconds) * 1_000 + duration.nanos / 1_000_000;
}

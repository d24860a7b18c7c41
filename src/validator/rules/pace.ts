import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";

const speedMax = 1e9;
const nanosMin = 1_000_000n;
const nanosMax = 3_600n * 1_000_000_000n;

/** A pace is exactly one of its kinds, within its range; a driver has the clock to itself. */
export const paceRule: Rule = ({ simulation }) => {
  const kind = simulation?.pace?.kind;
  if (simulation?.pace === undefined || kind === undefined) return [];
  if (simulation.drive === Drive.LOCKSTEP) return [ofDriver];
  switch (kind.case) {
    case undefined:
      return [invalid("kind", "the pace is empty", "as_fast, speed or interval_per_slice")];
    case "asFast":
      return kind.value ? [] : [invalid("as_fast", "false says nothing about the pace", "true")];
    case "speed":
      return judgeSpeed(kind.value);
    case "intervalPerSlice": {
      const nanos = kind.value.seconds * 1_000_000_000n + BigInt(kind.value.nanos);
      if (nanos >= nanosMin && nanos <= nanosMax) return [];
      const nearest = nanos < nanosMin ? "0.001s" : "3600s";
      const message = "the time from slice to slice is from 1 ms to 1 hour";
      return [invalid("interval_per_slice", message, nearest)];
    }
  }
};

const ofDriver: FieldViolation = {
  field: "spec.simulation.pace",
  reason: ErrorReason.INVALID_PACE,
  message: "the clock of a LOCKSTEP session is advanced by its driver",
  suggestion: "no pace, or DRIVE_REPLAY",
};

function judgeSpeed(speed: number): readonly FieldViolation[] {
  if (speed > 0 && speed <= speedMax) return [];
  const message = `a speed is greater than 0 and at most 1e9, and this one is ${speed}`;
  return [invalid("speed", message, speed > speedMax ? "1000000000" : "1 for real time")];
}

function invalid(member: string, message: string, suggestion: string): FieldViolation {
  const field = `spec.simulation.pace.${member}`;
  return { field, reason: ErrorReason.INVALID_PACE, message, suggestion };
}

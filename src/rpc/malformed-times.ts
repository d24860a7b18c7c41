import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import {
  type Duration,
  DurationSchema,
  type Timestamp,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { everyMessage, type MessageTest } from "../domain/every-message.ts";
import type { FieldViolation } from "../domain/rejection.ts";

const nanosMost = 999_999_999;
/** 10,000 years, as `duration.proto` has it. */
const durationSecondsMost = 315_576_000_000n;
/** 0001-01-01 and 9999-12-31, as `timestamp.proto` has it. */
const timestampSecondsLeast = -62_135_596_800n;
const timestampSecondsMost = 253_402_300_799n;

/**
 * Finds durations and timestamps that break the rules of their own types, anywhere in a request
 * but in the `ignored` paths. Binary can hold them, JSON cannot: once stored, such a value would
 * make every answer that has it impossible to write as JSON.
 */
export function* findMalformedTimes<Desc extends DescMessage>(
  schema: Desc,
  request: MessageShape<Desc>,
  ignored: readonly string[] = [],
): Generator<FieldViolation> {
  if (everyMessage(schema, request, isWellFormed)) return;
  yield* walk(reflect(schema, request), "", ignored);
}

/** Whether the message is no time, or one that keeps the rules. */
export const isWellFormed: MessageTest = ({ typeName }, message) => {
  if (typeName === DurationSchema.typeName) return isDuration(message as Duration);
  return typeName !== TimestampSchema.typeName || isTimestamp(message as Timestamp);
};

function* walk(
  message: ReflectMessage,
  path: string,
  ignored: readonly string[],
): Generator<FieldViolation> {
  for (const field of message.fields) {
    const at = path === "" ? field.name : `${path}.${field.name}`;
    if (field.message === undefined || !message.isSet(field) || ignored.includes(at)) continue;
    if (field.fieldKind === "message") {
      yield* judge(message.get(field), at, ignored);
    } else if (field.fieldKind === "list") {
      for (const [index, item] of Array.from<unknown>(message.get(field)).entries()) {
        if (isReflectMessage(item)) yield* judge(item, `${at}[${index}]`, ignored);
      }
    }
  }
}

function* judge(
  message: ReflectMessage,
  field: string,
  ignored: readonly string[],
): Generator<FieldViolation> {
  if (isWellFormed(message.desc, message.message)) {
    yield* walk(message, field, ignored);
  } else if (message.desc.typeName === DurationSchema.typeName) {
    yield malformed(field, "is no duration", "nanos within a second, with the sign of seconds");
  } else {
    yield malformed(field, "is no timestamp", "nanos from 0 to 999999999, years 1 to 9999");
  }
}

function isDuration({ seconds, nanos }: Duration): boolean {
  const isInRange = seconds >= -durationSecondsMost && seconds <= durationSecondsMost;
  const isOneSign = !(seconds > 0n && nanos < 0) && !(seconds < 0n && nanos > 0);
  return isInRange && isOneSign && Math.abs(nanos) <= nanosMost;
}

function isTimestamp({ seconds, nanos }: Timestamp): boolean {
  const isInRange = seconds >= timestampSecondsLeast && seconds <= timestampSecondsMost;
  return isInRange && nanos >= 0 && nanos <= nanosMost;
}

function malformed(field: string, message: string, suggestion: string): FieldViolation {
  return { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
}

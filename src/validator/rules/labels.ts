import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { isLongerThan, shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";

const entriesMax = 64;
const valueCharactersMax = 63;
const annotationBytesMax = 16 * 1024;
const keyForm = /^[a-z0-9][a-z0-9_./-]{0,62}$/;

/** A map of labels or annotations as a request has it. */
export type TextMap = Readonly<Record<string, string>>;

/** Labels: at most 64, with keys of the published grammar and values of at most 63 characters. */
export function* judgeLabels(labels: TextMap): Generator<FieldViolation> {
  const entries = Object.entries(labels);
  yield* judgeCount("labels", entries.length);
  for (const [key, value] of entries.slice(0, entriesMax)) {
    yield* judgeKey("labels", key);
    if (isLongerThan(value, valueCharactersMax)) {
      yield invalid(
        `labels[${shown(key)}]`,
        "the value of a label is too long",
        `at most ${valueCharactersMax} characters; annotations hold longer texts`,
      );
    }
  }
}

/** Annotations: at most 64, with keys as for labels, and at most 16 KiB of UTF-8 in all. */
export function* judgeAnnotations(annotations: TextMap): Generator<FieldViolation> {
  const entries = Object.entries(annotations);
  yield* judgeCount("annotations", entries.length);
  for (const [key] of entries.slice(0, entriesMax)) yield* judgeKey("annotations", key);
  const bytes = entries.reduce((sum, [key, value]) => sum + utf8Bytes(key) + utf8Bytes(value), 0);
  if (bytes > annotationBytesMax) {
    const message = `the annotations have ${bytes} bytes of keys and values`;
    yield invalid("annotations", message, `at most ${annotationBytesMax} bytes in all`);
  }
}

function* judgeCount(map: string, count: number): Generator<FieldViolation> {
  if (count <= entriesMax) return;
  yield invalid(map, `there are ${count} ${map}`, `at most ${entriesMax} ${map}`);
}

function* judgeKey(map: string, key: string): Generator<FieldViolation> {
  if (keyForm.test(key)) return;
  const field = `${map}[${shown(key)}]`;
  const message =
    "a key has 1 to 63 characters: a lower case letter or digit, then lower case letters, " +
    "digits, '_', '-', '.' or '/'";
  yield invalid(field, message, nearestKey(key) ?? "a key such as team");
}

/** The key with what is not allowed replaced; undefined where nothing of it would be left. */
function nearestKey(key: string): string | undefined {
  const repaired = key
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/[^a-z0-9_./-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "")
    .slice(0, 63);
  return keyForm.test(repaired) ? repaired : undefined;
}

function invalid(field: string, message: string, suggestion: string): FieldViolation {
  return { field, reason: ErrorReason.INVALID_LABEL, message, suggestion };
}

function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

import {
  type DescEnum,
  type DescField,
  fromJson,
  type JsonValue,
  ScalarType,
} from "@bufbuild/protobuf";
import { enumNames, findEnumValue } from "../domain/enum-name.ts";

const integers64: ReadonlySet<ScalarType | undefined> = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

/**
 * The proto JSON of one value of a field; undefined when it is none. Numbers given where the
 * contract has text or 64-bit integers are taken as they were written, so that `1.10` stays
 * `1.10`; enum values may leave out the prefix of their enum.
 *
 * @param source - How the value was written.
 */
export function readFieldValue(
  field: DescField,
  value: unknown,
  source: string | undefined,
): JsonValue | undefined {
  const json = translate(field, value, source);
  return json !== undefined && isValid(field, json) ? json : undefined;
}

/** What a value of this field looks like, for complaints: "one of A, B", "text". */
export function fieldForm(field: DescField): string {
  const element = elementOf(field);
  if (element.enum !== undefined) return `one of ${enumNames(element.enum).join(", ")}`;
  switch (element.typeName) {
    case "google.protobuf.Duration":
      return 'a duration in seconds, as "3600s" or "0.5s"';
    case "google.protobuf.Timestamp":
      return 'a time, as "2026-01-31T09:30:00Z"';
    default:
      break;
  }
  switch (element.scalar) {
    case ScalarType.STRING:
      return "text (quote it)";
    case ScalarType.BOOL:
      return "true or false";
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return "a number";
    default:
      return "a whole number in its range";
  }
}

function translate(
  field: DescField,
  value: unknown,
  source: string | undefined,
): JsonValue | undefined {
  const { scalar, enum: desc } = elementOf(field);
  const written = source ?? String(value);
  if (desc !== undefined && typeof value === "string") return findName(desc, value);
  if (typeof value === "number" || typeof value === "bigint") {
    const asWritten = scalar === ScalarType.STRING || integers64.has(scalar);
    return asWritten ? written : Number(value);
  }
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}

function findName(desc: DescEnum, name: string): string | undefined {
  const number = findEnumValue(desc, name);
  return desc.values.find((value) => value.number === number)?.name;
}

function isValid(field: DescField, json: JsonValue): boolean {
  const value = field.fieldKind === "list" ? [json] : json;
  const wrapped = field.fieldKind === "map" ? { key: json } : value;
  try {
    fromJson(field.parent, { [field.jsonName]: wrapped });
    return true;
  } catch {
    return false;
  }
}

/** What the field, or each element of it, is. */
function elementOf(field: DescField): {
  readonly scalar: ScalarType | undefined;
  readonly enum: DescEnum | undefined;
  readonly typeName: string | undefined;
} {
  return { scalar: field.scalar, enum: field.enum, typeName: field.message?.typeName };
}

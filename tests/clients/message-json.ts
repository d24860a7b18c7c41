/**
 * Messages as scenarios write them: protobuf JSON, and two things that it cannot say. `"$unknown"`
 * in a message adds fields that no version of the contract has, as text under their numbers.
 * `{"$letters": 5000}` stands for a text of that length.
 */
import { isDeepStrictEqual } from "node:util";
import {
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** Stands in an expected message for a UUID v4, the same wherever it stands in a scenario. */
export const anyUuid = "$uuid";

/** The bytes of a message. */
export function encodeJson(desc: DescMessage, json: JsonValue): Uint8Array {
  const message = fromJson(desc, plain(json));
  addUnknown(reflect(desc, message), json);
  return toBinary(desc, message);
}

/** The one way in which a message is written, so that two can be compared; no `$uuid` is lost. */
export function canonical(desc: DescMessage, json: JsonValue): JsonValue {
  return toJson(desc, fromJson(desc, plain(json)));
}

/**
 * Whether two values in JSON are equal. A `$uuid` in the expected one takes any UUID v4, which is
 * added to `uuids`.
 */
export function matches(
  expected: JsonValue | undefined,
  actual: JsonValue | undefined,
  uuids: Set<string>,
): boolean {
  if (expected === anyUuid) {
    if (typeof actual !== "string" || !isUuidV4(actual)) return false;
    uuids.add(actual);
    return true;
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].every((key) => matches(expected[key], actual[key], uuids));
  }
  return isDeepStrictEqual(expected, actual);
}

/** Whether a text is a random UUID (RFC 9562, version 4) in its usual spelling. */
export function isUuidV4(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

/** Protobuf JSON alone. */
function plain(json: JsonValue): JsonValue {
  if (Array.isArray(json)) return json.map(plain);
  if (!isObject(json)) return json;
  if (typeof json.$letters === "number") return "x".repeat(json.$letters);
  const { $unknown: _, ...known } = json;
  return Object.fromEntries(Object.entries(known).map(([key, value]) => [key, plain(value)]));
}

function addUnknown(message: ReflectMessage, json: JsonValue | undefined): void {
  if (!isObject(json)) return;
  if (isObject(json.$unknown)) {
    message.setUnknown(
      Object.entries(json.$unknown).map(([number, text]) => ({
        no: Number(number),
        wireType: WireType.LengthDelimited,
        data: new BinaryWriter().string(String(text)).finish(),
      })),
    );
  }
  for (const field of message.fields) {
    const under = json[field.jsonName];
    if (under === undefined || field.message === undefined) continue;
    if (field.fieldKind === "message") addUnknown(message.get(field), under);
    if (field.fieldKind !== "list" || !Array.isArray(under)) continue;
    const list = message.get(field);
    for (const [at, each] of under.entries()) addUnknown(list.get(at) as ReflectMessage, each);
  }
}

function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

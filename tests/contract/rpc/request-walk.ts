/** What can be wrong with a request whatever it means: read off the descriptor of its message. */
import {
  clone,
  type DescEnum,
  type DescField,
  type DescMessage,
  type DescOneof,
  fromJson,
  type JsonObject,
  type JsonValue,
  type Message,
} from "@bufbuild/protobuf";
import { isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";

/** A place in a request: the fields that lead there. */
export type Place = readonly DescField[];

/** What the walk finds in a message, and in those within it. */
export interface Places {
  /** Every field; what is in a field of `opaque` is not looked into. */
  readonly fields: readonly Place[];
  readonly enums: readonly (readonly [Place, DescEnum])[];
  /** Messages, the request itself included. */
  readonly messages: readonly (readonly [Place, DescMessage])[];
  readonly oneofs: readonly (readonly [Place, DescOneof])[];
}

/** Walks a message. */
export function walkMessage(desc: DescMessage, opaque: readonly string[]): Places {
  const found = { fields: [], enums: [], messages: [], oneofs: [] };
  walk(desc, [], opaque, found);
  return found;
}

type Found = { -readonly [K in keyof Places]: Places[K][number][] };

function walk(desc: DescMessage, at: Place, opaque: readonly string[], found: Found): void {
  found.messages.push([at, desc]);
  if (desc.typeName.startsWith("google.protobuf.")) return;
  for (const oneof of desc.oneofs) found.oneofs.push([at, oneof]);
  for (const field of desc.fields) {
    const place = [...at, field];
    if (opaque.includes(pathOf(place))) continue;
    found.fields.push(place);
    if (field.enum !== undefined) found.enums.push([place, field.enum]);
    if (field.message !== undefined) walk(field.message, place, opaque, found);
  }
}

/** The path of a place as violations name it; the first entry of a list stands for the list. */
export function pathOf(place: Place): string {
  return place
    .map((field) => (field.fieldKind === "list" ? `${field.name}[0]` : field.name))
    .join(".");
}

/** The request with this value at the place, and what is not there on the way made. */
export function withValue(request: JsonObject, place: Place, value: JsonValue): JsonObject {
  const [field, ...rest] = place;
  if (field === undefined) return request;
  const kept = withoutSiblings(request, field);
  const old = kept[field.jsonName];
  const inner = field.fieldKind === "list" && Array.isArray(old) ? old[0] : old;
  const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
  const within =
    rest.length === 0 ? value : withValue(isObject ? (inner as JsonObject) : {}, rest, value);
  return { ...kept, [field.jsonName]: field.fieldKind === "list" ? [within] : within };
}

function withoutSiblings(json: JsonObject, field: DescField): JsonObject {
  const others = field.oneof?.fields.filter((each) => each !== field) ?? [];
  const names = others.map(({ jsonName }) => jsonName);
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

/** The request with the message at this place changed as no JSON could; made if it is absent. */
export function withMessage(
  desc: DescMessage,
  request: JsonObject,
  place: Place,
  change: (message: Message) => void,
): Message {
  const isThere = place.length === 0 ? request : withValue(request, place, emptyAt(request, place));
  const message = clone(desc, fromJson(desc, isThere));
  let target = reflect(desc, message);
  for (const field of place) {
    const value: unknown = target.get(field);
    const inner = field.fieldKind === "list" ? (value as Iterable<unknown>) : [value];
    const [first] = inner;
    if (!isReflectMessage(first)) throw new Error(`no message at ${pathOf(place)}`);
    target = first;
  }
  change(target.message);
  return message;
}

/** What the request has at the place, else an empty message. */
function emptyAt(request: JsonObject, place: Place): JsonValue {
  let value: JsonValue | undefined = request;
  for (const field of place) {
    const inner: JsonValue | undefined =
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? value[field.jsonName]
        : undefined;
    value = field.fieldKind === "list" && Array.isArray(inner) ? inner[0] : inner;
  }
  if (value !== undefined) return value;
  const typeName = place.at(-1)?.message?.typeName;
  if (typeName === "google.protobuf.Duration") return "0s";
  if (typeName === "google.protobuf.Timestamp") return "2024-01-02T00:00:00Z";
  return typeName === "google.protobuf.FieldMask" ? "" : {};
}

/** Two members of a oneof at once, each with its simplest value. */
export function bothMembers(oneof: DescOneof): JsonObject {
  const [first, second] = oneof.fields;
  if (first === undefined || second === undefined) throw new Error(`${oneof.name} has one member`);
  return Object.fromEntries([first, second].map((field) => [field.jsonName, simplest(field)]));
}

function simplest(field: DescField): JsonValue {
  if (field.message?.typeName === "google.protobuf.Duration") return "1s";
  if (field.fieldKind === "message") return {};
  return field.fieldKind === "scalar" && field.scalar === 8 ? true : field.scalar === 9 ? "x" : 1;
}

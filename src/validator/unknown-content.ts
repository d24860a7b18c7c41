import type { DescEnum, DescMessage, MessageShape } from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import { everyEnumValue, everyMessage, type MessageTest } from "../domain/every-message.ts";
import { shown } from "../domain/filter/text-problem.ts";
import type { FieldViolation } from "../domain/rejection.ts";

/** Items of one list that are looked into: no list of messages or enums may have as many. */
const itemsMost = 1_000;

/**
 * Finds what a newer client may send and this server would silently drop: numbers of enums that
 * the contract does not hold (UNKNOWN_ENUM_VALUE), and fields that it does not hold
 * (NOT_SUPPORTED), anywhere in a request message. Paths have the names of the .proto files, as in
 * `spec.simulation.data[0].bars.price`; a field that has no name is given by its number.
 *
 * `path` is where the message stands in the request, empty for the request itself. `ignored` holds
 * paths that are not looked into, such as those of output-only fields.
 */
export function* findUnknownContent<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  path = "",
  ignored: ReadonlySet<string> = new Set(),
): Generator<FieldViolation> {
  if (everyMessage(schema, message, isKnown)) return;
  yield* walk(reflect(schema, message), path, ignored);
}

/** Whether the server knows all that the message itself holds. */
export const isKnown: MessageTest = (desc, message) =>
  !message.$unknown?.length &&
  everyEnumValue(desc, message, (schema, value) => schema.value[value] !== undefined);

function* walk(
  message: ReflectMessage,
  path: string,
  ignored: ReadonlySet<string>,
): Generator<FieldViolation> {
  for (const number of new Set(message.message.$unknown?.map(({ no }) => no))) {
    yield unknownField(joined(path, String(number)), number, message.desc);
  }
  for (const field of message.fields) {
    const fieldPath = joined(path, field.name);
    if (!message.isSet(field) || ignored.has(fieldPath)) continue;
    if (field.fieldKind === "message") {
      yield* walk(message.get(field), fieldPath, ignored);
    } else if (field.fieldKind === "enum") {
      yield* judgeEnum(field.enum, message.get(field), fieldPath);
    } else if (field.fieldKind === "list" && field.listKind !== "scalar") {
      const list = message.get(field);
      for (let index = 0; index < Math.min(list.size, itemsMost); index++) {
        yield* walkItem(field, list.get(index), `${fieldPath}[${index}]`, ignored);
      }
    } else if (field.fieldKind === "map" && field.mapKind !== "scalar") {
      for (const [key, value] of message.get(field)) {
        yield* walkItem(field, value, `${fieldPath}[${shown(String(key))}]`, ignored);
      }
    }
  }
}

/** What a list or a map holds: messages, or else numbers of an enum. */
function* walkItem(
  field: { readonly enum?: DescEnum | undefined },
  item: unknown,
  path: string,
  ignored: ReadonlySet<string>,
): Generator<FieldViolation> {
  if (isReflectMessage(item)) yield* walk(item, path, ignored);
  else if (field.enum !== undefined) yield* judgeEnum(field.enum, Number(item), path);
}

function* judgeEnum(schema: DescEnum, value: number, field: string): Generator<FieldViolation> {
  if (schema.value[value] !== undefined) return;
  const known = schema.values.filter(({ number }) => number !== 0).map(({ name }) => name);
  yield {
    field,
    reason: ErrorReason.UNKNOWN_ENUM_VALUE,
    message: `${enumName(schema, value)} is no value of ${schema.name} that this server knows`,
    suggestion: `one of ${known.join(", ")}`,
  };
}

function unknownField(path: string, number: number, desc: DescMessage): FieldViolation {
  return {
    field: path,
    reason: ErrorReason.NOT_SUPPORTED,
    message: `field ${number} of ${desc.name} is not known to this server`,
    suggestion: "leave the field out, or use a newer server",
  };
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";

/**
 * The message with the entries of all its maps in the order of their keys, so that its binary form
 * does not tell in which order they were written. Maps of scalars and enums only, in the message
 * itself and in its singular and repeated messages: the contract has no others. What is in order
 * already is not copied; the message given stays as it is.
 */
export function withSortedMaps<Shape extends Message>(desc: DescMessage, message: Shape): Shape {
  let sorted = message;
  for (const field of mapHolders(desc)) {
    const { localName, oneof } = field;
    const members = message as unknown as Readonly<Record<string, unknown>>;
    const key = oneof?.localName ?? localName;
    const before = members[key];
    const after = oneof === undefined ? sortedMember(field, before) : sortedChoice(field, before);
    if (after !== before) sorted = { ...sorted, [key]: after };
  }
  return sorted;
}

const known = new WeakMap<DescMessage, readonly DescField[]>();

/** The members that are maps, or may hold some. */
function mapHolders(desc: DescMessage): readonly DescField[] {
  const remembered = known.get(desc);
  if (remembered !== undefined) return remembered;
  // A type that holds itself is not asked again while it is being found out.
  known.set(desc, []);
  const holders = desc.fields.filter(
    ({ fieldKind, message }) =>
      fieldKind === "map" || (message !== undefined && mapHolders(message).length > 0),
  );
  known.set(desc, holders);
  return holders;
}

function sortedChoice(field: DescField, choice: unknown): unknown {
  const { case: chosen, value } = choice as { readonly case?: string; readonly value?: unknown };
  if (chosen !== field.localName) return choice;
  const after = sortedMember(field, value);
  return after === value ? choice : { case: chosen, value: after };
}

function sortedMember(field: DescField, value: unknown): unknown {
  if (value === undefined) return undefined;
  switch (field.fieldKind) {
    case "map":
      return sortedMap(value as Readonly<Record<string, unknown>>);
    case "message":
      return withSortedMaps(field.message, value as Message);
    case "list": {
      const { message } = field;
      if (message === undefined) return value;
      const items = value as readonly Message[];
      const after = items.map((item) => withSortedMaps(message, item));
      return after.every((item, index) => item === items[index]) ? items : after;
    }
    default:
      return value;
  }
}

function sortedMap(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(map);
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);
  if (isSorted) return map;
  return Object.fromEntries(keys.sort().map((key) => [key, map[key]]));
}

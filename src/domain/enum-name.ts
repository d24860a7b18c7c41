import type { DescEnum } from "@bufbuild/protobuf";

/**
 * The published name of an enum value: without the prefix of its enum, as `READY` for
 * `SESSION_STATE_READY`. A number that the contract does not know is given in digits.
 */
export function enumName(schema: DescEnum, value: number): string {
  return schema.value[value]?.localName ?? String(value);
}

/** The published names of all values of an enum but zero, in the order of the contract. */
export function enumNames(schema: DescEnum): readonly string[] {
  return schema.values.filter((value) => value.number !== 0).map((value) => value.localName);
}

/** The value of an enum that has this name, with or without the prefix; undefined when none has. */
export function findEnumValue(schema: DescEnum, name: string): number | undefined {
  return schema.values.find((value) => value.localName === name || value.name === name)?.number;
}

/** What a parameter of a statement can be; texts of callers go nowhere else. */
export type SqlValue = string | bigint | number | Uint8Array | null;

/** Part of a statement, with the values of its `?` in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A part of a statement. `text` is written by the program, never by a caller. */
export function sql(text: string, ...values: readonly SqlValue[]): Sql {
  return { text, values };
}

/** The parts behind each other. */
export function joinSql(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map(({ text }) => text).join(separator),
    values: parts.flatMap(({ values }) => values),
  };
}

/** `expression IN (values)`, in one parameter, so that one statement serves any number of them. */
export function isOneOf(expression: string, values: readonly (string | number)[]): Sql {
  return sql(`${expression} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
}

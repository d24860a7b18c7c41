import type { EnumFieldName, TextFieldName, TimeFieldName } from "./filter.ts";

/** A published set of names. */
export type EnumNames = {
  /** What the full names begin with, such as `SESSION_STATE_`. */
  readonly prefix: string;
  /**
   * Short names, without the prefix, such as `RUNNING`; the value for "unspecified" is left out.
   * Capitals, digits and `_` only, and never AND, OR or NOT, so that none needs quotes.
   */
  readonly names: readonly string[];
};

/** A field that a filter may name, and what it takes to read a comparison with it. */
export type FilterField =
  | { readonly type: "enum"; readonly name: EnumFieldName; readonly values: EnumNames }
  | { readonly type: "text"; readonly name: TextFieldName }
  | { readonly type: "labels"; readonly name: "labels" }
  | { readonly type: "time"; readonly name: TimeFieldName };

/**
 * The fields that one request may name. A request that takes only some of them (a feed filters by
 * what cannot change) passes a shorter table, and the others are then unknown fields there.
 */
export type FilterFields = readonly FilterField[];

/** Every filterable field of a session. */
export function sessionFields(states: EnumNames, modes: EnumNames): FilterFields {
  return [
    { type: "enum", name: "state", values: states },
    { type: "enum", name: "mode", values: modes },
    { type: "text", name: "strategy_id" },
    { type: "labels", name: "labels" },
    { type: "time", name: "create_time" },
    { type: "time", name: "update_time" },
  ];
}

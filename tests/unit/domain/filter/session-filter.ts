import { type FilterFields, sessionFields } from "../../../../src/domain/filter/fields.ts";
import type { FilterNode, FilterSubject } from "../../../../src/domain/filter/filter.ts";
import { parseFilter } from "../../../../src/domain/filter/parse-filter.ts";

/** The fields that the tests of filters read with. */
export const fields: FilterFields = sessionFields(
  {
    prefix: "SESSION_STATE_",
    names: ["READY", "RUNNING", "PAUSED", "STOPPING", "STOPPED", "COMPLETED", "FAILED"],
  },
  { prefix: "SESSION_MODE_", names: ["SIMULATION", "PAPER", "LIVE"] },
);

/** A subject with the given differences from a plain one. */
export function subject(differences: Partial<FilterSubject> = {}): FilterSubject {
  return {
    state: "RUNNING",
    mode: "SIMULATION",
    strategyId: "sma-cross",
    labels: {},
    createTimeNs: 0n,
    updateTimeNs: 0n,
    ...differences,
  };
}

/** The filter of a text that must be right and not empty. */
export function filterOf(text: string): FilterNode {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.offset}: ${parsed.error.message}`);
  if (parsed.filter.kind === "everything") throw new Error("The text is an empty filter.");
  return parsed.filter;
}

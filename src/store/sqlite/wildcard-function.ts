import type Database from "better-sqlite3";
import type { Comparison, FilterSubject } from "../../domain/filter/filter.ts";
import { matches } from "../../domain/filter/matches.ts";

/** Name of the SQL function `fits_wildcard(text, pieces)`; pieces are a JSON array of texts. */
export const wildcardFunction = "fits_wildcard";

/**
 * Adds the function to a connection. It is the domain's own definition of a wildcard: GLOB of
 * SQLite ends a text at its first NUL character, and would be a second definition.
 */
export function addWildcardFunction(database: Database.Database): void {
  let lastPieces = "";
  let comparison: Comparison | undefined;
  database.function(
    wildcardFunction,
    { deterministic: true, directOnly: true },
    (text: unknown, pieces: unknown) => {
      if (typeof text !== "string" || typeof pieces !== "string") return 0;
      // One statement asks for the same pieces on every row.
      if (comparison === undefined || pieces !== lastPieces) {
        comparison = wildcard(JSON.parse(pieces));
        lastPieces = pieces;
      }
      return matches(comparison, { ...subject, strategyId: text }) ? 1 : 0;
    },
  );
}

function wildcard(pieces: readonly string[]): Comparison {
  return { kind: "wildcard", target: { field: "strategy_id" }, pieces };
}

const subject: FilterSubject = {
  state: "",
  mode: "",
  strategyId: "",
  labels: {},
  createTimeNs: 0n,
  updateTimeNs: 0n,
};

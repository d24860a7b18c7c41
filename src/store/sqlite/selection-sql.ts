import type { LogSelection, Scope } from "../store.ts";
import { isOneOf, joinSql, type Sql, sql } from "./sql.ts";

/**
 * The condition that a row of `session` or `log` is of the scope and selected. Kinds are not part
 * of it: only the log has them.
 */
export function selectionSql(
  table: "session" | "log",
  scope: Scope,
  { sessionIds, modes, strategyIds }: LogSelection,
): Sql {
  const conditions = [
    sql(`${table}.tenant = ?`, scope.tenant),
    sql(`${table}.owner = ?`, scope.owner),
    ...(sessionIds.length === 0 ? [] : [isOneOf(`${table}.session_id`, sessionIds)]),
    ...(modes.length === 0 ? [] : [isOneOf(`${table}.mode`, modes)]),
    ...(strategyIds.length === 0 ? [] : [isOneOf(`${table}.strategy_id`, strategyIds)]),
  ];
  return joinSql(conditions, " AND ");
}

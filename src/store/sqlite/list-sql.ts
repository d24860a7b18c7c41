import type { OrderBy, OrderField } from "../../domain/order-by.ts";
import { checkCursor } from "../list-cursor.ts";
import type { ListCursor, ListQuery, Scope } from "../store.ts";
import { filterSql } from "./filter-sql.ts";
import { joinSql, type Sql, type SqlValue, sql } from "./sql.ts";

/** The statement for one page of a list; its rows have the columns `session_id` and `session`. */
export function listSql(scope: Scope, query: ListQuery): Sql {
  const { filter, orderBy, after, showDeleted, limit } = query;
  const conditions = [
    sql("session.tenant = ?", scope.tenant),
    sql("session.owner = ?", scope.owner),
    ...(showDeleted ? [] : [sql("session.delete_time IS NULL")]),
    ...(filter === undefined ? [] : [filterSql(filter)]),
    ...(after === undefined ? [] : [afterSql(orderBy, after)]),
  ];
  const where = joinSql(conditions, " AND ");
  const order = orderBy.map((term) => `${columns[term.field]} ${term.descending ? "DESC" : "ASC"}`);
  return sql(
    `SELECT session.session_id, session.session FROM session
     WHERE ${where.text} ORDER BY ${order.join(", ")} LIMIT ?`,
    ...where.values,
    limit,
  );
}

const columns: Readonly<Record<OrderField, string>> = {
  create_time: "session.create_time",
  update_time: "session.update_time",
  strategy_id: "session.strategy_id",
  session_id: "session.session_id",
};

/**
 * Rows after the cursor. Keys of one direction are compared as one row value, which an index over
 * them answers with a search; where directions differ, the comparison is taken apart.
 */
function afterSql(orderBy: OrderBy, cursor: ListCursor): Sql {
  checkCursor(cursor, orderBy);
  const [first] = orderBy;
  if (orderBy.every((term) => term.descending === first?.descending)) {
    const keys = orderBy.map((term) => columns[term.field]).join(", ");
    const places = orderBy.map(() => "?").join(", ");
    return sql(`(${keys}) ${first?.descending ? "<" : ">"} (${places})`, ...cursor);
  }
  return orderBy.reduceRight<Sql>((rest, term, index) => {
    const key = columns[term.field];
    const value: SqlValue = cursor[index] ?? null;
    const relation = term.descending ? "<" : ">";
    // The first half is implied; it is what an index can search by.
    return sql(
      `(${key} ${relation}= ? AND (${key} ${relation} ? OR ${rest.text}))`,
      value,
      value,
      ...rest.values,
    );
  }, sql("FALSE"));
}

import type { DescEnum } from "@bufbuild/protobuf";
import { SessionModeSchema, SessionStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type {
  Comparison,
  EnumFieldName,
  FilterNode,
  Relation,
  TextTarget,
} from "../../domain/filter/filter.ts";
import type { Instant } from "../../domain/instant.ts";
import { joinSql, type Sql, type SqlValue, sql } from "./sql.ts";
import { wildcardFunction } from "./wildcard-function.ts";

/**
 * The filter as a condition on a row of `session`. It holds exactly where `matches` of the domain
 * does: no column it reads is ever NULL, and a label that is not there makes its comparison false,
 * so the third truth value of SQL cannot arise. Texts compare as UTF-8 bytes, hence by code point.
 */
export function filterSql(node: FilterNode): Sql {
  switch (node.kind) {
    case "everything":
      return sql("TRUE");
    case "and":
    case "or": {
      const operands = joinSql(
        node.operands.map(filterSql),
        node.kind === "and" ? " AND " : " OR ",
      );
      return sql(`(${operands.text})`, ...operands.values);
    }
    case "not": {
      const operand = filterSql(node.operand);
      return sql(`NOT (${operand.text})`, ...operand.values);
    }
    default:
      return comparisonSql(node);
  }
}

const enumSchemas: Readonly<Record<EnumFieldName, DescEnum>> = {
  state: SessionStateSchema,
  mode: SessionModeSchema,
};

// Written out, so that no text of a caller can become part of a statement.
const relations: Readonly<Record<Relation, string>> = {
  "=": "=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function comparisonSql(node: Comparison): Sql {
  switch (node.kind) {
    case "enum": {
      const values = enumSchemas[node.field].values;
      const value = values.find(({ localName }) => localName === node.value);
      if (value === undefined) return sql("FALSE");
      return sql(`session.${columns[node.field]} = ?`, value.number);
    }
    case "text":
      return textSql(node.target, (text) => `${text} ${relations[node.relation]} ?`, node.value);
    case "wildcard": {
      const pieces = JSON.stringify(node.pieces);
      return textSql(node.target, (text) => `${wildcardFunction}(${text}, ?)`, pieces);
    }
    case "label":
      return labelSql(node.key, []);
    case "time":
      return timeSql(columns[node.field], node.relation, node.instant);
  }
}

const columns = {
  state: "state",
  mode: "mode",
  create_time: "create_time",
  update_time: "update_time",
} as const;

function textSql(target: TextTarget, test: (text: string) => string, value: SqlValue): Sql {
  if (target.field === "strategy_id") return sql(test("session.strategy_id"), value);
  return labelSql(target.key, [sql(test("label.value"), value)]);
}

function labelSql(key: string, tests: readonly Sql[]): Sql {
  const found = joinSql(
    [sql("label.session_id = session.session_id"), sql("label.key = ?", key), ...tests],
    " AND ",
  );
  return sql(`EXISTS (SELECT 1 FROM label WHERE ${found.text})`, ...found.values);
}

/** A filter may name any instant of the years 1 to 9999; a column holds 64 bits. */
function timeSql(column: string, relation: Relation, instant: Instant): Sql {
  const fits = BigInt.asIntN(64, instant) === instant;
  if (fits) return sql(`session.${column} ${relations[relation]} ?`, instant);
  const isBefore = relation === "<" || relation === "<=";
  const isTrue = relation !== "=" && isBefore === instant > 0n;
  return sql(isTrue ? "TRUE" : "FALSE");
}

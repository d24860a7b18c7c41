import type Database from "better-sqlite3";
import type { OrderIdentity, OrderName, OrderQuery, OrderRow } from "../order-row.ts";
import type { DrivenSession, Scope } from "../store.ts";
import { type SqlValue, sql } from "./sql.ts";

type OrderBytes = Readonly<{ order_message: Uint8Array }>;

/** A row of the table `orders` as the driver gives it: integers are bigints. */
export type OrderColumns = Readonly<{
  session_id: string;
  order_number: bigint;
  client_order_id: string;
  symbol: string;
  is_open: bigint;
  spec_hash: string;
  order_message: Uint8Array;
}>;

/** A session is named by its id and its scope: what is of another looks like what is missing. */
const ofSession = `session_id = (
  SELECT session_id FROM session WHERE session_id = ? AND tenant = ? AND owner = ?)`;

/** What is read of orders and drivers. */
export class OrderReads {
  readonly #database: Database.Database;
  readonly #byNumber: Database.Statement<SqlValue[], OrderBytes>;
  readonly #byClientId: Database.Statement<SqlValue[], OrderBytes>;
  readonly #ids: Database.Statement<SqlValue[], OrderIdentity>;
  readonly #driven: Database.Statement<[Uint8Array], DrivenColumns>;
  readonly #lists = new Map<string, Database.Statement<SqlValue[], OrderBytes>>();

  constructor(database: Database.Database) {
    this.#database = database;
    const one = `SELECT order_message FROM orders WHERE ${ofSession}`;
    this.#byNumber = database.prepare(`${one} AND order_number = ?`);
    this.#byClientId = database.prepare(`${one} AND client_order_id = ? AND client_order_id <> ''`);
    this.#ids = database.prepare(`
      SELECT order_number AS orderNumber, client_order_id AS clientOrderId, spec_hash AS specHash
      FROM orders WHERE ${ofSession} AND order_number > ? ORDER BY order_number LIMIT ?`);
    this.#driven = database.prepare(`
      SELECT tenant, owner, session_id FROM driver JOIN session USING (session_id)
      WHERE token_hash = ?`);
  }

  readOrder(scope: Scope, sessionId: string, name: OrderName): Uint8Array | undefined {
    const place = [sessionId, scope.tenant, scope.owner];
    const row =
      "orderNumber" in name
        ? this.#byNumber.get(...place, name.orderNumber)
        : this.#byClientId.get(...place, name.clientOrderId);
    return row?.order_message;
  }

  listOrders(scope: Scope, sessionId: string, query: OrderQuery): readonly Uint8Array[] {
    const { before, openOnly, symbol, limit } = query;
    const parts = [
      sql(ofSession, sessionId, scope.tenant, scope.owner),
      ...(before === undefined ? [] : [sql("order_number < ?", before)]),
      ...(openOnly ? [sql("is_open = 1")] : []),
      ...(symbol === "" ? [] : [sql("symbol = ?", symbol)]),
    ];
    const where = parts.map(({ text }) => text).join(" AND ");
    const values = parts.flatMap((part) => part.values);
    const statement = this.#list(`
      SELECT order_message FROM orders WHERE ${where} ORDER BY order_number DESC LIMIT ?`);
    return statement.all(...values, limit).map(({ order_message }) => order_message);
  }

  readOrderIds(
    scope: Scope,
    sessionId: string,
    after: bigint,
    limit: number,
  ): readonly OrderIdentity[] {
    return this.#ids.all(sessionId, scope.tenant, scope.owner, after, limit);
  }

  findDriven(tokenHash: Uint8Array): DrivenSession | undefined {
    const row = this.#driven.get(tokenHash);
    if (row === undefined) return undefined;
    return { scope: { tenant: row.tenant, owner: row.owner }, sessionId: row.session_id };
  }

  /** There are as many texts as ways to fill in a query: eight. */
  #list(text: string): Database.Statement<SqlValue[], OrderBytes> {
    const known = this.#lists.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare<SqlValue[], OrderBytes>(text);
    this.#lists.set(text, statement);
    return statement;
  }
}

type DrivenColumns = Readonly<{ tenant: string; owner: string; session_id: string }>;

/** The row of an order as the index keeps it. */
export function orderRowOf(columns: OrderColumns): OrderRow {
  return {
    sessionId: columns.session_id,
    orderNumber: columns.order_number,
    clientOrderId: columns.client_order_id,
    symbol: columns.symbol,
    isOpen: columns.is_open === 1n,
    specHash: columns.spec_hash,
    order: columns.order_message,
  };
}

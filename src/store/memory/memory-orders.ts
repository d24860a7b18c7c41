import type { OrderIdentity, OrderName, OrderQuery, OrderRow } from "../order-row.ts";
import type { DrivenSession, Scope } from "../store.ts";
import { MemoryTables } from "./memory-tables.ts";

/** Reads of orders and drivers, over all there is. */
export class MemoryOrders extends MemoryTables {
  readOrder(scope: Scope, sessionId: string, name: OrderName): Uint8Array | undefined {
    return this.#ordersIn(scope, sessionId).find((row) =>
      "orderNumber" in name
        ? row.orderNumber === name.orderNumber
        : row.clientOrderId !== "" && row.clientOrderId === name.clientOrderId,
    )?.order;
  }

  listOrders(scope: Scope, sessionId: string, query: OrderQuery): readonly Uint8Array[] {
    const { before, openOnly, symbol, limit } = query;
    return this.#ordersIn(scope, sessionId)
      .filter(({ orderNumber }) => before === undefined || orderNumber < before)
      .filter((row) => (!openOnly || row.isOpen) && (symbol === "" || row.symbol === symbol))
      .reverse()
      .slice(0, limit)
      .map(({ order }) => order);
  }

  readOrderIds(
    scope: Scope,
    sessionId: string,
    after: bigint,
    limit: number,
  ): readonly OrderIdentity[] {
    return this.#ordersIn(scope, sessionId)
      .filter(({ orderNumber }) => orderNumber > after)
      .slice(0, limit)
      .map(({ orderNumber, clientOrderId, specHash }) => ({
        ...{ orderNumber, clientOrderId, specHash },
      }));
  }

  findDriven(tokenHash: Uint8Array): DrivenSession | undefined {
    for (const [sessionId, token] of this.drivers) {
      const row = this.findHead(sessionId);
      if (row === undefined || Buffer.compare(token, tokenHash) !== 0) continue;
      return { scope: { tenant: row.tenant, owner: row.owner }, sessionId };
    }
    return undefined;
  }

  #ordersIn({ tenant, owner }: Scope, sessionId: string): readonly OrderRow[] {
    const row = this.findHead(sessionId);
    return row?.owner === owner && row.tenant === tenant ? this.ordersOf(sessionId) : [];
  }

  /** The orders of a session, by number. */
  ordersOf(sessionId: string): readonly OrderRow[] {
    const rows = [...this.orders.values()].filter((row) => row.sessionId === sessionId);
    return rows.sort((left, right) => Number(left.orderNumber - right.orderNumber));
  }
}

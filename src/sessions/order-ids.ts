import type { ClientOrderIds, KnownOrder } from "../engine/simulation-setup.ts";
import type { Scope, SessionStore } from "../store/store.ts";

/** Ids read at once: a few milliseconds, between which requests have their turn. */
const pageSize = 5_000;

/** The client order ids of a session, in memory while it trades. */
export class OrderIds implements ClientOrderIds {
  readonly #known = new Map<string, KnownOrder>();

  /** Reads those that the store keeps of a session. */
  static async load(store: SessionStore, scope: Scope, sessionId: string): Promise<OrderIds> {
    const ids = new OrderIds();
    for (let after = 0n; ; ) {
      const page = await store.readOrderIds(scope, sessionId, after, pageSize);
      for (const { clientOrderId, orderNumber, specHash } of page) {
        ids.#known.set(clientOrderId, { orderNumber: Number(orderNumber), specHash });
      }
      if (page.length < pageSize) return ids;
      after = page.at(-1)?.orderNumber ?? after;
    }
  }

  find(clientOrderId: string): KnownOrder | undefined {
    return this.#known.get(clientOrderId);
  }

  add(clientOrderId: string, known: KnownOrder): void {
    if (this.#known.has(clientOrderId)) throw new Error(`${clientOrderId} is taken`);
    this.#known.set(clientOrderId, known);
  }

  get size(): number {
    return this.#known.size;
  }
}

import type { Scope, SessionStore } from "../store/store.ts";
import { OrderIds } from "./order-ids.ts";

/**
 * The client order ids of one session. What a run adds to them is there for the next run too; when
 * a commit fails, they are read anew.
 */
export class CellOrderIds {
  readonly #store: SessionStore;
  readonly #scope: Scope;
  readonly #sessionId: string;
  #known: OrderIds | undefined;
  #reading: Promise<OrderIds> | undefined;

  constructor(store: SessionStore, scope: Scope, sessionId: string) {
    this.#store = store;
    this.#scope = scope;
    this.#sessionId = sessionId;
  }

  /** The ids; undefined while they have to be read. */
  get known(): OrderIds | undefined {
    return this.#known;
  }

  /** The ids, read where they have to be. Nothing may be on its way to the store then. */
  async read(): Promise<OrderIds> {
    if (this.#known !== undefined) return this.#known;
    const reading = this.#reading ?? OrderIds.load(this.#store, this.#scope, this.#sessionId);
    this.#reading = reading;
    const ids = await reading;
    if (this.#reading === reading) this.#known = ids;
    return ids;
  }

  /** Forgets what may not be on disk. A session that has no orders has nothing to read. */
  goBack(hasOrders: boolean): void {
    this.#reading = undefined;
    this.#known = hasOrders ? undefined : new OrderIds();
  }
}

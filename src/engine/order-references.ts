/** What an order may refer to: the symbols of the session, its orders and their groups. */
import { Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { Instant } from "../domain/instant.ts";
import type {
  LinkedOrder,
  OrderFacts,
  OrderGroup,
  SymbolFacts,
} from "../domain/order/order-facts.ts";
import { InstrumentFacts } from "./instrument-facts.ts";
import type { WorkingOrder } from "./orders/working-order.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { ClientOrderIds } from "./simulation-setup.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** The references. */
export class OrderReferences implements OrderFacts {
  readonly symbols: readonly string[];
  readonly #parts: SimulationParts;
  readonly #ids: ClientOrderIds;
  readonly #facts: readonly InstrumentFacts[];
  readonly #bySymbol = new Map<string, TradedSymbol>();

  constructor(parts: SimulationParts, ids: ClientOrderIds) {
    this.#parts = parts;
    this.#ids = ids;
    this.symbols = parts.symbols.map(({ symbol }) => symbol);
    this.#facts = parts.symbols.map((each) => new InstrumentFacts(each.instrument, each.units));
    for (const symbol of parts.symbols) this.#bySymbol.set(symbol.symbol, symbol);
  }

  get sessionTimeNs(): Instant | undefined {
    return this.#parts.clock.timeNs;
  }

  /** A symbol of the session; undefined where it is none. */
  traded(symbol: string): TradedSymbol | undefined {
    return this.#bySymbol.get(symbol);
  }

  symbol(symbol: string): SymbolFacts | undefined {
    const traded = this.#bySymbol.get(symbol);
    const facts = traded && this.#facts[traded.index];
    if (traded === undefined || facts === undefined) return undefined;
    const now = this.#parts.clock.timeNs;
    return facts.at({
      lastPrice: traded.hasPrice ? traded.markPrice : undefined,
      hasLaterSession: now === undefined || now < traded.instrument.lastCloseNs,
    });
  }

  order(clientOrderId: string): LinkedOrder | undefined {
    const order = this.#parts.book.byClientId(clientOrderId);
    if (order === undefined) {
      const isKnown = this.#ids.find(clientOrderId) !== undefined;
      return isKnown ? { symbol: undefined, canRelease: false } : undefined;
    }
    const symbol = this.symbols[order.symbol];
    return { symbol, canRelease: order.isOpen || this.#hasJustFilled(order) };
  }

  group(ocoGroup: string): OrderGroup | undefined {
    const order = this.#parts.book.open.find(({ spec }) => spec.ocoGroup === ocoGroup);
    const symbol = order && this.symbols[order.symbol];
    if (order === undefined || symbol === undefined) return undefined;
    return { symbol, side: order.sign > 0 ? Side.BUY : Side.SELL };
  }

  /**
   * An order that ended can be a parent at the barrier of its end only: what is known of it later
   * depends on what was written to the log, and results may not.
   */
  #hasJustFilled(order: WorkingOrder): boolean {
    return order.filledLots > 0 && order.updated.barrier === this.#parts.clock.barrier;
  }
}

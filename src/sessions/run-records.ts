import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { TradingFact } from "../domain/session/command.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { Simulation } from "../engine/simulation.ts";
import type { OrderUpdate } from "../store/order-row.ts";
import type { OrderIds } from "./order-ids.ts";

/**
 * What a simulation made happen since the last hand-over, as the log and the index want it. Orders
 * that ended are known to the simulation until its records are taken, so both are taken together.
 */
export class RunRecords {
  readonly #simulation: Simulation;
  readonly #ids: OrderIds;
  #facts: TradingFact[] = [];
  #orders = new Map<string, OrderUpdate>();

  constructor(simulation: Simulation, ids: OrderIds) {
    this.#simulation = simulation;
    this.#ids = ids;
    simulation.recordUpdates = true;
  }

  /** Facts since the last hand-over. */
  get facts(): readonly TradingFact[] {
    return this.#facts;
  }

  /** The orders that they changed, as they are now. */
  get orders(): readonly OrderUpdate[] {
    return [...this.#orders.values()];
  }

  /** An order that changed since the last hand-over. */
  find(orderNumber: bigint): Order | undefined {
    return this.#orders.get(String(orderNumber))?.order;
  }

  /** Takes what is new, and gives it as a driver is told of it. */
  collect(): readonly TradingUpdate[] {
    const updates = this.#simulation.takeUpdates();
    for (const { update } of updates) {
      if (update.case === "order") this.#change(update.value.orderId, update.value);
      if (update.case === "fill") this.#change(update.value.orderId, undefined);
    }
    const records = this.#simulation.takeRecords();
    // Most slices bring nothing, and pass a million times a second.
    if (updates.length === 0 && records.length === 0) return updates;
    for (const { payload, timeNs } of records) {
      this.#facts.push(timeNs === 0n ? { payload } : { payload, sessionTime: timestampOf(timeNs) });
    }
    return updates;
  }

  /** Everything that was collected goes into a commit now. */
  handOver(): void {
    this.#facts = [];
    this.#orders = new Map();
  }

  #change(orderId: string, told: Order | undefined): void {
    const key = { $typeName: "openbell.v1.OrderKey", key: { case: "orderId", value: orderId } };
    const order = this.#simulation.order(key as Parameters<Simulation["order"]>[0]) ?? told;
    if (order === undefined) throw new Error(`order ${orderId} was filled and is not known`);
    const specHash = this.#ids.find(order.clientOrderId)?.specHash ?? "";
    this.#orders.set(orderId, { order, specHash });
  }
}

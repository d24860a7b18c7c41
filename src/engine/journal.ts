/** What happened in a session, in order: for the log, for the driver and in the digest. */
import { create } from "@bufbuild/protobuf";
import type { Fill, PositionAdjusted } from "../../gen/ts/openbell/v1/order_pb.ts";
import type {
  TradingDayClosed,
  TradingStateChanged,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type TradingUpdate, TradingUpdateSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Instant } from "../domain/instant.ts";
import type { WorkingOrder } from "./orders/working-order.ts";
import { endedOrderLine, extendDigest, fillLine, tradingDayLine } from "./results-digest.ts";
import type { SessionClock } from "./session-clock.ts";
import type { EngineRecord } from "./simulation-setup.ts";

/** The journal of a session. */
export class Journal {
  /** Whether updates are kept for the driver. */
  keepsUpdates = false;
  /** Changes of orders, positions and what is allowed, so far: all but the closes of days. */
  changes = 0;
  /** Digest after the last line. */
  digest: Uint8Array;
  readonly #clock: SessionClock;
  #records: EngineRecord[] = [];
  #updates: TradingUpdate[] = [];

  constructor(clock: SessionClock, digest: Uint8Array) {
    this.#clock = clock;
    this.digest = digest;
  }

  /** An order changed otherwise than by a fill. */
  orderChanged(order: WorkingOrder): void {
    this.changes += 1;
    const value = order.toMessage();
    if (!order.isOpen) this.digest = extendDigest(this.digest, endedOrderLine(value));
    this.#record(order.updated.timeNs, { case: "orderChanged", value });
    this.#update({ case: "order", value });
  }

  /** An order was filled. */
  orderFilled(value: Fill, timeNs: Instant): void {
    this.changes += 1;
    this.digest = extendDigest(this.digest, fillLine(value));
    this.#record(timeNs, { case: "orderFilled", value });
    this.#update({ case: "fill", value });
  }

  /** A split or a dividend changed a position. */
  positionAdjusted(value: PositionAdjusted, timeNs: Instant): void {
    this.changes += 1;
    this.#record(timeNs, { case: "positionAdjusted", value });
    this.#update({ case: "positionAdjusted", value });
  }

  /** A trading day was closed. */
  tradingDayClosed(value: TradingDayClosed): void {
    this.digest = extendDigest(this.digest, tradingDayLine(value));
    this.#record(this.#clock.timeNs, { case: "tradingDayClosed", value });
  }

  /** A risk limit changed which orders are allowed. */
  tradingStateChanged(value: TradingStateChanged): void {
    this.changes += 1;
    this.#record(this.#clock.timeNs, { case: "tradingStateChanged", value });
  }

  /** What was recorded since it was taken last. */
  takeRecords(): readonly EngineRecord[] {
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }

  /** What the driver has to be told since it was taken last. */
  takeUpdates(): readonly TradingUpdate[] {
    const updates = this.#updates;
    if (updates.length > 0) this.#updates = [];
    return updates;
  }

  #record(timeNs: Instant | undefined, payload: EngineRecord["payload"]): void {
    this.#records.push({ timeNs: timeNs ?? 0n, payload });
  }

  #update(update: TradingUpdate["update"]): void {
    if (!this.keepsUpdates) return;
    const barrier = BigInt(this.#clock.barrier);
    this.#updates.push(create(TradingUpdateSchema, { barrier, update }));
  }
}

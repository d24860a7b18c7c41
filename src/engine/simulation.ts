/**
 * A simulation: a market that passes in slices, and the orders, positions and money of one session
 * in it. It has no clock, no chance and does no I/O: equal data and equal commands at equal
 * barriers give equal records and an equal digest, at any pace and through any interruption.
 */
import type { SimulationState } from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import type { Account, Metrics, Position } from "../../gen/ts/openbell/v1/account_pb.ts";
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { StopPolicy, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type {
  CancelOrder,
  IntrabarBand,
  OrderKey,
  PlaceOrder,
  ReplaceOrder,
  TradingUpdate,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { PreviewOrderResponse } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { Instant } from "../domain/instant.ts";
import type { Outcome } from "../domain/rejection.ts";
import {
  accountMessage,
  bandMessage,
  metricsMessage,
  positionMessages,
} from "./account-messages.ts";
import type { MarketFeed } from "./market-feed.ts";
import { findOrder, OrderDesk } from "./order-desk.ts";
import { endByStop, endOfData } from "./session-end.ts";
import { createParts, type SimulationParts } from "./simulation-parts.ts";
import type {
  ClientOrderIds,
  EngineRecord,
  PlaceOutcome,
  SimulationSetup,
} from "./simulation-setup.ts";
import { restoreState, stateOf } from "./simulation-state.ts";
import { type PassageLimit, SlicePassage } from "./slice-passage.ts";

/** What a preview says: the answer of PreviewOrder. */
export type OrderPreview = PreviewOrderResponse;

const oneSlice: PassageLimit = {
  slices: 1,
  untilNs: undefined,
  passedBytes: Number.POSITIVE_INFINITY,
};

/** A simulation. The feed must begin right after the barrier of the state. */
export class Simulation {
  readonly #feed: MarketFeed;
  readonly #parts: SimulationParts;
  readonly #passage: SlicePassage;
  readonly #desk: OrderDesk;

  /**
   * @throws RangeError for an instrument that cannot be counted exactly; Error for a fill model
   * that is not resolved.
   */
  constructor(
    setup: SimulationSetup,
    feed: MarketFeed,
    ids: ClientOrderIds,
    from: SimulationState | undefined,
  ) {
    this.#feed = feed;
    this.#parts = createParts(setup, feed);
    this.#passage = new SlicePassage(this.#parts, feed);
    this.#desk = new OrderDesk(this.#parts, ids);
    if (from !== undefined) restoreState(this.#parts, from);
  }

  /** The last barrier passed; 0 before the first. */
  get barrier(): number {
    return this.#parts.clock.barrier;
  }

  /** Time of that barrier; undefined before the first. */
  get sessionTimeNs(): Instant | undefined {
    return this.#parts.clock.timeNs;
  }

  /** Rows passed, over all series. */
  get bars(): number {
    return this.#parts.counts.bars;
  }

  /** Trading days closed. */
  get tradingDays(): number {
    return this.#parts.counts.tradingDays;
  }

  /** Digest of the results so far, 32 bytes. */
  get digest(): Uint8Array {
    return this.#parts.journal.digest;
  }

  /** Whether `nextTimeNs` and `step` can be asked without loading. */
  get isReady(): boolean {
    return this.#feed.isReady;
  }

  /** Loads data until `isReady`. */
  fill(): Promise<void> {
    return this.#feed.fill();
  }

  /** Time of the next slice; undefined at the end. Only while `isReady`. */
  nextTimeNs(): Instant | undefined {
    return this.#feed.peek()?.timeNs;
  }

  /**
   * Passes the next slice: one barrier. A trading day is closed when the first slice of the next
   * one passes, so that what is done at its last barrier belongs to it. False at the end of the
   * data, where `finish` is due.
   */
  step(): boolean {
    return this.#passage.pass(oneSlice) > 0;
  }

  /**
   * Passes slices as `step` does, until a limit is reached, an order, a position or what is allowed
   * changed, or data has to be loaded. Gives their number; 0 only at the end of the data.
   */
  pass(limit: PassageLimit): number {
    return this.#passage.pass(limit);
  }

  /** Ends at the end of the data: positions by `end_of_data`, then all orders, then the day. */
  finish(): void {
    endOfData(this.#parts, this.#passage);
  }

  /** Ends by a stop: orders and positions by the policy, then the day. */
  stop(policy: StopPolicy): void {
    endByStop(this.#parts, this.#passage, policy);
  }

  /** Lets the data go. */
  close(): Promise<void> {
    return this.#feed.close();
  }

  /** Places an order. `path`: where the command stands in its request, for refusals. */
  place(command: PlaceOrder, path = "order"): PlaceOutcome {
    return this.#desk.place(command, path);
  }

  /** Replaces quantity and prices of an open order. */
  replace(command: ReplaceOrder, path = "replacement"): Outcome<Order> {
    return this.#desk.replace(command, path);
  }

  /** Cancels an open order. */
  cancel(command: CancelOrder, path = "cancel"): Outcome<Order> {
    return this.#desk.cancel(command, path);
  }

  /** Cancels all open orders of a symbol; of all symbols where it is empty. */
  cancelAll(symbol: string): readonly Order[] {
    return this.#desk.cancelAll(symbol);
  }

  /** Says what an order would need and cost, and what is wrong with it. Nothing changes. */
  preview(command: PlaceOrder, path = "order"): OrderPreview {
    return this.#desk.preview(command, path);
  }

  /**
   * The lowest of the lifecycle's and the person's cap. New orders are judged by it at once; open
   * ones that may not add to a position any more are canceled when the next slice passes, so that a
   * pause, in which none does, leaves them as they are.
   */
  allow(cap: TradingState): void {
    this.#parts.gate.allowed = cap;
  }

  /** Takes back the cap of the limits on losses; they are measured from here on. */
  clearRiskCap(): void {
    this.#parts.gate.clear();
  }

  /** The cap of the limits on losses. */
  get riskCap(): TradingState {
    return this.#parts.gate.riskCap;
  }

  /** An order that is open, or ended at this barrier or since `takeRecords` was called last. */
  order(key: OrderKey): Order | undefined {
    return findOrder(this.#parts, key)?.toMessage();
  }

  /** The open orders, by number. */
  openOrders(): readonly Order[] {
    return this.#parts.book.open.map((order) => order.toMessage());
  }

  /** The account at the barrier. */
  account(): Account {
    return accountMessage(this.#parts);
  }

  /** The open positions, in the order of the session's symbols. */
  positions(): readonly Position[] {
    return positionMessages(this.#parts);
  }

  /** The figures at the barrier. */
  metrics(): Metrics {
    return metricsMessage(this.#parts);
  }

  /** What the result hangs on where bars do not say in which order prices came. */
  band(): IntrabarBand {
    return bandMessage(this.#parts);
  }

  /** Whether updates are kept for `takeUpdates`. Off at first. */
  get recordUpdates(): boolean {
    return this.#parts.journal.keepsUpdates;
  }

  set recordUpdates(keeps: boolean) {
    this.#parts.journal.keepsUpdates = keeps;
  }

  /** What happened to orders and positions since it was taken last, for the driver. */
  takeUpdates(): readonly TradingUpdate[] {
    return this.#parts.journal.takeUpdates();
  }

  /** What happened since it was taken last, for the log, in order. */
  takeRecords(): readonly EngineRecord[] {
    this.#parts.book.forgetEnded(this.#parts.clock.barrier);
    return this.#parts.journal.takeRecords();
  }

  /** Everything that is needed to go on, taken between two slices. */
  state(): SimulationState {
    return stateOf(this.#parts);
  }
}

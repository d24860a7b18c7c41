/** An open order as the engine works with it, and the message that clients see of it. */
import { clone } from "@bufbuild/protobuf";
import {
  FillReason,
  type Order,
  type OrderSpec,
  OrderSpecSchema,
  OrderState,
  type OrderStateReason,
  OrderStateSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { type Decimal, parseDecimal } from "../../domain/decimal.ts";
import { enumName } from "../../domain/enum-name.ts";
import type { Instant } from "../../domain/instant.ts";
import { divided, formatMoney, type Money } from "../../domain/money.ts";
import { nextOrderState, type OrderEvent } from "../../domain/order/order-transitions.ts";
import { timestampOf } from "../../domain/timestamp.ts";
import type { InstrumentUnits } from "../instrument-units.ts";

/** A replacement on its way. */
export interface Replacement {
  /** When it arrives. */
  readonly arriveNs: Instant;
  /** The spec afterwards, normalised. */
  readonly spec: OrderSpec;
}

/** When and where something happened to an order. */
export interface OrderMoment {
  readonly barrier: number;
  /** Undefined before the first slice. */
  readonly timeNs: Instant | undefined;
}

/** What an order is made of. */
export interface NewOrder {
  readonly number: number;
  readonly clientOrderId: string;
  /** Place of the symbol in the session's list. */
  readonly symbol: number;
  readonly spec: OrderSpec;
  readonly units: InstrumentUnits;
  readonly placed: OrderMoment;
}

/** An order that is open, or has just ended. Prices are in price units, quantities in lots. */
export class WorkingOrder {
  readonly number: number;
  readonly clientOrderId: string;
  readonly symbol: number;
  readonly units: InstrumentUnits;
  readonly type: OrderType;
  /** 1 to buy, -1 to sell. Price × sign is what the order dislikes: more is worse for it. */
  readonly sign: 1 | -1;
  readonly placed: OrderMoment;
  spec: OrderSpec;
  /** What is wanted; 0 of an order by `buying_power_fraction` until it is filled. */
  lots = 0;
  filledLots = 0;
  /** Σ price × lots of the fills. */
  filledValue = 0n;
  fees: Money = 0n;
  limit: number | undefined;
  /** Of a trailing stop its trigger as it is now. */
  trigger: number | undefined;
  /** Share of the buying power that sizes the order; undefined where a quantity does. */
  fraction: Decimal | undefined;
  /** How far a trailing stop stays behind, as an amount of price or as a share of it. */
  trailAmount: number | undefined;
  trailFraction: Decimal | undefined;
  state: OrderState = OrderState.PENDING_NEW;
  reason: OrderStateReason = 0;
  message = "";
  version = 1;
  updated: OrderMoment;
  triggerNs: Instant | undefined;
  /** Place in the queue of the book, which gives it: a lower one is filled first. */
  place = 0;
  /** From when on it can be filled; undefined for at once. */
  activeNs: Instant | undefined;
  /** End of its time in force; undefined for none. */
  expireNs: Instant | undefined;
  cancelNs: Instant | undefined;
  replacement: Replacement | undefined;
  /** Its first moment has passed: what fills it from now on takes it from the book. */
  hasRested = false;
  isTriggered = false;
  /** Whether a market order waits for an open, and is not filled at a close. */
  takesNextOpen = true;
  /** A volume cap left a part of it over. */
  wasCapped = false;
  /** Can only close: it is reduce-only, or the child of an order of the other side. */
  isExit = false;
  /** Number of its parent; 0 for none. */
  parent = 0;
  /** What the parent's fills let go of, less what other orders of the group were filled with. */
  released = 0;
  parentHasEnded = false;
  /** Why the server closes a position with it; UNSPECIFIED for an order of a client. */
  closingReason: FillReason = FillReason.UNSPECIFIED;

  constructor(order: NewOrder) {
    this.number = order.number;
    this.clientOrderId = order.clientOrderId;
    this.symbol = order.symbol;
    this.units = order.units;
    this.placed = order.placed;
    this.updated = order.placed;
    this.spec = order.spec;
    this.type = order.spec.type;
    this.sign = order.spec.side === Side.BUY ? 1 : -1;
    this.readSpec();
  }

  /** What is wanted and not filled. */
  get leaves(): number {
    return this.lots - this.filledLots;
  }

  /** What may be filled now: of a child only as much as its parent has filled. */
  get fillable(): number {
    if (this.parent === 0) return this.leaves;
    return Math.max(0, Math.min(this.leaves, this.released - this.filledLots));
  }

  get isOpen(): boolean {
    return this.state >= OrderState.PENDING_NEW && this.state <= OrderState.PENDING_CANCEL;
  }

  /** Whether its latency has not passed. */
  get isOnItsWay(): boolean {
    return this.state === OrderState.PENDING_NEW;
  }

  /** Whether the server closes a position with it. */
  get isServers(): boolean {
    return this.closingReason !== FillReason.UNSPECIFIED;
  }

  /** Whether it can be filled but for its time. */
  get isAtWork(): boolean {
    return this.state >= OrderState.NEW && this.state <= OrderState.PENDING_CANCEL;
  }

  /** Whether it is filled at the first moment or not at all. */
  get isImmediate(): boolean {
    const { timeInForce } = this.spec;
    return timeInForce === TimeInForce.IOC || timeInForce === TimeInForce.FOK;
  }

  /** Whether it waits for a price to come to its trigger. */
  get waitsForTrigger(): boolean {
    return !this.isTriggered && this.type >= OrderType.STOP;
  }

  /** Whether it is bounded by a limit, now or once it is triggered. */
  get hasLimit(): boolean {
    return this.limit !== undefined;
  }

  /** Moves to the state that the table of orders says. @throws Error where it has no such row. */
  move(event: OrderEvent, reason: OrderStateReason, at: OrderMoment): void {
    const next = nextOrderState(this.state, event, this.filledLots > 0);
    if (next === undefined) {
      const state = enumName(OrderStateSchema, this.state);
      throw new Error(`order ${this.number} cannot ${event} while ${state}`);
    }
    this.state = next;
    this.reason = reason;
    this.updated = at;
  }

  /** Takes another spec for what is left of it. */
  takeSpec(spec: OrderSpec): void {
    const before = this.spec;
    const { trigger } = this;
    this.spec = spec;
    this.readSpec();
    // A trailing stop that has moved keeps its trigger unless it was given another one.
    if (spec.triggerPrice === before.triggerPrice) this.trigger = trigger;
    if (spec.limitPrice !== before.limitPrice) this.hasRested = false;
  }

  /** Takes quantity and prices from the spec. */
  readSpec(): void {
    const { spec, units } = this;
    const { size, trail } = spec;
    if (size.case === "quantity") this.lots = units.lots(size.value);
    if (size.case === "buyingPowerFraction") this.fraction = decimal(size.value);
    this.limit = spec.limitPrice === "" ? undefined : units.price(spec.limitPrice);
    if (spec.triggerPrice !== "") this.trigger = units.price(spec.triggerPrice);
    this.trailAmount = trail.case === "trailAmount" ? units.price(trail.value) : undefined;
    this.trailFraction = trail.case === "trailFraction" ? decimal(trail.value) : undefined;
  }

  /** Changes what is wanted; the spec says the same afterwards. */
  resize(lots: number): void {
    this.lots = lots;
    if (this.spec.size.case !== "quantity") return;
    const value = this.units.quantityText(lots);
    this.spec = { ...this.spec, size: { case: "quantity", value } };
  }

  /**
   * Converts the order at a split into `units / divisor` new shares for one: quantities are rounded
   * down to lots, prices to the nearest increment, a half to the even one.
   */
  convert(units: bigint, divisor: bigint): void {
    const lotsOf = (lots: number) => Number((BigInt(lots) * units) / divisor);
    const tick = BigInt(this.units.tick);
    const priceOf = (price: number | undefined) =>
      price === undefined
        ? undefined
        : Number(divided(BigInt(price) * divisor, units * tick, "half-even") * tick);
    this.filledLots = lotsOf(this.filledLots);
    this.released = lotsOf(this.released);
    this.limit = priceOf(this.limit);
    this.trigger = priceOf(this.trigger);
    this.trailAmount = priceOf(this.trailAmount);
    this.lots = lotsOf(this.lots);
    this.spec = this.#specWith(this.spec, lotsOf, priceOf);
    if (this.replacement !== undefined) {
      const spec = this.#specWith(this.replacement.spec, lotsOf, priceOf);
      this.replacement = { ...this.replacement, spec };
    }
  }

  #specWith(
    spec: OrderSpec,
    lotsOf: (lots: number) => number,
    priceOf: (price: number) => number | undefined,
  ): OrderSpec {
    const { units } = this;
    const price = (text: string) =>
      text === "" ? "" : units.priceText(priceOf(units.price(text)) ?? 0);
    const next = clone(OrderSpecSchema, spec);
    const { size, trail } = next;
    if (size.case === "quantity") size.value = units.quantityText(lotsOf(units.lots(size.value)));
    if (trail.case === "trailAmount") trail.value = price(trail.value);
    next.limitPrice = price(next.limitPrice);
    next.triggerPrice = price(next.triggerPrice);
    return next;
  }

  /** The order as clients see it. */
  toMessage(): Order {
    const { placed, updated, triggerNs, units } = this;
    // A literal: `create` and a clone of the spec cost ten times as much. The spec can be shared
    // since it is never changed, but only put in place of another.
    const message: Order = {
      $typeName: "openbell.v1.Order",
      orderId: `${this.number}`,
      clientOrderId: this.clientOrderId,
      spec: this.spec,
      state: this.state,
      stateReason: this.reason,
      stateMessage: this.message,
      quantity: units.quantityText(this.lots),
      filledQuantity: units.quantityText(this.filledLots),
      averageFillPrice:
        this.filledLots === 0 ? "" : units.averageText(this.filledValue, this.filledLots),
      fees: formatMoney(this.fees),
      trailTriggerPrice:
        this.type === OrderType.TRAILING_STOP && this.trigger !== undefined
          ? units.priceText(this.trigger)
          : "",
      version: this.version,
      placedBarrier: BigInt(placed.barrier),
      updatedBarrier: BigInt(updated.barrier),
    };
    if (placed.timeNs !== undefined) message.acceptTime = timestampOf(placed.timeNs);
    if (updated.timeNs !== undefined) message.updateTime = timestampOf(updated.timeNs);
    if (triggerNs !== undefined) message.triggerTime = timestampOf(triggerNs);
    return message;
  }
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new RangeError(`${text} is no decimal`);
  return parsed.value;
}

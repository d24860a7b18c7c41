/** Small simulations on bars, quotes or trades that are written by hand. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { SimulationState } from "../../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import {
  AccountModelSchema,
  AccountType,
  FillModelSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  FillReasonSchema,
  type Order,
  OrderSpecSchema,
  OrderStateReasonSchema,
  OrderStateSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { type RiskControls, RiskControlsSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CancelOrderSchema,
  PlaceOrderSchema,
  ReplaceOrderSchema,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import { instantOf } from "../../../src/domain/timestamp.ts";
import { type FeedBatch, MarketFeed } from "../../../src/engine/market-feed.ts";
import { resolveFillModel } from "../../../src/engine/profiles/resolve-fill-model.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import type {
  ClientOrderIds,
  EngineAction,
  EngineRecord,
  KnownOrder,
  SimulationSetup,
} from "../../../src/engine/simulation-setup.ts";

/** Open, high, low, close, volume. */
export type Bar = readonly [number, number, number, number, number];
export type FillModelInit = MessageInitShape<typeof FillModelSchema>;
export type SpecInit = MessageInitShape<typeof OrderSpecSchema>;

const calendar = (() => {
  const found = findCalendar("XNYS");
  if (found === undefined) throw new Error("XNYS is known");
  return found;
})();

/** The trading sessions of New York from 2020-03-02 on; bar n of a daily series is session n. */
export const days = calendar.sessionsBetween(20200302, 20211231);

/** One symbol of a trial. */
export interface TrialSymbol {
  readonly symbol?: string;
  readonly batch: FeedBatch;
  readonly increment?: string;
  readonly quantityIncrement?: string;
  readonly multiplier?: string;
  readonly actions?: readonly EngineAction[];
  readonly hasVolume?: boolean;
}

export interface TrialOptions {
  readonly capital?: string;
  readonly fillModel?: FillModelInit;
  readonly account?: MessageInitShape<typeof AccountModelSchema>;
  readonly risk?: MessageInitShape<typeof RiskControlsSchema>;
  readonly from?: SimulationState;
  readonly ids?: ClientOrderIds;
  readonly beside?: readonly { readonly symbol: number; readonly batch: FeedBatch }[];
}

/** Daily bars, from one day on. */
export function dailyBars(bars: readonly Bar[], firstDay = 0): FeedBatch {
  const sessions = days.slice(firstDay, firstDay + bars.length);
  const column = (index: number) => Float64Array.from(bars, (bar) => bar[index] ?? 0);
  return {
    kind: "bars",
    length: bars.length,
    timeNs: BigInt64Array.from(sessions, ({ openNs }) => openNs),
    knownNs: BigInt64Array.from(sessions, ({ closeNs }) => closeNs),
    date: Int32Array.from(sessions, ({ date }) => date),
    prices: [column(0), column(1), column(2), column(3)],
    quantities: [column(4)],
    sides: new Int32Array(),
  };
}

/** Bars of a minute of the first day. */
export function minuteBars(bars: readonly Bar[]): FeedBatch {
  const openNs = days[0]?.openNs ?? 0n;
  const at = (row: number) => openNs + BigInt(row) * 60_000_000_000n;
  return {
    ...dailyBars(bars),
    length: bars.length,
    timeNs: BigInt64Array.from(bars, (_, row) => at(row)),
    knownNs: BigInt64Array.from(bars, (_, row) => at(row + 1)),
    date: new Int32Array(bars.length).fill(days[0]?.date ?? 0),
  };
}

/** Ticks of the first day, a second apart: quotes as bid and ask, or trades as price and size. */
export function ticks(kind: "quotes" | "trades", rows: readonly (readonly [number, number])[]) {
  const openNs = days[0]?.openNs ?? 0n;
  const times = BigInt64Array.from(rows, (_, row) => openNs + BigInt(row + 1) * 1_000_000_000n);
  const first = Float64Array.from(rows, ([value]) => value);
  const second = Float64Array.from(rows, ([, value]) => value);
  const hundred = new Float64Array(rows.length).fill(100);
  const batch: FeedBatch = {
    kind,
    length: rows.length,
    timeNs: times,
    knownNs: times,
    date: new Int32Array(rows.length).fill(days[0]?.date ?? 0),
    prices: kind === "quotes" ? [first, second] : [first],
    quantities: kind === "quotes" ? [hundred, hundred] : [second],
    sides: new Int32Array(rows.length),
  };
  return batch;
}

async function* once(batch: FeedBatch): AsyncGenerator<FeedBatch> {
  if (batch.length > 0) yield batch;
}

/** Client order ids in memory. */
export function newIds(): ClientOrderIds & { readonly known: Map<string, KnownOrder> } {
  const known = new Map<string, KnownOrder>();
  return {
    known,
    find: (id) => known.get(id),
    add: (id, order) => void known.set(id, order),
    get size() {
      return known.size;
    },
  };
}

export function setupOf(symbols: readonly TrialSymbol[], options: TrialOptions): SimulationSetup {
  const resolved = resolveFillModel(create(FillModelSchema, options.fillModel ?? {}), "fill_model");
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.violations));
  const risk: RiskControls | undefined =
    options.risk && create(RiskControlsSchema, options.risk as object);
  return {
    currency: "USD",
    initialCapital: options.capital ?? "100000",
    fillModel: resolved.model,
    account: create(AccountModelSchema, {
      type: AccountType.MARGIN,
      initialMargin: "1",
      maintenanceMargin: "0",
      ...options.account,
    } as object),
    riskControls: risk,
    instruments: symbols.map((each, index) => ({
      symbol: each.symbol ?? "ABC",
      priceIncrement: each.increment ?? "0.01",
      quantityIncrement: each.quantityIncrement ?? "1",
      minQuantity: each.quantityIncrement ?? "1",
      minNotional: "",
      multiplier: each.multiplier ?? "1",
      calendar,
      lastCloseNs: days.at(-1)?.closeNs ?? 0n,
      actions: each.actions ?? [],
      fillSeries: index,
      hasVolume: each.hasVolume ?? true,
    })),
    ordersMax: 0,
  };
}

/** A simulation on one symbol or several, ready to step. */
export async function simulate(
  input: FeedBatch | readonly TrialSymbol[],
  options: TrialOptions = {},
): Promise<Simulation> {
  const symbols = "kind" in input ? [{ batch: input }] : input;
  const all = [
    ...symbols.map(({ batch }, symbol) => ({ symbol, batch })),
    ...(options.beside ?? []),
  ];
  const series = all.map(({ symbol, batch }) => ({
    symbol,
    kind: batch.kind,
    interval: batch.kind === "bars" || batch.kind === "quote_bars" ? "1d" : "tick",
    batches: once(batch),
  }));
  const feed = new MarketFeed(series, options.from?.sessionTimeNs);
  const ids = options.ids ?? newIds();
  const simulation = new Simulation(setupOf(symbols, options), feed, ids, options.from);
  await simulation.fill();
  return simulation;
}

let ids = 0;

/** Places an order that must be taken. */
export function place(simulation: Simulation, spec: SpecInit, id = `order-${++ids}`): Order {
  const outcome = simulation.place(
    create(PlaceOrderSchema, { clientOrderId: id, spec: specOf(spec) }),
  );
  if (!outcome.ok) throw new Error(outcome.rejection.message);
  if (!("order" in outcome)) throw new Error("the order ended long ago");
  return outcome.order;
}

export function specOf(spec: SpecInit) {
  return create(OrderSpecSchema, { symbol: "ABC", ...spec } as SpecInit);
}

/** A size in the short form of a spec. */
export const quantity = (value: string | number) =>
  ({ case: "quantity", value: `${value}` }) as const;

/** Specs in short. */
export const buy = (lots: number, more: SpecInit = {}): SpecInit => ({
  side: Side.BUY,
  type: OrderType.MARKET,
  size: quantity(lots),
  ...more,
});
export const sell = (lots: number, more: SpecInit = {}): SpecInit => ({
  ...buy(lots, more),
  side: Side.SELL,
});
export const limit = (price: string) =>
  ({ type: OrderType.LIMIT, limitPrice: price, timeInForce: TimeInForce.GTC }) as const;
export const stop = (price: string) =>
  ({ type: OrderType.STOP, triggerPrice: price, timeInForce: TimeInForce.GTC }) as const;

export function cancel(simulation: Simulation, id: string) {
  return simulation.cancel(
    create(CancelOrderSchema, { order: { key: { case: "clientOrderId", value: id } } }),
  );
}

export function replace(
  simulation: Simulation,
  id: string,
  change: { quantity?: string; limitPrice?: string; triggerPrice?: string },
) {
  const order = { key: { case: "clientOrderId", value: id } } as const;
  return simulation.replace(create(ReplaceOrderSchema, { order, ...change }));
}

/** Passes so many slices. */
export async function steps(simulation: Simulation, count: number): Promise<void> {
  for (let step = 0; step < count; step++) {
    if (!simulation.isReady) await simulation.fill();
    simulation.step();
  }
}

/** What was recorded, one line each: `BUY 10 @ 100 NEXT_OPEN`, `CANCELED OCO`. */
export function lines(records: readonly EngineRecord[]): readonly string[] {
  return records.map(({ payload }) => {
    if (payload.case === "orderFilled") {
      const { side, quantity: lots, price, reason, volumeCapped } = payload.value;
      const capped = volumeCapped ? " capped" : "";
      const name = enumName(FillReasonSchema, reason);
      return `${side === Side.BUY ? "BUY" : "SELL"} ${lots} @ ${price} ${name}${capped}`;
    }
    if (payload.case === "orderChanged") {
      const { orderId, state, stateReason } = payload.value;
      const why = enumName(OrderStateReasonSchema, stateReason);
      return `${orderId} ${enumName(OrderStateSchema, state)} ${why}`;
    }
    if (payload.case === "positionAdjusted") {
      const { action, quantity: lots, cash } = payload.value;
      return `${action.case} ${action.value} -> ${lots}, ${cash}`;
    }
    if (payload.case === "tradingDayClosed") return `day ${payload.value.date}`;
    return `${payload.case} ${payload.value.reason}`;
  });
}

/** The fills alone, in the same form. */
export function fills(simulation: Simulation): readonly string[] {
  return lines(simulation.takeRecords().filter(({ payload }) => payload.case === "orderFilled"));
}

/** The times of the fills. */
export function fillTimes(records: readonly EngineRecord[]): readonly bigint[] {
  return records.flatMap(({ payload }) => {
    if (payload.case !== "orderFilled" || payload.value.fillTime === undefined) return [];
    return [instantOf(payload.value.fillTime)];
  });
}

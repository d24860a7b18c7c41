/** Reads what a session holds and did, as it is on disk. */
import { create } from "@bufbuild/protobuf";
import type { Account, Position } from "../../gen/ts/openbell/v1/account_pb.ts";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type Fill,
  type Order,
  OrderType,
  TimeInForce,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type OrderKey,
  type SessionCapabilities,
  SessionCapabilitiesSchema,
  TradableSymbolSchema,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import { quote } from "../domain/quote.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { OrderName, OrderQuery } from "../store/order-row.ts";
import type { LogSelection, Scope, SessionStore } from "../store/store.ts";
import { foreignSymbol } from "./driving-refusals.ts";
import { openMarketSource } from "./market-source.ts";
import { sessionNotFound } from "./request-ledger.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SessionRegistry } from "./session-registry.ts";
import type { SimulationRun } from "./simulation-run.ts";
import { simulationSpecOf } from "./simulation-spec.ts";
import { standingRun } from "./standing-run.ts";

/** Most commands in a turn. */
export const commandsPerTurnMax = 1_000;

/** Where a page of fills goes on: behind so many fills of the record with this revision. */
export interface FillPosition {
  readonly revision: bigint;
  readonly fills: number;
}

/** A page of fills. */
export interface FillPage {
  readonly fills: readonly Fill[];
  /** Where the next page begins; undefined on the last. */
  readonly next: FillPosition | undefined;
}

const logPage = { records: 250, bytes: 1_024 * 1_024 };

/** The queries. */
export class TradingQueries {
  readonly #store: SessionStore;
  readonly #registry: SessionRegistry;

  constructor(store: SessionStore, registry: SessionRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /** An order by either of its ids. */
  async order(scope: Scope, sessionId: string, key: OrderKey): Promise<Outcome<Order>> {
    const flushed = await this.#flush(scope, sessionId);
    if (!flushed.ok) return flushed;
    const name = orderName(key);
    const order = name && (await this.#store.readOrder(scope, sessionId, name));
    return order === undefined ? refuse(orderNotFound(key)) : fulfil(order);
  }

  /** Orders, newest first. */
  async orders(
    scope: Scope,
    sessionId: string,
    query: OrderQuery,
  ): Promise<Outcome<readonly Order[]>> {
    const flushed = await this.#flush(scope, sessionId);
    if (!flushed.ok) return flushed;
    const { symbol } = query;
    const stored = symbol === "" ? undefined : await this.#store.readSession(scope, sessionId);
    const refused = stored && foreignSymbol(stored.session, symbol, "symbol");
    if (refused !== undefined) return refuse(refused);
    return fulfil(await this.#store.listOrders(scope, sessionId, query));
  }

  /** Fills in the order in which they happened, of one order where its id is not empty. */
  async fills(
    scope: Scope,
    sessionId: string,
    asked: {
      readonly after: FillPosition | undefined;
      readonly orderId: string;
      readonly limit: number;
    },
  ): Promise<Outcome<FillPage>> {
    const flushed = await this.#flush(scope, sessionId);
    if (!flushed.ok) return flushed;
    const { after, orderId, limit } = asked;
    const kinds = [EventKind.FILLS];
    const selection: LogSelection = { sessionIds: [sessionId], modes: [], strategyIds: [], kinds };
    const fills: Fill[] = [];
    let revision = (after?.revision ?? 1n) - 1n;
    let skip = after?.fills ?? 0;
    for (;;) {
      const page = await this.#store.readLog(scope, selection, revision, logPage);
      for (const record of page.records) {
        let count = 0;
        for (const { payload } of record.decode().events) {
          if (payload.case !== "orderFilled") continue;
          count += 1;
          const isBehind = after?.revision === record.revision && count <= skip;
          if (isBehind || (orderId !== "" && payload.value.orderId !== orderId)) continue;
          if (fills.length === limit) {
            return fulfil({ fills, next: { revision: record.revision, fills: count - 1 } });
          }
          fills.push(payload.value);
        }
      }
      if (page.caughtUp) return fulfil({ fills, next: undefined });
      revision = page.scannedTo;
      skip = 0;
      await new Promise<void>((resolve) => this.#registry.surroundings.clock.yieldTo(resolve));
    }
  }

  /** The open positions, and the barrier at which they were so. */
  async positions(
    scope: Scope,
    sessionId: string,
  ): Promise<Outcome<{ readonly positions: readonly Position[]; readonly barrier: number }>> {
    return this.#look(scope, sessionId, ({ simulation }) => ({
      positions: simulation.positions(),
      barrier: simulation.barrier,
    }));
  }

  /** The account. Of a session that does not run it is kept, whatever became of its data. */
  async account(scope: Scope, sessionId: string): Promise<Outcome<Account>> {
    if (this.#registry.findRunning(scope, sessionId) === undefined) {
      const stored = await this.#store.readSession(scope, sessionId);
      const { state, account } = stored?.session.status ?? {};
      if (account !== undefined && state !== SessionState.RUNNING) return fulfil(account);
    }
    return this.#look(scope, sessionId, ({ simulation }) => simulation.account());
  }

  /** What orders the session takes. */
  async capabilities(scope: Scope, sessionId: string): Promise<Outcome<SessionCapabilities>> {
    const stored = await this.#store.readSession(scope, sessionId);
    if (stored === undefined) return refuse(sessionNotFound(sessionId));
    const { session } = stored;
    const { catalog, ordersMax } = this.#registry.surroundings;
    const { feed, instruments } = openMarketSource(catalog, session, undefined);
    await feed.close();
    const { fillModel, account } = simulationSpecOf(session);
    const { riskControls, currency = "" } = session.spec ?? {};
    const capabilities = create(SessionCapabilitiesSchema, {
      orderTypes,
      timesInForce,
      fillModel,
      account,
      ...(riskControls === undefined ? {} : { riskControls }),
      symbols: instruments.map((each) => {
        const series = feed.series[each.fillSeries];
        const isBars = series?.kind === "bars" || series?.kind === "quote_bars";
        return create(TradableSymbolSchema, {
          symbol: each.symbol,
          priceIncrement: each.priceIncrement,
          quantityIncrement: each.quantityIncrement,
          minQuantity: each.minQuantity,
          minNotional: each.minNotional,
          multiplier: each.multiplier,
          currency,
          filledBy: isBars ? `${series.kind} ${series.interval}` : (series?.kind ?? ""),
        });
      }),
      ordersMax,
      commandsPerTurnMax,
    });
    return fulfil(capabilities);
  }

  /** Brings to the disk what a running session did; what was answered is so found. */
  async #flush(scope: Scope, sessionId: string): Promise<Outcome<void>> {
    const cell = this.#registry.findRunning(scope, sessionId);
    if (cell === undefined) {
      const stored = await this.#store.readSession(scope, sessionId);
      return stored === undefined ? refuse(sessionNotFound(sessionId)) : fulfil(undefined);
    }
    await this.#look(scope, sessionId, (run) => commitNews(cell, run));
    return fulfil(undefined);
  }

  async #look<T>(
    scope: Scope,
    sessionId: string,
    read: (run: SimulationRun) => T,
  ): Promise<Outcome<Awaited<T>>> {
    const { surroundings } = this.#registry;
    const found = await this.#registry.use(scope, sessionId, (cell) =>
      standingRun(cell, surroundings, async (run) => {
        const value = read(run);
        if (!run.isResting) await commitNews(cell, run);
        return value;
      }),
    );
    return found ?? refuse(sessionNotFound(sessionId));
  }
}

async function commitNews(cell: SessionCell, run: SimulationRun): Promise<void> {
  if (run.hasNews) await cell.change(() => ({ accepted: true, events: [] }));
  else await cell.settled();
}

function orderName({ key }: OrderKey): OrderName | undefined {
  if (key.case === "clientOrderId") return { clientOrderId: key.value };
  // What is no number is the id of no order.
  return /^[1-9]\d{0,14}$/.test(key.value ?? "")
    ? { orderNumber: BigInt(key.value ?? "") }
    : undefined;
}

function orderNotFound({ key }: OrderKey): Rejection {
  const name = key.case === "clientOrderId" ? "client_order_id" : "order_id";
  const value = key.value ?? "";
  return {
    reason: ErrorReason.ORDER_NOT_FOUND,
    message: `the session has no order with ${name} ${quote(value)}`,
    metadata: { order_id: "", client_order_id: "", [name]: value },
  };
}

const orderTypes = [
  OrderType.MARKET,
  OrderType.LIMIT,
  OrderType.STOP,
  OrderType.STOP_LIMIT,
  OrderType.TRAILING_STOP,
];
const timesInForce = [
  TimeInForce.DAY,
  TimeInForce.GTC,
  TimeInForce.GTD,
  TimeInForce.IOC,
  TimeInForce.FOK,
];

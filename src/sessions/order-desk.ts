/**
 * Orders from outside: of people, and of bots that follow the feed. They act at the barrier where
 * the session stands between two turns, and are answered when they are on disk.
 */
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CancelOrder, PlaceOrder, ReplaceOrder } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { fulfil, type Outcome, type Rejection, reasonName, refuse } from "../domain/rejection.ts";
import { sessionDeleted } from "../domain/session/decide.ts";
import type { OrderPreview } from "../engine/simulation.ts";
import type { PlaceOutcome } from "../engine/simulation-setup.ts";
import type { Scope } from "../store/store.ts";
import { foreignSymbol, sessionNotTrading, tooManyUntold, wentBack } from "./driving-refusals.ts";
import { orderWithoutState, withState } from "./ended-order.ts";
import { sessionNotFound } from "./request-ledger.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { lockstepOf } from "./session-runner.ts";
import type { SimulationRun } from "./simulation-run.ts";
import { standingRun } from "./standing-run.ts";

/** Orders of one answer to CancelAllOrders. */
const canceledMost = 1_000;

/** Where an order comes from. */
export interface OrderSource {
  readonly scope: Scope;
  readonly sessionId: string;
  /** The session's own driver sent it: what it knows is clamped to the barrier. */
  readonly isDriver: boolean;
}

/** States in which orders may be changed; the trading state then says which. */
const tradingStates: readonly SessionState[] = [
  SessionState.RUNNING,
  SessionState.PAUSED,
  SessionState.SUSPENDED,
];

/** The desk. */
export class OrderDesk {
  readonly #registry: SessionRegistry;

  constructor(registry: SessionRegistry) {
    this.#registry = registry;
  }

  /** Places an order; the order as it is then. */
  async place(source: OrderSource, command: PlaceOrder): Promise<Outcome<Order>> {
    return this.#trade(source, async (run, commit) => {
      const placed = run.simulation.place(command);
      if (!placed.ok) return commit(refuse(placed.rejection));
      const outcome = await commit(fulfil(placed));
      return outcome.ok ? orderOf(run.cell, outcome.value) : outcome;
    });
  }

  /** Replaces what is open of an order. */
  replace(source: OrderSource, command: ReplaceOrder): Promise<Outcome<Order>> {
    return this.#trade(source, (run, commit) => commit(run.simulation.replace(command)));
  }

  /** Cancels what is open of an order. */
  cancel(source: OrderSource, command: CancelOrder): Promise<Outcome<Order>> {
    return this.#trade(source, (run, commit) => commit(run.simulation.cancel(command, "order")));
  }

  /** Cancels all open orders of a symbol; of all where it is empty. Gives the first thousand. */
  cancelAll(source: OrderSource, symbol: string): Promise<Outcome<readonly Order[]>> {
    return this.#trade(source, (run, commit) => {
      const refused = foreignSymbol(run.session, symbol, "symbol");
      if (refused !== undefined) return commit(refuse(refused));
      return commit(fulfil(run.simulation.cancelAll(symbol).slice(0, canceledMost)));
    });
  }

  /** Says what an order would need and cost. Nothing changes. */
  preview(source: OrderSource, command: PlaceOrder): Promise<Outcome<OrderPreview>> {
    return this.#stand(source, async (run) => fulfil(run.simulation.preview(command)));
  }

  #trade<T>(source: OrderSource, act: Act<T>): Promise<Outcome<T>> {
    return this.#stand(source, (run) => {
      // Before the run is told: what it did once would have to be undone with all that it did.
      this.#registry.surroundings.admit();
      const untold = lockstepOf(run)?.untold;
      if (untold?.isFull) return Promise.resolve(refuse(tooManyUntold(untold.most)));
      return act(run, (judged) => committed(run, judged, source.isDriver));
    });
  }

  /** Hands over a run that takes orders, while it stands at a barrier. */
  async #stand<T>(
    { scope, sessionId, isDriver }: OrderSource,
    act: (run: SimulationRun) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const outcome = await this.#registry.use(scope, sessionId, async (cell) => {
      const stood = await standingRun(cell, this.#registry.surroundings, (run) => {
        const refused = refusalOf(cell.newest);
        return refused === undefined ? act(run) : committed<T>(run, refuse(refused), isDriver);
      });
      return stood.ok ? stood.value : stood;
    });
    return outcome ?? refuse(sessionNotFound(sessionId));
  }
}

function refusalOf(session: Session | undefined): Rejection | undefined {
  if (session?.deleteTime) return sessionDeleted(session, session.deleteTime);
  const state = session?.status?.state ?? SessionState.UNSPECIFIED;
  return session && !tradingStates.includes(state) ? sessionNotTrading(session) : undefined;
}

/** Does something with a run; `commit` answers when that is on disk. */
type Act<T> = (
  run: SimulationRun,
  commit: <V>(judged: Outcome<V>) => Promise<Outcome<V>>,
) => Promise<Outcome<T>>;

/** A refusal writes nothing, but tells of nothing either that is not on disk. */
async function committed<T>(
  run: SimulationRun,
  judged: Outcome<T>,
  isDriver: boolean,
): Promise<Outcome<T>> {
  const { cell } = run;
  if (judged.ok && !isDriver) run.memory = { ...run.memory, hadOutsideOrders: true };
  if (judged.ok || run.hasNews) {
    cell.run = run;
    const change = await cell.change(() => ({ accepted: true, events: [] }));
    if (change.outcome === "refused") return refuse(change.rejection);
  } else if (!(await cell.settled())) return refuse(wentBack(cell.sessionId));
  if (judged.ok) return judged;
  const { rejection } = judged;
  const number = orderWithoutState({ ...rejection, reason: reasonName(rejection.reason) });
  const order = number && (await cell.readOrder(number));
  return order ? refuse({ ...rejection, ...withState(rejection, order) }) : judged;
}

async function orderOf(
  cell: SessionCell,
  placed: Extract<PlaceOutcome, { ok: true }>,
): Promise<Outcome<Order>> {
  if ("order" in placed) return fulfil(placed.order);
  const order = await cell.readOrder(BigInt(placed.repeats));
  if (order === undefined) throw new Error(`order ${placed.repeats} is known and not stored`);
  return fulfil(order);
}

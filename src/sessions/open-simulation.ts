/** Opens the simulation of a session where its checkpoint ends. */
import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { Simulation } from "../engine/simulation.ts";
import type { SimulationSetup } from "../engine/simulation-setup.ts";
import type { MarketCatalog, MarketSource } from "./market-source.ts";
import { openMarketSource } from "./market-source.ts";
import type { OrderIds } from "./order-ids.ts";
import { checkEngine } from "./run-checkpoint.ts";
import { simulationSpecOf } from "./simulation-spec.ts";

/** What a simulation has besides its session. */
export interface OpeningTerms {
  /** The client order ids of the session. */
  readonly ids: OrderIds;
  /** Most orders in its life. */
  readonly ordersMax: number;
}

/** A simulation and the data it runs on. */
export interface OpenSimulation {
  readonly simulation: Simulation;
  readonly source: MarketSource;
}

/**
 * Opens a simulation; reading its data happens later, in `Simulation.fill`.
 * @throws CatalogError where there is no data; DataChangedError when it is another than before;
 *   EngineChangedError when the run began under another version of the engine.
 */
export function openSimulation(
  catalog: MarketCatalog,
  session: Session,
  checkpoint: RunCheckpoint | undefined,
  { ids, ordersMax }: OpeningTerms,
): OpenSimulation {
  checkEngine(checkpoint);
  const from = checkpoint?.simulation;
  const source = openMarketSource(
    catalog,
    session,
    from && { sessionTimeNs: from.sessionTimeNs, dataVersion: checkpoint?.dataVersion ?? "" },
  );
  const setup = simulationSetup(session, source, ordersMax);
  return { source, simulation: new Simulation(setup, source.feed, ids, from) };
}

function simulationSetup(
  session: Session,
  { instruments }: MarketSource,
  ordersMax: number,
): SimulationSetup {
  const { fillModel, account } = simulationSpecOf(session);
  const { currency = "", initialCapital = "", riskControls } = session.spec ?? {};
  return { currency, initialCapital, riskControls, fillModel, account, instruments, ordersMax };
}

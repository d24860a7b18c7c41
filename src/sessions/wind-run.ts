/** What a change of a session makes of its run. */
import { StopPolicy } from "../../gen/ts/openbell/v1/session_pb.ts";
import { CatalogError } from "../market/catalog.ts";
import { DataChangedError } from "./data-version.ts";
import type { RunSurroundings } from "./run-surroundings.ts";
import type { SessionCell } from "./session-cell.ts";
import { openedRun, restRun, rests } from "./session-runner.ts";
import { SimulationRun } from "./simulation-run.ts";

/**
 * What has to be waited for before the run of a session, or one for a session that rests, can be
 * wound. Undefined where there is nothing: commands that come together keep their order then.
 */
export function untilWindable(cell: SessionCell): Promise<unknown> | undefined {
  const lacksIds = rests(cell.newest) && cell.orderIds.known === undefined;
  if (lacksIds) return cell.settled().then(() => cell.orderIds.read());
  return cell.run === undefined || cell.run instanceof SimulationRun ? undefined : openedRun(cell);
}

/** Ends what is under way at the barrier where it stands. */
export function windDown({ run }: SessionCell): void {
  if (run instanceof SimulationRun) run.drive?.wind();
}

/**
 * The same, and what a stop does to what is open: as it says, or as the spec does. A session whose
 * clock stands still is stopped where it stands; where its data is gone, so are its prices, and
 * what is open stays as it is.
 */
export function windUp(cell: SessionCell, surroundings: RunSurroundings, asked: StopPolicy): void {
  windDown(cell);
  const run = cell.run instanceof SimulationRun ? cell.run : restIfOpen(cell, surroundings);
  run?.simulation.stop(policyOf(cell, asked));
}

/** Tells the run what a person allows now; the cap of the risk limits is cleared. */
export function capRun({ run, newest }: SessionCell): void {
  if (!(run instanceof SimulationRun)) return;
  run.allow(newest?.status);
  run.simulation.clearRiskCap();
}

function policyOf({ newest }: SessionCell, asked: StopPolicy): StopPolicy {
  if (asked !== StopPolicy.UNSPECIFIED) return asked;
  const usual = newest?.spec?.stopPolicy ?? StopPolicy.UNSPECIFIED;
  return usual === StopPolicy.UNSPECIFIED ? StopPolicy.CANCEL_ORDERS : usual;
}

/** A run for a session whose clock stands still, if it has anything that a stop could end. */
function restIfOpen(cell: SessionCell, surroundings: RunSurroundings): SimulationRun | undefined {
  const { newest, checkpoint } = cell;
  const { known } = cell.orderIds;
  const { openOrders = [], symbols = [] } = checkpoint?.simulation ?? {};
  const hasOpen = openOrders.length > 0 || symbols.some(({ held }) => held.length > 0);
  if (newest === undefined || known === undefined || !rests(newest) || !hasOpen) return undefined;
  try {
    return restRun(cell, newest, surroundings, known);
  } catch (error) {
    if (error instanceof CatalogError || error instanceof DataChangedError) return undefined;
    throw error;
  }
}

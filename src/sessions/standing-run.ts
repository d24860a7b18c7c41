import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import { CatalogError } from "../market/catalog.ts";
import { DataChangedError } from "./data-version.ts";
import { heldBack } from "./held-run.ts";
import { EngineChangedError } from "./run-checkpoint.ts";
import type { RunSurroundings } from "./run-surroundings.ts";
import type { SessionCell } from "./session-cell.ts";
import { lockstepOf, openedRun } from "./session-runner.ts";
import { SimulationRun } from "./simulation-run.ts";

/**
 * Hands the run of a session to a task while it stands at a barrier: between two turns of its
 * driver, between two slices of a replay, or where a session that does not run has come to. The
 * task does what it does before its first wait. Refused where the data of the session is gone, or
 * the run began under another engine.
 */
export async function standingRun<T>(
  cell: SessionCell,
  surroundings: RunSurroundings,
  task: (run: SimulationRun) => T,
): Promise<Outcome<Awaited<T>>> {
  const run = await atBarrier(cell);
  if (run !== undefined) return fulfil(await task(run));
  const session = cell.newest;
  const { known } = cell.orderIds;
  if (session === undefined || known === undefined) throw new Error(`${cell.sessionId} is gone`);
  if (isRunning(session)) {
    return refuse(heldBack(cell.sessionId, surroundings));
  }
  const opened = rest(cell, session, surroundings, known);
  if (!opened.ok) return opened;
  try {
    return fulfil(await task(opened.value));
  } finally {
    if (cell.run === opened.value) cell.run = undefined;
    opened.value.halt("changed");
  }
}

/** The run where it stands; undefined where there is none, with the ids of the cell read. */
async function atBarrier(cell: SessionCell): Promise<SimulationRun | undefined> {
  for (;;) {
    const run = await openedRun(cell);
    const drive = lockstepOf(run);
    if (run !== undefined && !drive?.isMidTurn) return run;
    if (run !== undefined) await drive?.betweenTurns();
    // Its start, or its going on, is on its way to the disk, and the run begins with that.
    else if (cell.isBusy && isRunning(cell.newest)) await cell.settled();
    else if (cell.orderIds.known !== undefined) return undefined;
    else {
      await cell.settled();
      await cell.orderIds.read();
    }
  }
}

function isRunning(session: SessionCell["newest"]): boolean {
  return session?.status?.state === SessionState.RUNNING;
}

function rest(...[cell, session, surroundings, ids]: RestArguments): Outcome<SimulationRun> {
  try {
    return fulfil(new SimulationRun(cell, session, surroundings, ids, true));
  } catch (error) {
    if (error instanceof CatalogError || error instanceof DataChangedError) {
      return refuse(dataUnavailable(cell.sessionId));
    }
    if (error instanceof EngineChangedError) return refuse(engineChanged(cell.sessionId, error));
    throw error;
  }
}

type RestArguments = [
  SessionCell,
  NonNullable<SessionCell["newest"]>,
  RunSurroundings,
  NonNullable<SessionCell["orderIds"]["known"]>,
];

function engineChanged(sessionId: string, { message }: EngineChangedError): Rejection {
  const reason = ErrorReason.ENGINE_CHANGED;
  return { reason, message: `${sessionId}: ${message}`, metadata: { session_id: sessionId } };
}

function dataUnavailable(sessionId: string): Rejection {
  return {
    reason: ErrorReason.DATA_UNAVAILABLE,
    message: `the market data of ${sessionId} is not there, or not as it was`,
    metadata: { session_id: sessionId },
  };
}

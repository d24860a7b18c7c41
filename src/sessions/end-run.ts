import { create } from "@bufbuild/protobuf";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { SessionErrorSchema, StateReason } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { reasonName } from "../domain/rejection.ts";
import type { SessionCommand } from "../domain/session/command.ts";
import { decide } from "../domain/session/decide.ts";
import { CatalogError } from "../market/catalog.ts";
import { StoreError } from "../store/store-error.ts";
import { DataChangedError } from "./data-version.ts";
import { EngineChangedError } from "./run-checkpoint.ts";
import { serverContext } from "./server-context.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SimulationRun } from "./simulation-run.ts";

/** What ending a session needs. */
export interface EndParts {
  readonly clock: Clock;
  readonly reportError: (message: string, error: unknown) => void;
}

/** Completes the session of a run whose data has ended. `finished` is called before the commit. */
export async function completeRun(
  run: SimulationRun,
  finished: () => void = () => {},
): Promise<void> {
  const { cell, simulation, surroundings } = run;
  const context = serverContext(surroundings.clock);
  const prepare = () => {
    simulation.finish();
    finished();
  };
  try {
    await cell.change((session) => decide(session, { type: "Complete" }, context), { prepare });
  } catch (error) {
    await endUncommitted(run, error);
  }
}

/**
 * What becomes of a run of which a commit failed. Without room on the disk it is held at its
 * durable barrier until there is some, and other failures of the storage end the server; anything
 * else is a defect, which would come again each time that the run is brought back.
 */
export async function endUncommitted(run: SimulationRun, error: unknown): Promise<void> {
  if (!(error instanceof StoreError)) return endRun(run, error);
  run.surroundings.reportError(`${run.cell.sessionId}: not committed`, error);
}

/** Ends a run that cannot go on; see `endSession`. A defect leaves nothing to go on from. */
export async function endRun(run: SimulationRun, error: unknown): Promise<void> {
  run.isBroken = !(error instanceof CatalogError);
  await endSession(run.cell, run.surroundings, error, () => run.drive?.wind());
}

/**
 * Ends the running of a session by what went wrong: data that cannot be read suspends it, a person
 * resumes it; data that was changed, another engine, and a defect of the server, fail it.
 */
export async function endSession(
  cell: SessionCell,
  { clock, reportError }: EndParts,
  error: unknown,
  prepare: () => void = () => {},
): Promise<void> {
  if (!isExpected(error)) reportError(`${cell.sessionId}: its run failed`, error);
  try {
    await cell.change((session) => decide(session, endOf(error), serverContext(clock)), {
      prepare,
    });
  } catch (failure) {
    reportError(`${cell.sessionId}: its end was not committed`, failure);
  }
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof CatalogError ||
    error instanceof DataChangedError ||
    error instanceof EngineChangedError
  );
}

function endOf(error: unknown): SessionCommand {
  if (!isExpected(error)) {
    const message = "a defect of the server; its log has the details";
    return failure(StateReason.INTERNAL_ERROR, ErrorReason.INTERNAL, message);
  }
  const { message } = error;
  if (error instanceof DataChangedError) {
    return failure(StateReason.DATA_UNAVAILABLE, ErrorReason.DATA_CHANGED, message);
  }
  if (error instanceof EngineChangedError) {
    return failure(StateReason.ENGINE_CHANGED, ErrorReason.ENGINE_CHANGED, message);
  }
  return { type: "Suspend", reason: StateReason.DATA_UNAVAILABLE, message };
}

function failure(reason: StateReason, errorReason: ErrorReason, message: string): SessionCommand {
  const error = create(SessionErrorSchema, { reason: reasonName(errorReason), message });
  return { type: "Fail", reason, error };
}

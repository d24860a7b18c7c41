import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { StateReason } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { reasonName } from "../domain/rejection.ts";
import type { SessionCommand } from "../domain/session/command.ts";
import { decide } from "../domain/session/decide.ts";
import { CatalogError } from "../market/catalog.ts";
import { DataChangedError } from "./data-version.ts";
import { serverContext } from "./server-context.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SimulationRun } from "./simulation-run.ts";

/** What ending a session needs. */
export interface EndParts {
  readonly clock: Clock;
  readonly reportError: (message: string, error: unknown) => void;
}

/** Ends a run that cannot go on; see `endSession`. A defect leaves nothing to go on from. */
export async function endRun(run: SimulationRun, error: unknown): Promise<void> {
  run.isBroken = !(error instanceof CatalogError);
  await endSession(run.cell, run.surroundings, error, () => run.drive?.wind());
}

/**
 * Ends the running of a session by what went wrong: data that cannot be read suspends it, a person
 * resumes it; data that was changed, and a defect of the server, fail it.
 */
export async function endSession(
  cell: SessionCell,
  { clock, reportError }: EndParts,
  error: unknown,
  prepare: () => void = () => {},
): Promise<void> {
  const isExpected = error instanceof CatalogError || error instanceof DataChangedError;
  if (!isExpected) reportError(`${cell.sessionId}: its run failed`, error);
  try {
    await cell.change((session) => decide(session, endOf(error), serverContext(clock)), {
      prepare,
    });
  } catch (failure) {
    reportError(`${cell.sessionId}: its end was not committed`, failure);
  }
}

function endOf(error: unknown): SessionCommand {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CatalogError) {
    return { type: "Suspend", reason: StateReason.DATA_UNAVAILABLE, message };
  }
  const isChanged = error instanceof DataChangedError;
  return {
    type: "Fail",
    reason: isChanged ? StateReason.DATA_UNAVAILABLE : StateReason.INTERNAL_ERROR,
    error: {
      $typeName: "openbell.v1.SessionError",
      reason: reasonName(isChanged ? ErrorReason.DATA_CHANGED : ErrorReason.INTERNAL),
      message: isChanged ? message : "a defect of the server; its log has the details",
    },
  };
}

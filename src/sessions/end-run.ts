import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { StateReason } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { reasonName } from "../domain/rejection.ts";
import { decide } from "../domain/session/decide.ts";
import { CatalogError } from "../market/catalog.ts";
import { DataChangedError } from "./replay-source.ts";
import { type SessionCell, serverContext } from "./session-cell.ts";

/** What ending a run needs. */
export interface EndRunParts {
  readonly clock: Clock;
  readonly reportError: (message: string, error: unknown) => void;
}

/**
 * Ends a run that cannot go on, by what went wrong: data that cannot be read suspends the session,
 * a person resumes it; data that was changed, and a defect of the server, fail it.
 */
export async function endRun(cell: SessionCell, parts: EndRunParts, error: unknown): Promise<void> {
  const { clock, reportError } = parts;
  const message = error instanceof Error ? error.message : String(error);
  const dataError = error instanceof CatalogError || error instanceof DataChangedError;
  if (!dataError) reportError(`${cell.sessionId}: its run failed`, error);
  try {
    await cell.change((session) =>
      decide(
        session,
        error instanceof CatalogError
          ? { type: "Suspend", reason: StateReason.DATA_UNAVAILABLE, message }
          : {
              type: "Fail",
              reason: dataError ? StateReason.DATA_UNAVAILABLE : StateReason.INTERNAL_ERROR,
              error: {
                $typeName: "openbell.v1.SessionError",
                reason: reasonName(dataError ? ErrorReason.DATA_CHANGED : ErrorReason.INTERNAL),
                message: dataError ? message : "a defect of the server; its log has the details",
              },
            },
        serverContext(clock),
      ),
    );
  } catch (failure) {
    reportError(`${cell.sessionId}: its end was not committed`, failure);
  }
}

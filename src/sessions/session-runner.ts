/** Starts and finds the runs of sessions. */
import {
  Drive as DriveKind,
  type Session,
  SessionState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { endSession } from "./end-run.ts";
import { LockstepDrive } from "./lockstep-drive.ts";
import type { OrderIds } from "./order-ids.ts";
import { ReplayDrive } from "./replay-drive.ts";
import type { RunSurroundings } from "./run-surroundings.ts";
import type { SessionCell } from "./session-cell.ts";
import type { HaltReason, SessionRun } from "./session-run.ts";
import { SimulationRun } from "./simulation-run.ts";
import { simulationSpecOf } from "./simulation-spec.ts";

/** A run whose order ids are being read. */
class OpeningRun implements SessionRun {
  readonly isResting = false;
  readonly opened: Promise<void>;
  isHalted = false;

  constructor(open: (run: OpeningRun) => Promise<void>) {
    this.opened = open(this);
  }

  pending(): undefined {
    return undefined;
  }

  handOver(): void {}

  halt(_reason: HaltReason): void {
    this.isHalted = true;
  }
}

/**
 * Starts the run of a cell whose committed session is RUNNING. Data that cannot be opened ends the
 * run at once: the session is SUSPENDED, or FAILED where its data was changed.
 */
export function startRun(cell: SessionCell, session: Session, surroundings: RunSurroundings): void {
  const { known } = cell.orderIds;
  if (known !== undefined) {
    openRun(cell, session, surroundings, known);
    return;
  }
  cell.run = new OpeningRun(async (opening) => {
    try {
      const ids = await cell.orderIds.read();
      if (opening.isHalted) return;
      cell.run = undefined;
      openRun(cell, session, surroundings, ids);
    } catch (error) {
      surroundings.reportError(`${cell.sessionId}: its orders could not be read`, error);
      if (cell.run === opening) cell.run = undefined;
    }
  });
}

/**
 * The run of a session that is RUNNING, once it is open; undefined where there is none. What is
 * done with it before the next wait is done in one go with this.
 */
export async function openedRun(cell: SessionCell): Promise<SimulationRun | undefined> {
  while (cell.run instanceof OpeningRun) await cell.run.opened;
  return cell.run instanceof SimulationRun ? cell.run : undefined;
}

/** The drive of a run in lockstep; undefined of any other. */
export function lockstepOf(run: SessionRun | undefined): LockstepDrive | undefined {
  const drive = run instanceof SimulationRun ? run.drive : undefined;
  return drive instanceof LockstepDrive ? drive : undefined;
}

/** Whether the clock of a session waits for a driver. */
export function isLockstep(session: Session): boolean {
  return (
    session.spec?.modeSpec.case === "simulation" &&
    simulationSpecOf(session).drive === DriveKind.LOCKSTEP
  );
}

/**
 * A run for one change of a session whose clock stands still: PAUSED or SUSPENDED. The ids are
 * those of its cell. Throws what `openSimulation` throws.
 */
export function restRun(
  cell: SessionCell,
  session: Session,
  surroundings: RunSurroundings,
  ids: OrderIds,
): SimulationRun {
  const run = new SimulationRun(cell, session, surroundings, ids, true);
  cell.run = run;
  return run;
}

/** Whether the clock of a session stands still, and it may go on. */
export function rests(session: Session | undefined): boolean {
  const state = session?.status?.state ?? SessionState.UNSPECIFIED;
  return state === SessionState.PAUSED || state === SessionState.SUSPENDED;
}

function openRun(
  cell: SessionCell,
  session: Session,
  surroundings: RunSurroundings,
  ids: OrderIds,
): void {
  try {
    const run = new SimulationRun(cell, session, surroundings, ids, false);
    run.drive = isLockstep(session) ? new LockstepDrive(run) : new ReplayDrive(run);
    cell.run = run;
    run.drive.start();
  } catch (error) {
    void endSession(cell, surroundings, error);
  }
}

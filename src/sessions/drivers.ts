/** Who drives sessions: acquiring and releasing them, and the turns that are made. */
import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { type DriverSeat, DriverSeatSchema } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Turn } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import { sessionDeleted } from "../domain/session/decide.ts";
import type { Scope } from "../store/store.ts";
import { answerAgain, isRemembered } from "./answered-turn.ts";
import {
  driverConflict,
  invalidDriverToken,
  notLockstep,
  serverStopping,
  sessionNotTrading,
  takenOver,
} from "./driving-refusals.ts";
import { heldBack } from "./held-run.ts";
import { sessionNotFound } from "./request-ledger.ts";
import { durableBarrierOf } from "./run-checkpoint.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SessionRegistry } from "./session-registry.ts";
import { isLockstep, lockstepOf, openedRun } from "./session-runner.ts";
import type { TurnOutcome } from "./turn-answer.ts";

/** What a driver gets with the wheel. */
export interface AcquiredDriver {
  readonly token: string;
  readonly session: Session;
  /** Where the session is: as committed with the acquisition. */
  readonly checkpoint: SessionCell["checkpoint"];
}

/** SHA-256 of a driver token: what is kept of it. */
export type TokenHash = Uint8Array;

/** The hash of a token. */
export function hashToken(token: string): TokenHash {
  return createHash("sha256").update(token).digest();
}

const drivableStates: readonly SessionState[] = [
  SessionState.READY,
  SessionState.RUNNING,
  SessionState.PAUSED,
];

/** The drivers of all sessions. */
export class Drivers {
  readonly #registry: SessionRegistry;
  readonly #randomBytes: (size: number) => Uint8Array;

  /** `randomBytes` are those of the system: tokens are secrets. */
  constructor(registry: SessionRegistry, randomBytes: (size: number) => Uint8Array) {
    this.#registry = registry;
    this.#randomBytes = randomBytes;
  }

  /** Gives a session to a new driver, when that is on disk; ends the token of the one before. */
  async acquire(
    scope: Scope,
    sessionId: string,
    takeOver: boolean,
  ): Promise<Outcome<AcquiredDriver>> {
    const token = `drv_${Buffer.from(this.#randomBytes(16)).toString("hex")}`;
    const acquired = await this.#registry.use(scope, sessionId, async (cell) => {
      const change = await this.#seat(cell, token, (session) => {
        if (session.deleteTime !== undefined) return sessionDeleted(session, session.deleteTime);
        if (!isLockstep(session)) return notLockstep(sessionId);
        if (!drivableStates.includes(session.status?.state ?? SessionState.UNSPECIFIED)) {
          return sessionNotTrading(session);
        }
        const { seat } = cell.checkpoint ?? {};
        if (!isTaken(seat) || seat?.isLost || takeOver) return undefined;
        return driverConflict(sessionId, durableBarrierOf(cell.checkpoint));
      });
      if (!change.ok) return change;
      return fulfil({ token, session: change.value, checkpoint: cell.committed?.checkpoint });
    });
    return acquired ?? refuse(sessionNotFound(sessionId));
  }

  /** Takes the wheel from the driver with this token. Repeated, it finds it done on disk. */
  async release(
    scope: Scope,
    sessionId: string,
    tokenHash: TokenHash | undefined,
  ): Promise<Outcome<unknown>> {
    const released = await this.#registry.use(scope, sessionId, async (cell) => {
      while (!isTaken(cell.checkpoint?.seat)) if (await cell.settled()) return fulfil(undefined);
      return this.#seat(cell, "", () => {
        const { seat } = cell.checkpoint ?? {};
        return !isTaken(seat) || isSeatOf(seat, tokenHash) ? undefined : refusalOf(tokenHash);
      });
    });
    return released ?? refuse(sessionNotFound(sessionId));
  }

  /** Makes a turn of the driver with this token. */
  turn(scope: Scope, sessionId: string, tokenHash: TokenHash | undefined, turn: Turn): TurnOutcome {
    const cell = this.#registry.findRunning(scope, sessionId);
    const drive = lockstepOf(cell?.run);
    const { seat } = cell?.checkpoint ?? {};
    if (drive !== undefined && isSeatOf(seat, tokenHash) && !seat?.isLost) return drive.take(turn);
    return this.#findTurn(scope, sessionId, tokenHash, turn);
  }

  /**
   * The same for a session that has to be found first, that does not run, or whose driver is
   * another one. What a command under way has decided is told when it is on disk.
   */
  async #findTurn(
    scope: Scope,
    sessionId: string,
    tokenHash: TokenHash | undefined,
    turn: Turn,
  ): Promise<Awaited<TurnOutcome>> {
    const outcome = await this.#registry.use(scope, sessionId, async (cell) => {
      for (;;) {
        const drive = lockstepOf(await openedRun(cell));
        const { newest: session, checkpoint } = cell;
        const refused = turnRefusal(cell, tokenHash);
        if (refused === undefined && drive !== undefined) {
          if (!checkpoint?.seat?.isLost) return drive.take(turn);
          const back = await this.#comeBack(cell, tokenHash);
          return back.ok ? this.turn(scope, sessionId, tokenHash, turn) : back;
        }
        if (!(await cell.settled())) continue;
        if (refused !== undefined || session === undefined) {
          return refuse(refused ?? sessionNotFound(sessionId));
        }
        if (session.status?.state !== SessionState.RUNNING) {
          return this.#again(session, checkpoint, turn);
        }
        // Its start, or its going on, was what was under way.
        if (cell.run !== undefined) continue;
        if (this.#registry.isDraining) return refuse(serverStopping);
        return refuse(heldBack(sessionId, this.#registry.surroundings));
      }
    });
    return outcome ?? refuse(sessionNotFound(sessionId));
  }

  /** The last answer of a session that does not run, to whom it was lost on the way. */
  async #again(
    session: Session,
    checkpoint: SessionCell["checkpoint"],
    turn: Turn,
  ): Promise<Awaited<TurnOutcome>> {
    const remembered = checkpoint?.memory?.lastTurn;
    if (checkpoint === undefined || remembered === undefined || !isRemembered(turn, remembered)) {
      return refuse(sessionNotTrading(session));
    }
    const { dataVersion } = checkpoint;
    const now = { dataVersion, durableBarrier: durableBarrierOf(checkpoint) };
    return fulfil(await answerAgain(this.#registry.surroundings.catalog, session, remembered, now));
  }

  /** A driver that was lost makes turns again: nobody else gets the session without taking over. */
  async #comeBack(
    cell: SessionCell,
    tokenHash: TokenHash | undefined,
  ): Promise<Outcome<undefined>> {
    const seat = create(DriverSeatSchema, tokenHash && { tokenHash });
    const change = await cell.change(
      () => {
        const isOwn = isSeatOf(cell.checkpoint?.seat, tokenHash);
        if (isOwn) return { accepted: true, events: [] };
        return { accepted: false, rejection: refusalOf(tokenHash) };
      },
      { isAsked: true, seat },
    );
    return change.outcome === "refused" ? refuse(change.rejection) : fulfil(undefined);
  }

  /** Changes who drives, unless something speaks against it; "" for nobody. */
  async #seat(
    cell: SessionCell,
    token: string,
    judge: (session: Session) => Rejection | undefined,
  ): Promise<Outcome<Session>> {
    await openedRun(cell);
    const tokenHash = token === "" ? new Uint8Array() : hashToken(token);
    const change = await cell.change(
      (session) => {
        if (session === undefined) throw new Error(`${cell.sessionId} was never created`);
        const rejection = judge(session);
        if (rejection !== undefined) return { accepted: false, rejection };
        return { accepted: true, events: [] };
      },
      {
        isAsked: true,
        seat: create(DriverSeatSchema, { tokenHash }),
        prepare: () => lockstepOf(cell.run)?.changeDriver(takenOver),
      },
    );
    if (change.outcome === "changed") return fulfil(change.session);
    if (change.outcome === "refused") return refuse(change.rejection);
    throw new Error("an acquisition carries no request id");
  }
}

function isTaken(seat: DriverSeat | undefined): boolean {
  return seat !== undefined && seat.tokenHash.length > 0;
}

/** Whether a seat was given to the holder of a token. */
export function isSeatOf(seat: DriverSeat | undefined, tokenHash: TokenHash | undefined): boolean {
  if (seat === undefined || tokenHash === undefined) return false;
  return seat.tokenHash.length > 0 && Buffer.compare(seat.tokenHash, tokenHash) === 0;
}

/** Why a session takes no turn of the holder of a token, whether it runs or not. */
function turnRefusal(
  { sessionId, newest: session, checkpoint }: SessionCell,
  tokenHash: TokenHash | undefined,
): Rejection | undefined {
  if (session === undefined) return sessionNotFound(sessionId);
  if (session.deleteTime) return sessionDeleted(session, session.deleteTime);
  if (!isLockstep(session)) return notLockstep(sessionId);
  return isSeatOf(checkpoint?.seat, tokenHash) ? undefined : refusalOf(tokenHash);
}

function refusalOf(tokenHash: TokenHash | undefined): Rejection {
  return tokenHash === undefined ? invalidDriverToken("the driver token is missing") : takenOver;
}

import { create } from "@bufbuild/protobuf";
import { DriverSeatSchema } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { decide } from "../domain/session/decide.ts";
import { millisecondsOf } from "../domain/timestamp.ts";
import { serverContext } from "./server-context.ts";
import type { SimulationRun } from "./simulation-run.ts";

/** Pauses a session whose driver makes no turn for as long as the idle timeout. */
export class DriverLease {
  readonly #run: SimulationRun;
  readonly #leaseMs: number;
  #lastTurnMs: number;
  #cancel: (() => void) | undefined;

  constructor(run: SimulationRun) {
    const timeout = run.session.spec?.idleTimeout;
    this.#run = run;
    this.#leaseMs = timeout === undefined ? 0 : millisecondsOf(timeout);
    this.#lastTurnMs = run.surroundings.clock.monotonicMs();
  }

  /** Begins to wait for turns. */
  start(): void {
    if (this.#leaseMs > 0) this.#wait(this.#leaseMs);
  }

  /** A driver is there. */
  renew(nowMs: number): void {
    this.#lastTurnMs = nowMs;
  }

  /** Waits no longer. */
  stop(): void {
    this.#cancel?.();
  }

  #wait(delayMs: number): void {
    this.#cancel = this.#run.surroundings.clock.schedule(delayMs, () => this.#look());
  }

  #look(): void {
    const run = this.#run;
    if (run.isHalted) return;
    const nowMs = run.surroundings.clock.monotonicMs();
    // A turn that is under way renews the lease when it is answered.
    if (run.drive?.isMidTurn) this.#lastTurnMs = nowMs;
    const leftMs = this.#lastTurnMs + this.#leaseMs - nowMs;
    if (leftMs > 0) this.#wait(leftMs);
    else void this.#lose();
  }

  async #lose(): Promise<void> {
    const { cell, surroundings } = this.#run;
    const context = serverContext(surroundings.clock);
    const seat = cell.checkpoint?.seat;
    const lost = seat && { seat: create(DriverSeatSchema, { ...seat, isLost: true }) };
    try {
      await cell.change((session) => decide(session, { type: "LoseDriver" }, context), lost);
    } catch (error) {
      surroundings.reportError(`${cell.sessionId}: its pause was not committed`, error);
    }
  }
}

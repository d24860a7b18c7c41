import { endUncommitted } from "./end-run.ts";
import type { SimulationRun } from "./simulation-run.ts";

/**
 * What a run did is handed over this often: 25 ms are left for it to be on disk within 100. The
 * intervals are those of one clock for all runs, so that many of them share a commit.
 */
export const handOverIntervalMs = 75;
/** Facts that are handed over at once at the latest; bounds an append to a few 100 KiB. */
const pendingFactsMax = 1_000;

/** Hands over what a run did, one commit at a time. */
export class HandOver {
  readonly #run: SimulationRun;
  readonly #done: () => void;
  #underWay: Promise<void> | undefined;

  /** `done` is called after each commit, whether it succeeded or not. */
  constructor(run: SimulationRun, done: () => void) {
    this.#run = run;
    this.#done = done;
  }

  /** Whether a commit is under way. */
  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** Whether no more may happen before something was handed over. */
  get isFull(): boolean {
    return this.#run.records.facts.length >= pendingFactsMax;
  }

  /** Whether something should be handed over by now. */
  isDue(nowMs: number): boolean {
    return this.isFull || nowMs >= this.#dueMs;
  }

  /** Milliseconds until something has to be handed over; infinite when nothing has happened. */
  waitMs(nowMs: number): number {
    if (!this.#run.hasNews) return Number.POSITIVE_INFINITY;
    return this.#dueMs - nowMs;
  }

  /** The end of the interval in which the last hand-over was. */
  get #dueMs(): number {
    return (Math.floor(this.#run.lastHandOverMs / handOverIntervalMs) + 1) * handOverIntervalMs;
  }

  /** Begins a commit of what happened, unless there is nothing or one is under way. */
  begin(): void {
    if (this.#underWay === undefined && this.#run.hasNews) void this.#commit();
  }

  /** Resolves when all that has happened until now is on disk, or the run is halted. */
  async finish(): Promise<void> {
    while (this.#underWay !== undefined) await this.#underWay;
    if (this.#run.hasNews && !this.#run.isHalted) await this.#commit();
  }

  #commit(): Promise<void> {
    const { cell } = this.#run;
    const underWay = cell
      .change(() => ({ accepted: true, events: [] }))
      .then(
        () => {},
        (error: unknown) => endUncommitted(this.#run, error),
      )
      .then(() => {
        this.#underWay = undefined;
        this.#done();
      });
    this.#underWay = underWay;
    return underWay;
  }
}

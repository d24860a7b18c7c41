import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/domain/clock.ts";
import type { Instant } from "../../../src/domain/instant.ts";

interface Task {
  readonly owner: ManualClock;
  readonly dueMs: number;
  readonly run: () => void;
}

/** What all views of one clock share. */
class World {
  nowMs = 0;
  wallNs: Instant;
  readonly yielded: Task[] = [];
  timers: Task[] = [];

  constructor(wallNs: Instant) {
    this.wallNs = wallNs;
  }

  pass(ms: number): void {
    this.nowMs += ms;
    this.wallNs += BigInt(Math.round(ms * 1e6));
  }
}

/** 2026-01-05T09:30:00Z. */
export const startNs: Instant = 1_767_605_400_000_000_000n;

/**
 * A clock that stands still until a test moves it, and runs tasks one by one, each followed by
 * everything that its promises have to say. Forks share the time; one can be killed like a process
 * with all that it scheduled.
 */
export class ManualClock implements Clock {
  readonly #world: World;
  #isDead = false;
  /** Milliseconds that pass with each reading of the monotonic clock: work that takes its time. */
  readingCostMs = 0;

  constructor(wallNs: Instant = startNs, world: World = new World(wallNs)) {
    this.#world = world;
  }

  /** Another view of the same time, with tasks of its own. */
  fork(): ManualClock {
    return new ManualClock(0n, this.#world);
  }

  /** Forgets everything that this view scheduled, and whatever it will. */
  kill(): void {
    this.#isDead = true;
    const { yielded } = this.#world;
    yielded.splice(0, yielded.length, ...yielded.filter(({ owner }) => owner !== this));
    this.#world.timers = this.#world.timers.filter(({ owner }) => owner !== this);
  }

  nowNs(): Instant {
    return this.#world.wallNs;
  }

  monotonicMs(): number {
    this.#world.pass(this.readingCostMs);
    return this.#world.nowMs;
  }

  /** The time without the cost of reading it. */
  get ms(): number {
    return this.#world.nowMs;
  }

  /** How many timers wait. */
  get timerCount(): number {
    return this.#world.timers.length;
  }

  /** How many tasks wait for their turn. */
  get yieldedCount(): number {
    return this.#world.yielded.length;
  }

  schedule(delayMs: number, run: () => void): () => void {
    const task: Task = { owner: this, dueMs: this.#world.nowMs + Math.max(delayMs, 0), run };
    if (!this.#isDead) this.#world.timers.push(task);
    return () => {
      this.#world.timers = this.#world.timers.filter((each) => each !== task);
    };
  }

  yieldTo(run: () => void): void {
    if (!this.#isDead) this.#world.yielded.push({ owner: this, dueMs: 0, run });
  }

  /** Sets the wall clock, and only that: machines do it too. */
  jumpWallMs(ms: number): void {
    this.#world.wallNs += BigInt(ms) * 1_000_000n;
  }

  /** Lets promises speak, then runs the next task that yielded. False when there is none. */
  async step(): Promise<boolean> {
    await setImmediate();
    const task = this.#world.yielded.shift();
    task?.run();
    return task !== undefined;
  }

  /** Runs what can run without time passing. */
  async settle(): Promise<void> {
    while (await this.step());
  }

  /** Lets time pass; what is due on the way runs at its time. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#world.nowMs + ms;
    for (;;) {
      await this.settle();
      const next = this.#nextTimer();
      if (next === undefined || next.dueMs > endMs) break;
      this.#world.timers = this.#world.timers.filter((task) => task !== next);
      this.#world.pass(Math.max(next.dueMs - this.#world.nowMs, 0));
      next.run();
    }
    this.#world.pass(Math.max(endMs - this.#world.nowMs, 0));
    await this.settle();
  }

  /** Runs tasks until the work is done; fails when it waits for time to pass. */
  async finish<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    ended.catch(() => {});
    for (let idle = 0; !isDone; ) {
      idle = (await this.step()) ? 0 : idle + 1;
      if (idle > 3) throw new Error("the work waits for time to pass");
    }
    return ended;
  }

  #nextTimer(): Task | undefined {
    const { timers } = this.#world;
    return timers.reduce<Task | undefined>(
      (first, task) => (first === undefined || task.dueMs < first.dueMs ? task : first),
      undefined,
    );
  }
}

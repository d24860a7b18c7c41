import type { Clock } from "../domain/clock.ts";

/** Sleepers that are woken, and that are asked whether to be, in one turn of the event loop. */
const turnLimit = { woken: 64, asked: 1_024 };

/**
 * Wakes many readers without holding up anybody else: a ring is heard by all, but they are woken a
 * few in each turn of the event loop, in the order in which they fell asleep, and those only for
 * whom there is something. Rings in the meantime make one round more, not one for each.
 */
export class WakeUps {
  readonly #clock: Clock;
  /** By when they fell asleep. */
  readonly #sleepers = new Set<WakeUp>();
  #rings = 0;
  /** The round that is going on, over `#sleepers`. */
  #round: Round | undefined;
  /** When the first ring was that no round has begun for yet. */
  #rungMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often it rang. */
  get rings(): number {
    return this.#rings;
  }

  /** Something may have happened. */
  readonly ring = (): void => {
    this.#rings += 1;
    this.#rungMs ??= this.#clock.monotonicMs();
    if (this.#round !== undefined || this.#sleepers.size === 0) return;
    this.#beginRound();
    this.#clock.yieldTo(this.#turn);
  };

  /** Counts a sleeper in. Returns the way out. */
  enter(sleeper: WakeUp): () => void {
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  readonly #turn = (): void => {
    let woken = 0;
    for (let asked = 0; woken < turnLimit.woken && asked < turnLimit.asked; asked += 1) {
      const round = this.#round ?? this.#beginRound();
      const next = round.sleepers.next();
      if (next.done !== true) {
        if (next.value.hear(this.#rings, round.rungMs)) woken += 1;
      } else if (round.rings === this.#rings) {
        this.#round = undefined;
        return;
      } else this.#beginRound();
    }
    this.#clock.yieldTo(this.#turn);
  };

  #beginRound(): Round {
    const rungMs = this.#rungMs ?? this.#clock.monotonicMs();
    this.#rungMs = undefined;
    this.#round = { rings: this.#rings, rungMs, sleepers: this.#sleepers.values() };
    return this.#round;
  }
}

interface Round {
  /** How often it had rung when the round began. */
  readonly rings: number;
  /** When it rang first for this round. */
  readonly rungMs: number;
  readonly sleepers: Iterator<WakeUp>;
}

/** One reader's sleep. A ring between a look and the sleep after it is not lost. */
export class WakeUp {
  readonly #wakeUps: WakeUps;
  readonly #clock: Clock;
  #heardRings: number;
  #lookedMs = 0;
  #rung = false;
  #isDue: () => boolean = () => true;
  #wake: ((sinceMs: number) => void) | undefined;

  constructor(wakeUps: WakeUps, clock: Clock) {
    this.#wakeUps = wakeUps;
    this.#clock = clock;
    this.#heardRings = wakeUps.rings;
  }

  /** To be called before each look at what the rings are for. Returns when it was. */
  look(): number {
    this.#heardRings = this.#wakeUps.rings;
    this.#lookedMs = this.#clock.monotonicMs();
    return this.#lookedMs;
  }

  /** Wakes this one reader, or keeps its next sleep from beginning. */
  readonly ring = (): void => {
    this.#rung = true;
    this.#wake?.(this.#clock.monotonicMs());
  };

  /**
   * Wakes the sleeper unless it has heard of all these rings, or they brought nothing for it: it
   * rang first at `rungMs`. Returns whether it did.
   */
  hear(rings: number, rungMs: number): boolean {
    if (this.#heardRings === rings) return false;
    this.#heardRings = rings;
    if (!this.#isDue()) return false;
    this.#wake?.(rungMs);
    return true;
  }

  /**
   * Ends when there is a ring that `isDue` says brought something, at once when it rang since the
   * last look, or after the delay at the latest. Resolves with the time since which there may be
   * something: that of the ring, of the look, or now.
   */
  async sleep(delayMs: number, isDue: () => boolean = () => true): Promise<number> {
    let sinceMs = this.#lookedMs;
    if (!this.#rung && this.#heardRings === this.#wakeUps.rings) {
      this.#isDue = isDue;
      sinceMs = await this.#nextWake(Math.max(delayMs, 0));
    }
    this.#rung = false;
    return sinceMs;
  }

  #nextWake(delayMs: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    const leave = this.#wakeUps.enter(this);
    const wake = (sinceMs: number) => {
      leave();
      cancel();
      this.#wake = undefined;
      resolve(sinceMs);
    };
    const cancel = this.#clock.schedule(delayMs, () => wake(this.#clock.monotonicMs()));
    this.#wake = wake;
    return promise;
  }
}

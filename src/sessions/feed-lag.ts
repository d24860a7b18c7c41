import type { Clock } from "../domain/clock.ts";

/** When a watcher counts as late, and as cut off. */
export interface LagBounds {
  /** Late is who is more revisions behind than this … */
  readonly revisions: bigint;
  /** … and has not had everything for longer than this. */
  readonly forMs: number;
  /** A stream that ends while a frame has waited this long for its reader was cut off as slow. */
  readonly stalledMs: number;
}

/** How the feed is doing. */
export interface FeedReading {
  /** Watches that are open. */
  readonly watchers: number;
  /** Those that have not been given everything yet. */
  readonly behind: number;
  /** Those behind by more than the bounds: the feed is degraded for them, and works for others. */
  readonly late: number;
  /** The largest distance from the head of the log. */
  readonly largestLagRevisions: bigint;
  /** The longest time for which a watcher has not had everything. */
  readonly largestLagMs: number;
  /** Frames handed to transports, since the start. */
  readonly frames: number;
  /** Bytes of the records in them, as they are stored. */
  readonly recordBytes: number;
  /** Watches that ended because nobody read them, since the start. */
  readonly cutOff: number;
}

/** A watcher that is late. */
export interface LateWatcher {
  readonly streamId: string;
  readonly lagRevisions: bigint;
  readonly lagMs: number;
}

/** What lag is measured with. */
export interface FeedLagParts {
  readonly clock: Pick<Clock, "monotonicMs">;
  /** The newest committed revision. */
  readonly head: () => bigint;
  readonly bounds?: LagBounds;
}

/** The bounds of a server; 30 s is half of what transports grant to a reader that does not read. */
export const defaultLagBounds: LagBounds = { revisions: 1_000n, forMs: 5_000, stalledMs: 30_000 };

/**
 * How far watchers are behind. Writing costs a watcher a few assignments for each frame; all
 * reckoning is done when somebody reads.
 */
export class FeedLag {
  readonly #parts: FeedLagParts;
  readonly #bounds: LagBounds;
  readonly #watchers = new Set<WatcherLag>();
  readonly #reported = new Set<WatcherLag>();
  readonly #totals = { frames: 0, recordBytes: 0, cutOff: 0 };

  constructor(parts: FeedLagParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? defaultLagBounds;
  }

  /** Counts a watcher in. */
  enter(streamId: string): WatcherLag {
    const watcher = new WatcherLag(streamId, this.#parts.clock, this.#totals);
    this.#watchers.add(watcher);
    return watcher;
  }

  /** Counts it out. */
  leave(watcher: WatcherLag): void {
    this.#watchers.delete(watcher);
    this.#reported.delete(watcher);
    if (watcher.waitedMs() >= this.#bounds.stalledMs) this.#totals.cutOff += 1;
  }

  /** How the feed is doing now. */
  reading(): FeedReading {
    const lags = this.#lags();
    return {
      watchers: this.#watchers.size,
      behind: lags.length,
      late: lags.filter((lag) => this.#isLate(lag)).length,
      largestLagRevisions: lags.reduce((most, lag) => max(most, lag.lagRevisions), 0n),
      largestLagMs: lags.reduce((most, { lagMs }) => Math.max(most, lagMs), 0),
      ...this.#totals,
    };
  }

  /** Watchers that are late and were not when this was called before. */
  newlyLate(): readonly LateWatcher[] {
    const late = this.#lags().filter((lag) => this.#isLate(lag));
    const found = late.filter(({ watcher }) => !this.#reported.has(watcher));
    this.#reported.clear();
    for (const { watcher } of late) this.#reported.add(watcher);
    return found.map(({ watcher: { streamId }, lagRevisions, lagMs }) => {
      return { streamId, lagRevisions, lagMs };
    });
  }

  #isLate({ lagRevisions, lagMs }: Lag): boolean {
    return lagRevisions > this.#bounds.revisions && lagMs > this.#bounds.forMs;
  }

  /** The lag of each watcher that is behind. */
  #lags(): readonly Lag[] {
    const head = this.#parts.head();
    const nowMs = this.#parts.clock.monotonicMs();
    return [...this.#watchers].flatMap((watcher) => {
      const { completeToMs, revision } = watcher;
      if (completeToMs === undefined || revision >= head) return [];
      return [{ watcher, lagRevisions: head - revision, lagMs: nowMs - completeToMs }];
    });
  }
}

interface Lag {
  readonly watcher: WatcherLag;
  readonly lagRevisions: bigint;
  readonly lagMs: number;
}

/** What is known of one watcher. */
export class WatcherLag {
  readonly streamId: string;
  readonly #clock: FeedLagParts["clock"];
  readonly #totals: { frames: number; recordBytes: number };
  #revision = 0n;
  #completeToMs: number | undefined;
  #handedMs: number | undefined;

  constructor(
    streamId: string,
    clock: FeedLagParts["clock"],
    totals: { frames: number; recordBytes: number },
  ) {
    this.streamId = streamId;
    this.#clock = clock;
    this.#totals = totals;
    this.#completeToMs = clock.monotonicMs();
  }

  /** Everything up to this revision was handed to the transport. */
  get revision(): bigint {
    return this.#revision;
  }

  /** All that was committed before this time was handed over; undefined for a watcher at rest. */
  get completeToMs(): number | undefined {
    return this.#completeToMs;
  }

  /** How long the last frame has been with the transport, with none taken after it. */
  waitedMs(): number {
    return this.#handedMs === undefined ? 0 : this.#clock.monotonicMs() - this.#handedMs;
  }

  /** A frame is handed to the transport; `recordBytes` is 0 for one without a record. */
  handOver(revision: bigint, recordBytes: number): void {
    this.#revision = revision;
    this.#handedMs = this.#clock.monotonicMs();
    this.#totals.frames += 1;
    this.#totals.recordBytes += recordBytes;
  }

  /** All that the log held at this time was handed over and taken. */
  completeTo(revision: bigint, atMs: number): void {
    this.#revision = revision;
    this.#completeToMs = atMs;
    this.#handedMs = undefined;
  }

  /** There is nothing to do. */
  rest(): void {
    this.#completeToMs = undefined;
    this.#handedMs = undefined;
  }

  /** Something was committed at this time. */
  wake(atMs: number): void {
    this.#completeToMs = atMs;
  }
}

function max(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}

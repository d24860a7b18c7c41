import type { Clock } from "../domain/clock.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { SessionStore } from "../store/store.ts";
import { type EventPage, listEvents } from "./event-list.ts";
import { FeedEnd } from "./feed-end.ts";
import { FeedLag, type LagBounds } from "./feed-lag.ts";
import { tooMany } from "./feed-refusals.ts";
import type { FeedRequest, ListEventsRequest, WatchRequest } from "./feed-request.ts";
import type { FeedFrame } from "./frame-writer.ts";
import { reconnectSpreadMs } from "./reconnect-spread.ts";
import type { ResumePosition, ResumeTokens } from "./resume-token.ts";
import type { SampleBoard } from "./sample-board.ts";
import { SharedSubscription } from "./shared-subscription.ts";
import { TurnQueue } from "./turn-queue.ts";
import { WakeUp, WakeUps } from "./wake-ups.ts";
import { WatchStream } from "./watch-stream.ts";

/** What the feed needs. */
export interface FeedParts {
  readonly store: SessionStore;
  readonly tokens: ResumeTokens;
  readonly samples: SampleBoard;
  readonly clock: Clock;
  /** Watches open and lists waiting at the same time; 0 for no limit. */
  readonly watchersMax: number;
  readonly newStreamId: () => string;
  /** A number from 0 up to, not including, 1; for spreading reconnects. */
  readonly random: () => number;
  /** When a watcher is late; by default as a server has it. */
  readonly lagBounds?: LagBounds;
}

const closePollMs = 10;

/** The feed: gives readers their places, and wakes them. */
export class SessionFeed {
  /** How far watchers are behind. */
  readonly lag: FeedLag;
  readonly #parts: FeedParts;
  readonly #wakeUps: WakeUps;
  readonly #turns: TurnQueue;
  readonly #readers = new Set<WakeUp>();
  readonly #commits: SharedSubscription;
  readonly #sampling: SharedSubscription;
  /** Over what time watchers are to come back; undefined until the feed closes. */
  #returnSpreadMs: number | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#wakeUps = new WakeUps(parts.clock);
    this.#turns = new TurnQueue(parts.clock);
    const { clock, store, samples, lagBounds } = parts;
    const { ring } = this.#wakeUps;
    this.#commits = new SharedSubscription(() => store.subscribe(ring));
    this.#sampling = new SharedSubscription(() => samples.subscribe(ring));
    const head = () => store.position().head;
    this.lag = new FeedLag({ clock, head, ...(lagBounds && { bounds: lagBounds }) });
  }

  /** Watches open and lists waiting now. */
  get watcherCount(): number {
    return this.#readers.size;
  }

  /**
   * Tells every watcher that the server is stopping: each is sent `Closing` with its token, then
   * its stream ends with UNAVAILABLE. Resolves when all have, or when the grace is over: a watcher
   * that does not read cannot be told.
   */
  async close(graceMs: number): Promise<void> {
    this.#returnSpreadMs = reconnectSpreadMs(this.#readers.size);
    for (const { ring } of this.#readers) ring();
    const { clock } = this.#parts;
    const endMs = clock.monotonicMs() + graceMs;
    while (this.#readers.size > 0 && clock.monotonicMs() < endMs) {
      await new Promise<void>((resolve) => clock.schedule(closePollMs, resolve));
    }
  }

  /** Streams frames until the caller is gone. Throws `FeedEnd` where the stream cannot go on. */
  async *watch(request: WatchRequest): AsyncGenerator<FeedFrame> {
    const full = this.#checkReaders();
    if (full !== undefined) throw new FeedEnd(full);
    const { clock, random, newStreamId } = this.#parts;
    const wake = new WakeUp(this.#wakeUps, clock);
    const leave = this.#enter(wake, request);
    const stop = request.selection.samples ? this.#sampling.join() : () => {};
    const lag = this.lag.enter(newStreamId());
    const findReturnMs = () =>
      this.#returnSpreadMs === undefined ? undefined : random() * this.#returnSpreadMs;
    try {
      const start = await this.#startPosition(request);
      if (!start.ok) throw new FeedEnd(start.rejection);
      const parts = { ...this.#parts, turns: this.#turns, wake, lag, findReturnMs };
      yield* new WatchStream(parts, request, start.value).frames();
    } finally {
      this.lag.leave(lag);
      stop();
      leave();
    }
  }

  /** One page of records; waits for the first when there is none yet. */
  async list(request: ListEventsRequest): Promise<Outcome<EventPage>> {
    const wake = new WakeUp(this.#wakeUps, this.#parts.clock);
    const full = request.waitMs > 0 ? this.#checkReaders() : undefined;
    if (full !== undefined) return refuse(full);
    const leave = request.waitMs > 0 ? this.#enter(wake, request) : () => {};
    try {
      const start = await this.#startPosition(request);
      if (!start.ok) return start;
      const isClosing = () => this.#returnSpreadMs !== undefined;
      return await listEvents({ ...this.#parts, wake, isClosing }, request, start.value);
    } finally {
      leave();
    }
  }

  /** Why no further reader can wait; undefined when one can. */
  #checkReaders(): Rejection | undefined {
    const { watchersMax, random } = this.#parts;
    if (watchersMax === 0 || this.#readers.size < watchersMax) return undefined;
    return tooMany(watchersMax, random());
  }

  /** Lets the reader hear of each commit, of the end, and of its caller's. Returns the way out. */
  #enter(wake: WakeUp, { signal }: FeedRequest): () => void {
    const stop = this.#commits.join();
    this.#readers.add(wake);
    signal.addEventListener("abort", wake.ring, { once: true });
    return () => {
      stop();
      this.#readers.delete(wake);
      signal.removeEventListener("abort", wake.ring);
    };
  }

  async #startPosition({ start, selection }: FeedRequest): Promise<Outcome<ResumePosition>> {
    const { store, tokens } = this.#parts;
    if (start.from === "token") return tokens.redeem(start.token, selection.hash);
    const { head, compacted } = store.position();
    const revision = start.from === "oldest" ? 0n : head;
    return fulfil({ revision, previousRevision: 0n, compacted });
  }
}

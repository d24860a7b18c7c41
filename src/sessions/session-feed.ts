import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import { durationOf } from "../domain/timestamp.ts";
import type { PageLimit, Scope, SessionStore } from "../store/store.ts";
import { serverStopping, tooMany } from "./feed-refusals.ts";
import type { FeedSelection } from "./feed-selection.ts";
import { closingFrame, FrameWriter, sampleFrame } from "./frame-writer.ts";
import { findLoss, type ResumePosition, type ResumeTokens } from "./resume-token.ts";
import { type SampleBoard, withSample } from "./sample-board.ts";
import { SnapshotCover } from "./snapshot-cover.ts";
import { WakeUp } from "./wake-up.ts";

/** Where a reader begins. */
export type FeedStart =
  | { readonly from: "snapshot" }
  | { readonly from: "oldest" }
  | { readonly from: "now" }
  | { readonly from: "token"; readonly token: string };

/** What is asked of `watch`. */
export interface WatchRequest {
  readonly scope: Scope;
  readonly selection: FeedSelection;
  readonly start: FeedStart;
  readonly heartbeatMs: number;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** What is asked of `list`. */
export interface ListEventsRequest {
  readonly scope: Scope;
  readonly selection: FeedSelection;
  readonly start: FeedStart;
  readonly pageSize: number;
  readonly waitMs: number;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** A page of the feed for callers without streams. */
export interface EventPage {
  readonly records: readonly SessionRecord[];
  readonly resumeToken: string;
  readonly currentRevision: bigint;
  readonly caughtUp: boolean;
  readonly previousRevision: bigint;
}

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
}

/** A refusal in the middle of a stream; the rpc floor gives it its status. */
export class FeedEnd extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.name = "FeedEnd";
    this.rejection = rejection;
  }
}

const pageLimit: PageLimit = { records: 256, bytes: 1 << 20 };
const snapshotLimit: PageLimit = { records: 100, bytes: 1 << 20 };
const reconnectSpreadMs = 2_000;
const closePollMs = 10;

/** The feed. */
export class SessionFeed {
  readonly #parts: FeedParts;
  /** How to wake each reader that waits. */
  readonly #readers = new Set<() => void>();
  #isClosing = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
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
    this.#isClosing = true;
    for (const wake of this.#readers) wake();
    const { clock } = this.#parts;
    const endMs = clock.monotonicMs() + graceMs;
    while (this.#readers.size > 0 && clock.monotonicMs() < endMs) {
      await new Promise<void>((resolve) => clock.schedule(closePollMs, resolve));
    }
  }

  /** Streams frames until the caller is gone. Throws `FeedEnd` where the stream cannot go on. */
  async *watch(request: WatchRequest): AsyncGenerator<WatchSessionsResponse> {
    const full = this.#checkReaders();
    if (full !== undefined) throw new FeedEnd(full);
    const wake = new WakeUp(this.#parts.clock);
    const { samples } = this.#parts;
    const leave = this.#enter(wake, request.signal);
    const stop = request.selection.samples ? samples.subscribe(wake.ring) : () => {};
    try {
      yield* this.#stream(request, wake);
    } finally {
      stop();
      leave();
    }
  }

  /** One page of records; waits for the first when there is none yet. */
  async list(request: ListEventsRequest): Promise<Outcome<EventPage>> {
    const wake = new WakeUp(this.#parts.clock);
    if (request.waitMs <= 0) return this.#page(request, wake);
    const full = this.#checkReaders();
    if (full !== undefined) return refuse(full);
    const leave = this.#enter(wake, request.signal);
    try {
      return await this.#page(request, wake);
    } finally {
      leave();
    }
  }

  async #page(request: ListEventsRequest, wake: WakeUp): Promise<Outcome<EventPage>> {
    const { store, tokens, clock } = this.#parts;
    const { scope, selection, pageSize, signal } = request;
    const endMs = clock.monotonicMs() + request.waitMs;
    const started = await this.#startPosition(request);
    if (!started.ok) return started;
    const { revision, previousRevision, compacted } = started.value;
    const limit: PageLimit = { records: pageSize, bytes: 2 << 20 };
    let after = revision;
    for (;;) {
      const page = await store.readLog(scope, selection.log, after, limit);
      const now = store.position();
      const lost = findLoss({ revision: after, compacted }, now);
      if (lost !== undefined) return refuse(lost);
      after = page.scannedTo;
      const leftMs = endMs - clock.monotonicMs();
      const isOver = leftMs <= 0 || signal.aborted || this.#isClosing;
      if (page.records.length > 0 || (page.caughtUp && isOver)) {
        const last = page.records.at(-1)?.revision ?? previousRevision;
        const position = { revision: after, previousRevision: last, compacted };
        return fulfil({
          records: page.records,
          resumeToken: await tokens.issue(position, selection.hash),
          currentRevision: now.head,
          caughtUp: page.caughtUp,
          previousRevision,
        });
      }
      if (page.caughtUp) await wake.sleep(leftMs);
    }
  }

  /** Why no further reader can wait; undefined when one can. */
  #checkReaders(): Rejection | undefined {
    const { watchersMax } = this.#parts;
    return watchersMax > 0 && this.#readers.size >= watchersMax ? tooMany(watchersMax) : undefined;
  }

  /** Wakes the reader on each commit, at the end, when its caller is gone. Returns the way out. */
  #enter(wake: WakeUp, signal: AbortSignal): () => void {
    const stop = this.#parts.store.subscribe(wake.ring);
    this.#readers.add(wake.ring);
    signal.addEventListener("abort", wake.ring, { once: true });
    return () => {
      stop();
      this.#readers.delete(wake.ring);
      signal.removeEventListener("abort", wake.ring);
    };
  }

  async *#stream(request: WatchRequest, wake: WakeUp): AsyncGenerator<WatchSessionsResponse> {
    const { store, newStreamId } = this.#parts;
    const started = await this.#startPosition(request);
    if (!started.ok) throw new FeedEnd(started.rejection);
    const stream = new FrameWriter(this.#parts, request.selection, started.value);
    const { head, compacted } = store.position();
    const isSnapshot = request.start.from === "snapshot";
    const cover = new SnapshotCover();
    if (isSnapshot) stream.withholdTokens();
    yield await stream.write({
      case: "opened",
      value: {
        streamId: newStreamId(),
        storeId: store.storeId,
        currentRevision: head,
        oldestRevision: compacted,
        heartbeatInterval: durationOf(request.heartbeatMs),
        snapshot: isSnapshot,
      },
    });
    if (isSnapshot) yield* this.#snapshot(request, stream, cover);
    yield* this.#follow(request, stream, cover, wake);
  }

  async *#snapshot(
    request: WatchRequest,
    stream: FrameWriter,
    cover: SnapshotCover,
  ): AsyncGenerator<WatchSessionsResponse> {
    const { store, samples } = this.#parts;
    let afterId = "";
    let count = 0;
    for (let end = false; !end && !request.signal.aborted; ) {
      const page = await store.readSnapshot(
        request.scope,
        request.selection.log,
        afterId,
        snapshotLimit,
      );
      afterId = page.sessions.at(-1)?.sessionId ?? afterId;
      end = page.end;
      count += page.sessions.length;
      cover.add(end ? undefined : afterId, page.revision);
      if (page.sessions.length === 0) continue;
      const sessions = page.sessions.map((session) =>
        withSample(session, samples.find(request.scope, session.sessionId)),
      );
      yield await stream.write({ case: "snapshot", value: { sessions } });
    }
    if (cover.newest <= stream.revision) stream.releaseTokens();
    yield await stream.write({ case: "snapshotEnd", value: { sessionCount: BigInt(count) } });
  }

  /** The log from the stream's position on, without end. */
  async *#follow(
    request: WatchRequest,
    stream: FrameWriter,
    cover: SnapshotCover,
    wake: WakeUp,
  ): AsyncGenerator<WatchSessionsResponse> {
    const { store, clock, samples } = this.#parts;
    const { scope, selection, heartbeatMs, signal } = request;
    let sampleVersion = 0;
    let quietSinceMs = clock.monotonicMs();
    while (!signal.aborted) {
      if (this.#isClosing) {
        yield await stream.write(closingFrame(this.#parts.random() * reconnectSpreadMs));
        throw new FeedEnd(serverStopping());
      }
      const after = stream.revision;
      const page = await store.readLog(scope, selection.log, after, pageLimit);
      const lost = findLoss(stream.position, store.position());
      if (lost !== undefined) throw new FeedEnd(lost);
      for (const record of page.records) {
        if (!selection.records || cover.holds(record)) continue;
        stream.moveTo(record.revision, cover);
        yield await stream.writeRecord(record);
        quietSinceMs = clock.monotonicMs();
      }
      stream.moveTo(page.scannedTo, cover);
      if (!page.caughtUp) continue;
      if (selection.samples) {
        const news = samples.since(sampleVersion, scope, selection.log);
        sampleVersion = samples.version;
        for (const sample of news) {
          yield await stream.write(sampleFrame(sample));
          quietSinceMs = clock.monotonicMs();
        }
      }
      if (clock.monotonicMs() - quietSinceMs >= heartbeatMs) {
        yield await stream.write({ case: "heartbeat", value: {} });
        quietSinceMs = clock.monotonicMs();
      }
      await wake.sleep(quietSinceMs + heartbeatMs - clock.monotonicMs());
    }
  }

  async #startPosition(request: {
    readonly start: FeedStart;
    readonly selection: FeedSelection;
  }): Promise<Outcome<ResumePosition>> {
    const { store, tokens } = this.#parts;
    const { start, selection } = request;
    if (start.from === "token") return tokens.redeem(start.token, selection.hash);
    const { head, compacted } = store.position();
    const revision = start.from === "oldest" ? 0n : head;
    return fulfil({ revision, previousRevision: 0n, compacted });
  }
}

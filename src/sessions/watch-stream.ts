/** One watch: opened, snapshot, then the log from the stream's position on, without end. */
import type { Clock } from "../domain/clock.ts";
import { durationOf } from "../domain/timestamp.ts";
import type { LogPage, PageLimit, SessionStore } from "../store/store.ts";
import { FeedEnd } from "./feed-end.ts";
import type { WatcherLag } from "./feed-lag.ts";
import { serverStopping } from "./feed-refusals.ts";
import type { WatchRequest } from "./feed-request.ts";
import { closingFrame, type FeedFrame, FrameWriter, sampleFrame } from "./frame-writer.ts";
import { findLoss, type ResumePosition, type ResumeTokens } from "./resume-token.ts";
import { type Sample, type SampleBoard, withSample } from "./sample-board.ts";
import { SnapshotCover } from "./snapshot-cover.ts";
import type { TurnQueue } from "./turn-queue.ts";
import type { WakeUp } from "./wake-ups.ts";

/** What a watch is made of. */
export interface WatchParts {
  readonly store: SessionStore;
  readonly tokens: ResumeTokens;
  readonly samples: SampleBoard;
  readonly clock: Clock;
  /** Turns of all who have much to read: a page each. */
  readonly turns: TurnQueue;
  readonly wake: WakeUp;
  readonly lag: WatcherLag;
  /** In how many milliseconds the watcher is to come back; undefined until the feed closes. */
  readonly findReturnMs: () => number | undefined;
}

/** All that a watch holds of the log: no more is read before the reader has taken it. */
const pageLimit: PageLimit = { records: 64, bytes: 256 * 1_024 };
const snapshotLimit: PageLimit = { records: 100, bytes: 256 * 1_024 };
const oneRecord: PageLimit = { records: 1, bytes: 0 };

/** A watch that was given its place. */
export class WatchStream {
  readonly #parts: WatchParts;
  readonly #request: WatchRequest;
  readonly #writer: FrameWriter;
  readonly #cover = new SnapshotCover();
  #sampleVersion = 0;
  #quietSinceMs = 0;

  constructor(parts: WatchParts, request: WatchRequest, start: ResumePosition) {
    this.#parts = parts;
    this.#request = request;
    this.#writer = new FrameWriter(parts, request.selection, start);
  }

  /** The frames, until the caller is gone. Throws `FeedEnd` where the stream cannot go on. */
  async *frames(): AsyncGenerator<FeedFrame> {
    const { clock, turns, wake, lag, findReturnMs } = this.#parts;
    const { signal, start } = this.#request;
    const writer = this.#writer;
    const isSnapshot = start.from === "snapshot";
    if (isSnapshot) writer.withholdTokens();
    yield await this.#opened(isSnapshot);
    if (isSnapshot) yield* this.#snapshot();
    this.#quietSinceMs = clock.monotonicMs();
    for (;;) {
      if (this.#isFarBehind) await turns.wait();
      // Before the look at the signal: a server that stops aborts it too.
      const returnMs = findReturnMs();
      if (returnMs !== undefined) {
        yield await writer.write(closingFrame(returnMs));
        throw new FeedEnd(serverStopping());
      }
      if (signal.aborted) return;
      const lookedMs = wake.look();
      const page = this.#readTail(pageLimit) ?? (await this.#readLog());
      for (const record of page.records) {
        if (this.#cover.holds(record)) continue;
        writer.moveTo(record.revision, this.#cover);
        yield await writer.writeRecord(record);
        this.#quietSinceMs = clock.monotonicMs();
      }
      writer.moveTo(page.scannedTo, this.#cover);
      if (!page.caughtUp) continue;
      lag.completeTo(page.scannedTo, lookedMs);
      for (const sample of this.#takeSamples()) {
        yield await writer.write(sampleFrame(sample));
        this.#quietSinceMs = clock.monotonicMs();
      }
      if (this.#quietLeftMs() <= 0) {
        yield await writer.write({ case: "heartbeat", value: {} });
        this.#quietSinceMs = clock.monotonicMs();
      }
      lag.rest();
      lag.wake(await wake.sleep(this.#quietLeftMs(), this.#isDue));
    }
  }

  #opened(snapshot: boolean): Promise<FeedFrame> {
    const { store, lag } = this.#parts;
    const { head, compacted } = store.position();
    const heartbeatInterval = durationOf(this.#request.heartbeatMs);
    return this.#writer.write({
      case: "opened",
      value: {
        streamId: lag.streamId,
        storeId: store.storeId,
        currentRevision: head,
        oldestRevision: compacted,
        heartbeatInterval,
        snapshot,
      },
    });
  }

  async *#snapshot(): AsyncGenerator<FeedFrame> {
    const { store, samples, turns, findReturnMs } = this.#parts;
    const { scope, selection, signal } = this.#request;
    const writer = this.#writer;
    let afterId = "";
    let count = 0;
    for (let end = false; !end; ) {
      await turns.wait();
      // Half a snapshot has no end: whoever is still there is told so by what follows.
      if (findReturnMs() !== undefined || signal.aborted) return;
      const page = await store.readSnapshot(scope, selection.log, afterId, snapshotLimit);
      afterId = page.sessions.at(-1)?.sessionId ?? afterId;
      end = page.end;
      count += page.sessions.length;
      this.#cover.add(end ? undefined : afterId, page.revision);
      if (page.sessions.length === 0) continue;
      const sessions = page.sessions.map((kept) =>
        withSample(kept, samples.find(scope, kept.sessionId)),
      );
      yield await writer.write({ case: "snapshot", value: sessions });
    }
    if (this.#cover.newest <= writer.revision) writer.releaseTokens();
    yield await writer.write({ case: "snapshotEnd", value: { sessionCount: BigInt(count) } });
  }

  /** Whether there may be more than a page to read: then others have their turns first. */
  get #isFarBehind(): boolean {
    const { head } = this.#parts.store.position();
    return head - this.#writer.revision > pageLimit.records;
  }

  /** What follows in the log, if memory holds it. Whoever wants no records just moves on. */
  #readTail(limit: PageLimit): LogPage | undefined {
    const { store } = this.#parts;
    const { scope, selection } = this.#request;
    this.#assertNoLoss();
    if (selection.records)
      return store.readTail(scope, selection.log, this.#writer.revision, limit);
    return { records: [], scannedTo: store.position().head, caughtUp: true };
  }

  async #readLog(): Promise<LogPage> {
    const { scope, selection } = this.#request;
    const after = this.#writer.revision;
    const page = await this.#parts.store.readLog(scope, selection.log, after, pageLimit);
    this.#assertNoLoss();
    return page;
  }

  /** What a read of the log finds is all there was, if nothing was lost when it was over. */
  #assertNoLoss(): void {
    const lost = findLoss(this.#writer.position, this.#parts.store.position());
    if (lost !== undefined) throw new FeedEnd(lost);
  }

  #findSamples(): readonly Sample[] {
    const { scope, selection } = this.#request;
    if (!selection.samples) return [];
    return this.#parts.samples.since(this.#sampleVersion, scope, selection.log);
  }

  #takeSamples(): readonly Sample[] {
    const found = this.#findSamples();
    this.#sampleVersion = this.#parts.samples.version;
    return found;
  }

  /** Until a heartbeat is due. */
  #quietLeftMs(): number {
    return this.#quietSinceMs + this.#request.heartbeatMs - this.#parts.clock.monotonicMs();
  }

  /**
   * Whether there is something to send. If not, the watch moves on while it sleeps, so that memory
   * goes on reaching back to where it is.
   */
  readonly #isDue = (): boolean => {
    try {
      const page = this.#readTail(oneRecord);
      if (page === undefined || page.records.length > 0 || this.#findSamples().length > 0) {
        return true;
      }
      this.#writer.moveTo(page.scannedTo, this.#cover);
      return false;
    } catch {
      // Nobody could be told here; awake, the stream finds the same and ends with it.
      return true;
    }
  };
}

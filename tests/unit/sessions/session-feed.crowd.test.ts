/** What many watchers, slow ones and late ones cost each other and the store. */
import { describe, expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { millisecondsOf } from "../../../src/domain/timestamp.ts";
import type { FeedFrame } from "../../../src/sessions/frame-writer.ts";
import type { SessionStore } from "../../../src/store/store.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { scope } from "../../contract/store-fixtures.ts";
import { FeedReader, listOf, resumeAt, watchOf } from "./feed-reader.ts";
import { changeOf, created, creation, forever, many, newTrial, newWorld } from "./trial.ts";

const fromNow = { from: "now" } as const;
const fromOldest = { from: "oldest" } as const;
const free = { limits: { createsPerMinute: 0 } };

/** A trial over a store that counts what is read of its log. */
function countedTrial() {
  const world = newWorld();
  const reads = { pages: 0, records: 0, marks: 0, inMemory: 0 };
  const store: SessionStore = {
    ...world.store,
    async readLog(...args) {
      const page = await world.store.readLog(...args);
      reads.pages += 1;
      reads.records += page.records.length;
      return page;
    },
    readTail(...args) {
      reads.inMemory += 1;
      return world.store.readTail(...args);
    },
    readMark(revision) {
      reads.marks += 1;
      return world.store.readMark(revision);
    },
  };
  return { trial: newTrial({ ...free, world: { ...world, store } }), reads };
}

/** Forgets what memory holds of the log, by a purge. */
async function forget({ trial }: ReturnType<typeof countedTrial>) {
  const { sessionId } = await created(trial, forever);
  await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
  trial.clock.jumpWallMs(31 * 86_400_000);
  await trial.clock.finish(trial.upkeep.round());
}

describe("watchers who keep up", () => {
  test("are served from memory: nothing is read of the log for them", async () => {
    const { trial, reads } = countedTrial();
    const readers = Array.from({ length: 100 }, () => new FeedReader(trial, { start: fromNow }));
    await trial.clock.settle();
    const before = { ...reads };
    for (let change = 0; change < 10; change += 1) await created(trial, forever);
    await trial.clock.settle();
    for (const reader of readers) expect(reader.revisions).toHaveLength(10);
    expect(reads).toMatchObject({ pages: 0, marks: before.marks });
    for (const reader of readers) reader.leave();
    await trial.clock.settle();
  });

  test("are given the very same records", async () => {
    const trial = newTrial();
    const streams = [1, 2].map(() => trial.feed.watch(watchOf({ start: fromNow })));
    const next = async (stream: AsyncGenerator<FeedFrame>) => {
      const { value } = await trial.clock.finish(stream.next());
      return (value as FeedFrame).content;
    };
    for (const stream of streams) await next(stream);
    await created(trial);
    const [one, two] = [await next(streams[0] as never), await next(streams[1] as never)];
    expect(one.case).toBe("record");
    expect(two.value).toBe(one.value);
    for (const stream of streams) await stream.return(undefined);
  });

  test("move on past what they did not ask for, and so stay in reach of memory", async () => {
    const { trial, reads } = countedTrial();
    const filter = { strategyIds: ["mine"] };
    const reader = new FeedReader(trial, { start: fromNow, filter, heartbeatMs: 60_000 });
    await trial.clock.settle();
    // More than memory keeps: whoever did not move on would have to read the log.
    for (let batch = 0; batch < 45; batch += 1) {
      await trial.clock.finish(
        Promise.all(Array.from({ length: 100 }, () => trial.commands.create(creation(forever)))),
      );
    }
    await created(trial, { strategyId: "mine" });
    await trial.clock.settle();
    expect(reader.brief()).toEqual(["opened @0", "record @4501"]);
    expect(reads.pages).toBe(0);
    reader.leave();
    await trial.clock.settle();
  });

  test("a thousand are woken in many turns, and a commit has its turn between them", async () => {
    const trial = newTrial(free);
    const readers = Array.from({ length: 1_000 }, () => new FeedReader(trial, { start: fromNow }));
    await trial.clock.settle();
    await created(trial, forever);
    const reached = () => readers.filter(({ revisions }) => revisions.length > 0).length;
    await trial.clock.step();
    const second = trial.commands.create(creation(forever));
    let isAnswered = false;
    void second.then(() => {
      isAnswered = true;
    });
    while (!isAnswered && (await trial.clock.step()));
    expect(reached()).toBeLessThan(500);
    await trial.clock.settle();
    for (const reader of readers) expect(reader.revisions).toEqual([1, 2]);
    for (const reader of readers) reader.leave();
    await trial.clock.settle();
  });
});

describe("a watcher who is far behind", () => {
  test("holds one page while it does not read", async () => {
    const counted = countedTrial();
    const { trial, reads } = counted;
    await many(trial, 500);
    await forget(counted);
    const stream = trial.feed.watch(watchOf({ start: fromOldest }));
    await trial.clock.finish(stream.next());
    expect(reads.records).toBe(0);
    for (let taken = 1; taken <= 200; taken += 1) {
      await trial.clock.finish(stream.next());
      await trial.clock.settle();
      expect(reads.records - taken).toBeLessThan(64);
    }
    await stream.return(undefined);
  });

  test("leaves others a turn after each page", async () => {
    const counted = countedTrial();
    const { trial } = counted;
    await many(trial, 300);
    await forget(counted);
    const reader = new FeedReader(trial, { start: fromOldest });
    const seen: number[] = [];
    const work = () => {
      seen.push(reader.revisions.length);
      if (seen.length < 4) trial.clock.yieldTo(work);
    };
    trial.clock.yieldTo(work);
    await trial.clock.settle();
    expect(seen.every((count, turn) => count <= (turn + 1) * 64)).toBe(true);
    expect(reader.revisions).toHaveLength(300);
    reader.leave();
    await trial.clock.settle();
  });

  test("reads the marks of its tokens with the records, not each by itself", async () => {
    const counted = countedTrial();
    const { trial, reads } = counted;
    await many(trial, 300);
    await forget(counted);
    const reader = new FeedReader(trial, { start: fromOldest });
    await trial.clock.settle();
    expect(reader.revisions).toHaveLength(300);
    expect(reads.marks).toBeLessThan(3);
    const rest = new FeedReader(trial, { start: resumeAt(reader.frames[200]?.resumeToken ?? "") });
    await trial.clock.settle();
    expect(rest.revisions).toEqual(reader.revisions.slice(200));
    for (const each of [reader, rest]) each.leave();
    await trial.clock.settle();
  });
});

describe("the lag of the feed", () => {
  test("counts who is behind, what was sent, and who was cut off", async () => {
    const trial = newTrial(free);
    const reader = new FeedReader(trial, { start: fromNow });
    const stalled = trial.feed.watch(watchOf({ start: fromNow }));
    await trial.clock.finish(stalled.next());
    await trial.clock.settle();
    expect(trial.feed.lag.reading()).toMatchObject({ watchers: 2, behind: 0, frames: 2 });
    await many(trial, 5);
    await trial.clock.advance(40_000);
    expect(trial.feed.lag.reading()).toMatchObject({
      ...{ watchers: 2, behind: 1, late: 0, cutOff: 0 },
      ...{ largestLagRevisions: 5n, largestLagMs: 40_000 },
      // Two streams were opened; one got five records and as many heartbeats as 40 s have.
      frames: 2 + 5 + 2,
    });
    expect(trial.feed.lag.reading().recordBytes).toBeGreaterThan(5 * 100);
    reader.leave();
    await stalled.return(undefined);
    await trial.clock.settle();
    expect(trial.feed.lag.reading()).toMatchObject({ watchers: 0, behind: 0, cutOff: 1 });
  });

  test("of a watcher that asked for nothing new is none", async () => {
    const trial = newTrial(free);
    const filter = { strategyIds: ["mine"] };
    const reader = new FeedReader(trial, { start: fromNow, filter });
    await trial.clock.settle();
    await many(trial, 5);
    await trial.clock.advance(5_000);
    expect(trial.feed.lag.reading()).toMatchObject({ behind: 0, largestLagMs: 0 });
    reader.leave();
    await trial.clock.settle();
  });
});

describe("the end of many", () => {
  test("spreads their return the more, the more they are", async () => {
    const trial = newTrial();
    const readers = Array.from({ length: 1_500 }, () => new FeedReader(trial, { start: fromNow }));
    await trial.clock.settle();
    const closed = trial.feed.close(1_000);
    await trial.clock.advance(1_000);
    await closed;
    // The trial's random number is a quarter; 1,500 watchers are spread over 3 s.
    const last = readers.map(({ frames }) => frames.at(-1)?.frame);
    expect(
      last.every(
        (frame) =>
          frame?.case === "closing" && millisecondsOf(frame.value.reconnectAfter as never) === 750,
      ),
    ).toBe(true);
  });

  test("who is one too many is told when to come back", async () => {
    const trial = newTrial({ watchersMax: 1 });
    const reader = new FeedReader(trial, { start: fromNow });
    await trial.clock.settle();
    const refused = trial.feed.watch(watchOf({ start: fromNow }));
    const retryAfterMs = 1_500;
    await expect(refused.next()).rejects.toMatchObject({ rejection: { retryAfterMs } });
    const listed = await trial.feed.list(listOf({ start: fromNow }, { waitMs: 1_000 }));
    expect(listed).toMatchObject({ ok: false, rejection: { retryAfterMs } });
    reader.leave();
    await trial.clock.settle();
  });

  test("a store that fails while they sleep ends their streams, and nothing else", async () => {
    const world = newWorld();
    let isBroken = false;
    const store: SessionStore = {
      ...world.store,
      readTail(...args) {
        if (isBroken) throw new StoreError("CLOSED", "The store is closed");
        return world.store.readTail(...args);
      },
    };
    const trial = newTrial({ world: { ...world, store } });
    const reader = new FeedReader(trial, { kinds: [EventKind.LIFECYCLE], start: fromNow });
    await trial.clock.settle();
    isBroken = true;
    await created(trial);
    await trial.clock.settle();
    expect(reader.ending).toContain("The store is closed");
    expect([trial.feed.watcherCount, trial.clock.timerCount]).toEqual([0, 0]);
    expect((await world.store.countOpen(scope)).count).toBe(1);
  });
});

import { describe, expect, test } from "vitest";
import { otherOwner } from "../../contract/store-fixtures.ts";
import { envelopeProblems, FeedReader, listOf, resumeAt } from "./feed-reader.ts";
import { changeOf, created, creation, many, newTrial, newWorld, value } from "./trial.ts";

const fromNow = { from: "now" } as const;
const free = { limits: { createsPerMinute: 0 } };

describe("list", () => {
  test("pages through everything, each token going on where the page ended", async () => {
    const trial = newTrial(free);
    await many(trial, 23);
    await created(trial, { scope: otherOwner });
    const sizes: number[] = [];
    const seen: bigint[] = [];
    for (let start: ReturnType<typeof resumeAt> | { from: "oldest" } = { from: "oldest" }; ; ) {
      const page = value(await trial.feed.list(listOf({ start }, { pageSize: 10 })));
      expect(page.previousRevision).toBe(seen.at(-1) ?? 0n);
      expect(page.currentRevision).toBe(24n);
      sizes.push(page.records.length);
      seen.push(...page.records.map(({ revision }) => revision));
      start = resumeAt(page.resumeToken);
      if (page.caughtUp) break;
    }
    expect(sizes).toEqual([10, 10, 3]);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => BigInt(index + 1)));
  });

  test("waits for the first record, and no longer than asked", async () => {
    const trial = newTrial();
    const waiting = trial.feed.list(listOf({ start: fromNow }, { waitMs: 5_000 }));
    let isOver = false;
    void waiting.then(() => {
      isOver = true;
    });
    await created(trial, { scope: otherOwner });
    await trial.clock.advance(4_999);
    expect(isOver).toBe(false);
    await trial.clock.advance(1);
    const empty = value(await waiting);
    expect(empty).toMatchObject({ records: [], caughtUp: true, currentRevision: 1n });
    const again = trial.feed.list(
      listOf({ start: resumeAt(empty.resumeToken) }, { waitMs: 5_000 }),
    );
    await created(trial);
    const page = value(await trial.clock.finish(again));
    expect(page.records.map(({ revision }) => revision)).toEqual([2n]);
    expect([trial.feed.watcherCount, trial.clock.timerCount]).toEqual([0, 0]);
  });

  test("a caller who is gone waits no longer", async () => {
    const trial = newTrial();
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = trial.feed.list(listOf({ start: fromNow }, { waitMs: 5_000, signal }));
    await trial.clock.settle();
    abort.abort();
    expect(value(await trial.clock.finish(waiting)).records).toEqual([]);
    expect([trial.feed.watcherCount, trial.clock.timerCount]).toEqual([0, 0]);
  });

  test("a page is bounded by bytes as well", async () => {
    const trial = newTrial(free);
    const annotations = { text: "x".repeat(16_000) };
    const asked = creation();
    const big = { ...asked, subject: { ...asked.subject, annotations } };
    await trial.clock.finish(
      Promise.all(Array.from({ length: 250 }, () => trial.commands.create(big))),
    );
    const page = value(await trial.feed.list(listOf({})));
    expect(page.caughtUp).toBe(false);
    expect(page.records.length).toBeGreaterThan(50);
    expect(page.records.length).toBeLessThan(140);
  });

  test("the oldest is all that is kept: sessions before a removed one too, page by page", async () => {
    const trial = newTrial(free);
    await many(trial, 5);
    const { sessionId } = await created(trial);
    await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
    await many(trial, 5);
    trial.clock.jumpWallMs(31 * 86_400_000);
    await trial.clock.finish(trial.upkeep.round());
    const seen: bigint[] = [];
    for (let start: ReturnType<typeof resumeAt> | { from: "oldest" } = { from: "oldest" }; ; ) {
      const page = value(await trial.feed.list(listOf({ start }, { pageSize: 2 })));
      seen.push(...page.records.map(({ revision }) => revision));
      start = resumeAt(page.resumeToken);
      if (page.caughtUp) break;
    }
    expect(seen).toEqual([1n, 2n, 3n, 4n, 5n, 8n, 9n, 10n, 11n, 12n]);
  });
});

describe("a wake-up that is lost", () => {
  test("only delays: the next heartbeat brings what was missed", async () => {
    const world = newWorld();
    const deaf = { ...world, store: { ...world.store, subscribe: () => () => {} } };
    const trial = newTrial({ world: deaf });
    const reader = new FeedReader(trial, { start: fromNow, heartbeatMs: 5_000 });
    await trial.clock.settle();
    await created(trial);
    await trial.clock.advance(4_999);
    expect(reader.revisions).toEqual([]);
    await trial.clock.advance(1);
    expect(reader.revisions).toEqual([1]);
    expect(envelopeProblems(reader.frames)).toEqual([]);
    reader.leave();
    await trial.clock.advance(5_000);
  });
});

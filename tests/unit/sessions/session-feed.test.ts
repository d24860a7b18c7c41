import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionMode, SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { reasonName } from "../../../src/domain/rejection.ts";
import { millisecondsOf } from "../../../src/domain/timestamp.ts";
import { otherOwner, otherTenant, scope } from "../../contract/store-fixtures.ts";
import {
  envelopeProblems,
  FeedReader,
  listOf,
  recordedKinds,
  resumeAt,
  watching,
  watchOf,
} from "./feed-reader.ts";
import {
  changeOf,
  created,
  every,
  forever,
  many,
  newTrial,
  newWorld,
  onDisk,
  type Trial,
  value,
} from "./trial.ts";

const { LIFECYCLE, TRADING_DAYS, SAMPLES } = EventKind;
const fromNow = { from: "now" } as const;
const free = { limits: { createsPerMinute: 0 } };

const label = (trial: Trial, sessionId: string, team: string) =>
  trial.clock.finish(
    trial.commands.update(changeOf(sessionId), create(SessionSchema, { labels: { team } }), [
      "labels",
    ]),
  );

const next = async (trial: Trial, stream: AsyncGenerator<WatchSessionsResponse>) => {
  const { value: frame } = await trial.clock.finish(stream.next());
  if (frame === undefined) throw new Error("the stream ended");
  return frame as WatchSessionsResponse;
};

describe("a stream", () => {
  test("is Opened at once, then the snapshot, its end, and what follows", async () => {
    const trial = newTrial();
    const first = await created(trial);
    const reader = new FeedReader(trial, { heartbeatMs: 7_000 });
    await trial.clock.settle();
    expect(reader.brief()).toEqual(["opened @1", "snapshot of 1", "snapshotEnd @1"]);
    const opened = reader.frames[0]?.frame;
    expect(opened?.case === "opened" && opened.value).toMatchObject({
      ...{ streamId: "stream-1", storeId: trial.store.storeId, currentRevision: 1n },
      ...{ oldestRevision: 0n, heartbeatInterval: { seconds: 7n }, snapshot: true },
    });
    await label(trial, first.sessionId, "a");
    await created(trial);
    await trial.clock.settle();
    expect(reader.brief(3)).toEqual(["record @2", "record @3"]);
    expect(envelopeProblems(reader.frames)).toEqual([]);
    const record = reader.frames[3]?.frame;
    expect(record?.case === "record" && record.value.session?.labels.team).toBe("a");
    reader.leave();
    await trial.clock.settle();
  });

  test("over nothing: Opened, the end of an empty snapshot, heartbeats", async () => {
    const trial = newTrial();
    const reader = new FeedReader(trial, { heartbeatMs: 1_000 });
    await trial.clock.advance(2_500);
    expect(reader.brief()).toEqual(["opened @0", "snapshotEnd @0", "heartbeat @0", "heartbeat @0"]);
    const end = reader.frames[1]?.frame;
    expect(end?.case === "snapshotEnd" && end.value.sessionCount).toBe(0n);
    expect(reader.frames.slice(1).every(({ resumeToken }) => resumeToken !== "")).toBe(true);
    reader.leave();
    await trial.clock.settle();
  });

  test("from now: neither snapshot nor past", async () => {
    const trial = newTrial();
    await created(trial);
    const reader = new FeedReader(trial, { start: fromNow });
    await trial.clock.settle();
    await created(trial);
    await trial.clock.settle();
    expect(reader.brief()).toEqual(["opened @1", "record @2"]);
    const opened = reader.frames[0]?.frame;
    expect(opened?.case === "opened" && opened.value.snapshot).toBe(false);
    expect(reader.frames[0]?.resumeToken).not.toBe("");
    reader.leave();
    await trial.clock.settle();
  });

  test("a heartbeat comes exactly one interval after the last frame", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { strategyId: "mine" });
    const filter = { strategyIds: ["mine"] };
    const reader = new FeedReader(trial, { filter, start: fromNow, heartbeatMs: 5_000 });
    await trial.clock.advance(3_000);
    await label(trial, sessionId, "a");
    await created(trial, { strategyId: "other" });
    await trial.clock.advance(4_999);
    expect(reader.brief()).toEqual(["opened @1", "record @2"]);
    await trial.clock.advance(1);
    expect(reader.brief(2)).toEqual(["heartbeat @3"]);
    const heartbeat = reader.frames[2];
    expect([heartbeat?.previousRevision, heartbeat?.frameNumber]).toEqual([2n, 3n]);
    await trial.clock.advance(4_000);
    await created(trial, { strategyId: "other" });
    await trial.clock.advance(999);
    expect(reader.brief(3)).toEqual([]);
    await trial.clock.advance(1);
    expect(reader.brief(3)).toEqual(["heartbeat @4"]);
    expect(envelopeProblems(reader.frames)).toEqual([]);
    reader.leave();
    await trial.clock.settle();
  });

  test("filters by id, mode, strategy and kind, all of them at once", async () => {
    const trial = newTrial();
    const mine = await created(trial, { strategyId: "mine", pace: every(100), start: true });
    const other = await created(trial, { strategyId: "other", pace: every(100), start: true });
    const revisions = async (reading: Parameters<typeof listOf>[0]) =>
      value(await trial.feed.list(listOf(reading))).records.map((record) => record.decode());
    await trial.clock.advance(5_000);
    const all = await revisions({ kinds: recordedKinds });
    const of = (id: string) => all.filter(({ sessionId }) => sessionId === id);
    expect(all.length).toBe(of(mine.sessionId).length + of(other.sessionId).length);
    const both = { kinds: recordedKinds };
    expect(await revisions({ ...both, filter: { sessionIds: [mine.sessionId] } })).toEqual(
      of(mine.sessionId),
    );
    expect(await revisions({ ...both, filter: { strategyIds: ["other"] } })).toEqual(
      of(other.sessionId),
    );
    expect(await revisions({ ...both, filter: { modes: [SessionMode.SIMULATION] } })).toEqual(all);
    expect(await revisions({ ...both, filter: { modes: [SessionMode.PAPER] } })).toEqual([]);
    const none = { sessionIds: [mine.sessionId], strategyIds: ["other"] };
    expect(await revisions({ ...both, filter: none })).toEqual([]);
    const days = await revisions({ kinds: [TRADING_DAYS] });
    expect(days.flatMap(({ events }) => events)).toHaveLength(20);
    expect(
      days.every(({ events }) =>
        events.every(({ payload }) => payload.case === "tradingDayClosed"),
      ),
    ).toBe(true);
    const lifecycle = await revisions({});
    expect(lifecycle).toHaveLength(4);
    expect(lifecycle.every(({ session }) => session !== undefined)).toBe(true);
  });

  test("another owner and another tenant see nothing of it", async () => {
    const trial = newTrial();
    const readers = [otherOwner, otherTenant].map(
      (other) =>
        new FeedReader(trial, {
          scope: other,
          kinds: [...recordedKinds, SAMPLES],
          heartbeatMs: 1_000,
        }),
    );
    const { sessionId } = await created(trial, { pace: every(50), start: true });
    const named = new FeedReader(trial, { scope: otherOwner, filter: { sessionIds: [sessionId] } });
    await trial.clock.advance(2_500);
    for (const reader of [...readers, named]) {
      const cases = new Set(reader.frames.map(({ frame }) => frame.case));
      expect(
        [...cases].filter((each) => !["opened", "snapshotEnd", "heartbeat"].includes(each ?? "")),
      ).toEqual([]);
      reader.leave();
    }
    const page = value(await trial.feed.list(listOf({ scope: otherOwner, kinds: recordedKinds })));
    expect(page.records).toEqual([]);
    await trial.clock.settle();
  });
});

describe("a snapshot", () => {
  test("of many pages, with changes between them: no change twice, none missing", async () => {
    const trial = newTrial(free);
    await many(trial, 250);
    const stream = watching(trial, watchOf({}));
    const frames: WatchSessionsResponse[] = [];
    const ids = (
      await trial.store.readSnapshot(scope, watchOf({}).selection.log, "", {
        records: 999,
        bytes: 1e9,
      })
    ).sessions.map(({ sessionId }) => sessionId);
    const [early = "", middle = "", late = ""] = [ids[3], ids[150], ids[240]];
    const remove = (id: string) => trial.clock.finish(trial.commands.delete(changeOf(id)));
    frames.push(await next(trial, stream));
    await label(trial, early, "before its page");
    frames.push(await next(trial, stream));
    await label(trial, early, "after its page");
    await label(trial, middle, "before its page");
    await label(trial, late, "long before its page");
    await remove(ids[245] ?? "");
    frames.push(await next(trial, stream));
    await label(trial, middle, "after its page");
    await remove(ids[5] ?? "");
    const newborn = await created(trial);
    frames.push(await next(trial, stream));
    await label(trial, late, "after its page");
    frames.push(await next(trial, stream));
    const kinds = frames.map(({ frame }) =>
      frame.case === "snapshot" ? frame.value.sessions.length : frame.case,
    );
    expect(kinds).toEqual(["opened", 100, 100, 50, "snapshotEnd"]);
    expect(frames.every(({ resumeToken }) => resumeToken === "")).toBe(true);
    const shown = new Map(
      frames.flatMap(({ frame }) =>
        frame.case === "snapshot"
          ? frame.value.sessions.map((session) => [session.sessionId, session] as const)
          : [],
      ),
    );
    expect(shown.get(early)?.labels.team).toBe("before its page");
    expect(shown.get(middle)?.labels.team).toBe("before its page");
    expect(shown.get(late)?.labels.team).toBe("long before its page");
    expect(shown.has(newborn.sessionId)).toBe(true);
    for (let count = 0; count < 4; count += 1) frames.push(await next(trial, stream));
    const records = frames.flatMap(({ frame }) => (frame.case === "record" ? [frame.value] : []));
    expect(records.map(({ sessionId }) => sessionId)).toEqual([early, middle, ids[5], late]);
    for (const { revision, sessionId, session } of records) {
      expect(revision).toBeGreaterThan(shown.get(sessionId)?.status?.revision ?? 0n);
      if (session !== undefined) shown.set(sessionId, session);
    }
    for (const [id, session] of shown) expect(session).toEqual(await onDisk(trial, id));
    expect(envelopeProblems(frames)).toEqual([]);
    // The last page was read at 258: only from there on is everything covered.
    expect(
      frames.slice(5).map(({ revision, resumeToken }) => revision >= 258n === (resumeToken !== "")),
    ).toEqual([true, true, true, true]);
    expect(frames.at(-1)?.resumeToken).not.toBe("");
    await stream.return(undefined);
    expect(trial.feed.watcherCount).toBe(0);
  });

  test("tokens come with a heartbeat where all that happened was in the pages", async () => {
    const trial = newTrial(free);
    await many(trial, 2);
    const stream = watching(trial, watchOf({ heartbeatMs: 1_000 }));
    await next(trial, stream);
    await many(trial, 1);
    expect((await next(trial, stream)).frame).toMatchObject({ value: { sessions: { length: 3 } } });
    const end = await next(trial, stream);
    expect([end.frame.case, end.revision, end.resumeToken]).toEqual(["snapshotEnd", 2n, ""]);
    const waiting = stream.next();
    await trial.clock.advance(1_000);
    const { value: heartbeat } = await waiting;
    expect([heartbeat?.frame.case, heartbeat?.revision]).toEqual(["heartbeat", 3n]);
    expect(heartbeat?.resumeToken).not.toBe("");
    await stream.return(undefined);
  });

  test("shows final states, hides deleted sessions, and has samples of what runs", async () => {
    const trial = newTrial();
    const done = await created(trial, { start: true });
    const gone = await created(trial);
    await trial.clock.finish(trial.commands.delete(changeOf(gone.sessionId)));
    const running = await created(trial, { start: true, pace: every(30) });
    await trial.clock.advance(250);
    const reader = new FeedReader(trial);
    await trial.clock.settle();
    const page = reader.frames[1]?.frame;
    const sessions = page?.case === "snapshot" ? page.value.sessions : [];
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([done.sessionId, running.sessionId]);
    expect(Number(sessions[1]?.status?.progress?.barrier)).toBeGreaterThan(5);
    reader.leave();
    await trial.clock.settle();
  });
});

describe("resuming", () => {
  test("from the token of any frame gives exactly the rest, chained", async () => {
    const trial = newTrial();
    const kinds = recordedKinds;
    const filter = { strategyIds: ["mine"] };
    const reader = new FeedReader(trial, { kinds, filter, heartbeatMs: 1_000 });
    await trial.clock.settle();
    await created(trial, { strategyId: "mine", start: true, pace: every(400) });
    await created(trial, { strategyId: "other", start: true, pace: every(300) });
    await trial.clock.advance(6_000);
    reader.leave();
    await trial.clock.settle();
    expect(reader.revisions.length).toBeGreaterThanOrEqual(10);
    for (const [index, frame] of reader.frames.entries()) {
      if (frame.resumeToken === "") continue;
      const rest = new FeedReader(trial, { kinds, filter, start: resumeAt(frame.resumeToken) });
      await trial.clock.settle();
      const delivered = reader.frames
        .slice(0, index + 1)
        .filter((each) => each.frame.case === "record");
      const last = delivered.at(-1)?.revision ?? 0n;
      expect(rest.revisions).toEqual(reader.revisions.slice(delivered.length));
      expect(rest.frames[0]).toMatchObject({ revision: frame.revision, previousRevision: last });
      expect(envelopeProblems(rest.frames)).toEqual([]);
      const paged = value(
        await trial.feed.list(listOf({ kinds, filter, start: resumeAt(frame.resumeToken) })),
      );
      expect(paged.records.map(({ revision }) => Number(revision))).toEqual(rest.revisions);
      expect(paged.previousRevision).toBe(last);
      rest.leave();
    }
    await trial.clock.settle();
  });

  test("survives a restart", async () => {
    const world = newWorld();
    const before = newTrial({ world });
    const { sessionId } = await created(before);
    const reader = new FeedReader(before);
    await before.clock.settle();
    const { token } = reader;
    before.clock.kill();
    const restarted = newTrial({ world });
    await label(restarted, sessionId, "later");
    const rest = new FeedReader(restarted, { start: resumeAt(token) });
    await restarted.clock.settle();
    expect(rest.brief()).toEqual(["opened @1", "record @2"]);
  });

  test("with other kinds or another filter, or from half a snapshot, is refused", async () => {
    const trial = newTrial();
    await created(trial);
    const reader = new FeedReader(trial, { kinds: [SAMPLES] });
    await trial.clock.settle();
    const tries = [
      { start: resumeAt(reader.token), kinds: [LIFECYCLE] },
      { start: resumeAt(reader.token), kinds: [SAMPLES], filter: { strategyIds: ["a"] } },
      { start: resumeAt("") },
      { start: resumeAt("garbage") },
      { start: resumeAt(reader.token), kinds: [SAMPLES] },
    ];
    const readers = tries.map((each) => new FeedReader(trial, each));
    await trial.clock.settle();
    expect(readers.map(({ ending, frames }) => `${ending} ${frames.length}`)).toEqual([
      "FILTER_CHANGED 0",
      "FILTER_CHANGED 0",
      "INVALID_RESUME_TOKEN 0",
      "INVALID_RESUME_TOKEN 0",
      "undefined 1",
    ]);
    const listed = await trial.feed.list(listOf({ start: resumeAt(reader.token) }));
    expect(listed.ok ? "" : reasonName(listed.rejection.reason)).toBe("FILTER_CHANGED");
    for (const each of [reader, ...readers]) each.leave();
    await trial.clock.settle();
  });

  test("after what was removed is refused, and ends a slow stream", async () => {
    const trial = newTrial(free);
    const other = newTrial(free);
    const { sessionId } = await created(trial, forever);
    const stream = watching(trial, watchOf({ start: fromNow }));
    const opened = await next(trial, stream);
    await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
    await created(trial, forever);
    trial.clock.jumpWallMs(31 * 86_400_000);
    await trial.clock.finish(trial.upkeep.round());
    expect(trial.store.position()).toEqual({ head: 3n, compacted: 2n });
    await expect(trial.clock.finish(stream.next())).rejects.toThrow("were removed");
    const resumed = new FeedReader(trial, { start: resumeAt(opened.resumeToken) });
    const foreign = new FeedReader(other, { start: resumeAt(opened.resumeToken) });
    await trial.clock.settle();
    await other.clock.settle();
    expect(resumed.ending).toBe("REVISION_COMPACTED");
    // Both stores of the tests have the same id, made by the same bytes: this one is just shorter.
    expect(foreign.ending).toBe("REVISION_IN_FUTURE");
    expect(trial.feed.watcherCount).toBe(0);
  });
});

describe("samples", () => {
  test("are the newest of each session, whatever a slow watcher missed", async () => {
    const trial = newTrial();
    const stream = watching(trial, watchOf({ kinds: [SAMPLES], start: fromNow }));
    await next(trial, stream);
    const asked = { start: true, pace: every(50), to: "2019-12-31" };
    const ids = [(await created(trial, asked)).sessionId, (await created(trial, asked)).sessionId];
    await trial.clock.advance(5_000);
    const seen = [await next(trial, stream), await next(trial, stream)];
    const samples = seen.map(({ frame }) => (frame.case === "sample" ? frame.value : undefined));
    expect(samples.map((each) => each?.sessionId).sort()).toEqual(ids.sort());
    expect(samples.every((each) => (each?.progress?.barrier ?? 0n) > 90n)).toBe(true);
    expect(
      envelopeProblems(
        [...seen].map((each, index) => ({ ...each, frameNumber: BigInt(index + 1) })),
      ),
    ).toEqual(["frame 1: sample"]);
    await stream.return(undefined);
    await trial.clock.finish(trial.registry.drain());
  });

  test("are sent once, however often others wake the watcher", async () => {
    const trial = newTrial();
    const reader = new FeedReader(trial, { kinds: [SAMPLES], start: fromNow });
    const still = await created(trial, { start: true, pace: every(3_600_000) });
    const busy = await created(trial, { start: true, pace: every(50), to: "2019-12-31" });
    await trial.clock.advance(5_000);
    const count = (id: string) =>
      reader.frames.filter(({ frame }) => frame.case === "sample" && frame.value.sessionId === id)
        .length;
    expect(count(still.sessionId)).toBe(1);
    expect(count(busy.sessionId)).toBeGreaterThan(20);
    expect(count(busy.sessionId)).toBeLessThan(28);
    reader.leave();
    await trial.clock.finish(trial.registry.drain());
  });

  test("beside records follow the records they belong to", async () => {
    const trial = newTrial();
    const reader = new FeedReader(trial, { kinds: [LIFECYCLE, SAMPLES], start: fromNow });
    await created(trial, { start: true, pace: every(500) });
    await trial.clock.advance(2_000);
    const cases = reader.frames.map(({ frame }) => frame.case);
    expect(cases.slice(0, 3)).toEqual(["opened", "record", "sample"]);
    expect(envelopeProblems(reader.frames)).toEqual([]);
    reader.leave();
    await trial.clock.advance(10_000);
  });
});

describe("the end of a stream", () => {
  test("a caller who is gone is forgotten, asleep, reading or not yet begun", async () => {
    const trial = newTrial();
    await created(trial);
    const reader = new FeedReader(trial);
    await trial.clock.settle();
    expect([trial.feed.watcherCount, trial.clock.timerCount]).toEqual([1, 1]);
    reader.leave();
    await trial.clock.settle();
    expect([reader.ending, trial.feed.watcherCount, trial.clock.timerCount]).toEqual([
      "done",
      0,
      0,
    ]);
    const stream = watching(trial, watchOf({}));
    await next(trial, stream);
    expect(trial.feed.watcherCount).toBe(1);
    await stream.return(undefined);
    expect(trial.feed.watcherCount).toBe(0);
    const gone = AbortSignal.abort();
    const late = watching(trial, watchOf({}, gone));
    for (;;) if ((await trial.clock.finish(late.next())).done) break;
    expect([trial.feed.watcherCount, trial.clock.timerCount]).toEqual([0, 0]);
    await trial.clock.finish(watching(trial, watchOf({}, gone)).return(undefined));
  });

  test("close tells every watcher where to go on, then ends its stream", async () => {
    const trial = newTrial();
    await created(trial);
    const reader = new FeedReader(trial);
    const waiting = trial.feed.list(listOf({ start: fromNow }, { waitMs: 20_000 }));
    await trial.clock.settle();
    const closed = trial.feed.close(1_000);
    const page = value(await trial.clock.finish(waiting));
    expect(page.records).toEqual([]);
    await trial.clock.advance(10);
    await closed;
    const last = reader.frames.at(-1);
    expect(
      last?.frame.case === "closing" && millisecondsOf(last.frame.value.reconnectAfter as never),
    ).toBe(500);
    expect(reader.ending).toBe("SERVER_STOPPING");
    expect(trial.feed.watcherCount).toBe(0);
    await created(trial);
    const again = newTrial({ world: trial.world });
    const rest = new FeedReader(again, { start: resumeAt(reader.token) });
    await again.clock.settle();
    expect(rest.revisions).toEqual([2]);
  });

  test("close waits no longer than it may for a watcher that does not read", async () => {
    const trial = newTrial();
    const stream = watching(trial, watchOf({}));
    await next(trial, stream);
    let isClosed = false;
    void trial.feed.close(1_000).then(() => {
      isClosed = true;
    });
    await trial.clock.advance(990);
    expect(isClosed).toBe(false);
    await trial.clock.advance(20);
    expect(isClosed).toBe(true);
  });

  test("one watcher too many is refused; a place is free when another leaves", async () => {
    const trial = newTrial({ watchersMax: 2 });
    const first = new FeedReader(trial);
    const waiting = trial.feed.list(listOf({ start: fromNow }, { waitMs: 5_000 }));
    await trial.clock.settle();
    const third = new FeedReader(trial);
    const fourth = await trial.feed.list(listOf({ start: fromNow }, { waitMs: 5_000 }));
    await trial.clock.settle();
    expect(third.ending).toBe("WATCHER_LIMIT_EXCEEDED");
    expect(fourth.ok ? "" : reasonName(fourth.rejection.reason)).toBe("WATCHER_LIMIT_EXCEEDED");
    expect((await trial.feed.list(listOf({}))).ok).toBe(true);
    await trial.clock.advance(5_000);
    await waiting;
    const fifth = new FeedReader(trial);
    await trial.clock.settle();
    expect(fifth.ending).toBeUndefined();
    for (const each of [first, fifth]) each.leave();
    await trial.clock.settle();
    expect(trial.feed.watcherCount).toBe(0);
  });
});

/**
 * Watchers that come, go and come back at random, over sessions that live at random: what each was
 * delivered is the filtered log from where it began. Ordered, unique, reliable, atomic, resumable.
 */
import { create, equals } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  EventKind,
  type SessionRecord,
  SessionRecordSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { type Session, SessionSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { otherOwner, readRecords, scope } from "../contract/store-fixtures.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  envelopeProblems,
  FeedReader,
  type Reading,
  resumeAt,
  watchOf,
} from "../unit/sessions/feed-reader.ts";
import { changeOf, creation, every, newTrial, type Trial } from "../unit/sessions/trial.ts";

const { LIFECYCLE, TRADING_DAYS, SAMPLES } = EventKind;

type Step =
  | {
      readonly do: "create";
      readonly strategy: number;
      readonly start: boolean;
      readonly mine: boolean;
    }
  | {
      readonly do: "label" | "start" | "pause" | "resume" | "stop" | "delete";
      readonly session: number;
    }
  | { readonly do: "advance"; readonly ms: number }
  | { readonly do: "turn" }
  | { readonly do: "watch" | "break" | "resume-watch"; readonly watcher: number }
  /** Connects, and hangs up after a few turns. */
  | { readonly do: "glance"; readonly watcher: number; readonly turns: number };

const one = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      strategy: fc.nat({ max: 2 }),
      start: fc.boolean(),
      mine: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "label" as const,
        "start" as const,
        "pause" as const,
        "resume" as const,
        "stop" as const,
        "delete" as const,
      ),
      session: one,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("advance" as const), ms: fc.nat({ max: 2_500 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("turn" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("watch" as const, "break" as const, "resume-watch" as const),
      watcher: one,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("glance" as const),
      watcher: one,
      turns: fc.nat({ max: 5 }),
    }),
  },
);

/** What the eight watchers ask for; each second one begins with a snapshot, and is slow. */
const readings: readonly Reading[] = [
  { kinds: [LIFECYCLE, TRADING_DAYS] },
  { kinds: [LIFECYCLE], filter: { strategyIds: ["s1"] } },
  { kinds: [TRADING_DAYS, SAMPLES] },
  { kinds: [LIFECYCLE, TRADING_DAYS], scope: otherOwner },
].flatMap((reading) => [
  { ...reading, start: { from: "now" }, heartbeatMs: 1_000 },
  { ...reading, start: { from: "snapshot" }, heartbeatMs: 1_000, isSlow: true },
]);

/** One watcher over all of its connections. */
interface Watcher {
  readonly reading: Reading;
  /** Where it began. */
  began: bigint;
  readonly frames: WatchSessionsResponse[];
  reader: FeedReader | undefined;
  token: string;
}

test("each watcher has what its filter selects of the log, once, in order, whole", async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 20, maxLength: 100 }),
    async (steps) => {
      const trial = newTrial({ limits: { createsPerMinute: 0 } });
      const watchers = readings.map(
        (reading): Watcher => ({ reading, began: 0n, frames: [], reader: undefined, token: "" }),
      );
      const ids: string[] = [];
      for (const each of steps) await take(trial, each, ids, watchers);
      await trial.clock.advance(3_000);
      for (const watcher of watchers) await leave(trial, watcher);
      for (const watcher of watchers) await check(trial, watcher);
      expect(trial.feed.watcherCount).toBe(0);
      expect(await trial.store.upkeep.verify()).toEqual([]);
      expect(trial.errors).toEqual([]);
      await trial.clock.finish(trial.registry.drain());
    },
  );
  await fc.assert(property, { seed, numRuns: 150 });
}, 120_000);

async function take(trial: Trial, next: Step, ids: string[], watchers: readonly Watcher[]) {
  const { commands, clock } = trial;
  switch (next.do) {
    case "create": {
      const asked = { strategyId: `s${next.strategy}`, start: next.start, pace: every(300) };
      const request = creation({ ...asked, scope: next.mine ? scope : otherOwner });
      void commands
        .create(request)
        .then((made) => made.ok && ids.push(made.value.session.sessionId));
      return;
    }
    case "advance":
      return clock.advance(next.ms);
    case "turn":
      await clock.step();
      return;
    case "glance": {
      const watcher = watchers[next.watcher];
      await connect(trial, "watch", watcher);
      for (let turn = 0; turn < next.turns; turn += 1) await clock.step();
      return connect(trial, "break", watcher);
    }
    case "watch":
    case "break":
    case "resume-watch":
      return connect(trial, next.do, watchers[next.watcher]);
    default: {
      const sessionId = ids[next.session];
      if (sessionId === undefined) return;
      const change = changeOf(sessionId);
      if (next.do === "stop") void commands.stop(change, 0);
      else if (next.do === "label") {
        const labels = { at: String(clock.ms), head: String(trial.store.position().head) };
        void commands.update(change, create(SessionSchema, { labels }), ["labels"]);
      } else void commands[next.do](change);
    }
  }
}

async function connect(trial: Trial, how: "watch" | "break" | "resume-watch", watcher?: Watcher) {
  if (watcher === undefined) return;
  if (how === "break") return leave(trial, watcher);
  if (watcher.reader !== undefined) return;
  if (watcher.token !== "") {
    watcher.reader = new FeedReader(trial, { ...watcher.reading, start: resumeAt(watcher.token) });
  } else if (how === "watch") {
    // A broken snapshot cannot be resumed: it begins anew.
    watcher.frames.length = 0;
    watcher.began = trial.store.position().head;
    watcher.reader = new FeedReader(trial, watcher.reading);
  }
}

/** Hangs up in the middle of whatever is going on: what is sent after that is lost on the way. */
async function leave(trial: Trial, watcher: Watcher) {
  const { reader } = watcher;
  if (reader === undefined) return;
  const frames = [...reader.frames];
  const { token } = reader;
  reader.leave();
  watcher.reader = undefined;
  expect(envelopeProblems(frames)).toEqual([]);
  if (watcher.frames.length > 0 && frames[0] !== undefined) {
    expect(frames[0].previousRevision).toBe(lastRevision(watcher.frames));
  }
  if (frames.length > 0) watcher.token = token;
  watcher.frames.push(...frames);
  await trial.clock.settle();
  expect(reader.ending).toBe("done");
}

/** Revision of the last record, as the chain has it. */
function lastRevision(frames: readonly WatchSessionsResponse[]): bigint {
  const last = frames.at(-1);
  if (last === undefined) return 0n;
  return last.frame.case === "record" ? last.revision : last.previousRevision;
}

async function check(trial: Trial, { reading, began, frames, token }: Watcher) {
  const { selection } = watchOf(reading);
  const log = { ...selection.log };
  const reader = reading.scope ?? scope;
  const records = await readRecords(trial.store, reader, log, began);
  const delivered = frames.flatMap(({ frame }) => (frame.case === "record" ? [frame.value] : []));
  const shown = new Map<string, Session>();
  for (const { frame } of frames) {
    if (frame.case !== "snapshot") continue;
    for (const session of frame.value.sessions) shown.set(session.sessionId, session);
  }
  const position = frames.at(-1)?.revision ?? began;
  if (reading.start?.from === "snapshot" && log.kinds.includes(LIFECYCLE) && token !== "") {
    const known = new Set([...shown.keys(), ...delivered.map(({ sessionId }) => sessionId)]);
    await checkWhole(trial, reading, known, position);
  }
  const expected = records.filter(({ revision }) => revision <= position);
  const isCovered = ({ sessionId, revision }: SessionRecord) =>
    (shown.get(sessionId)?.status?.revision ?? 0n) >= revision;
  // A stream that began with a snapshot leaves out what the pages showed already.
  const missing = expected.filter(
    (record) => !delivered.some(({ revision }) => revision === record.revision),
  );
  const excused = missing.filter((record) => isCovered(record) || isGone(records, record));
  expect(missing.map(({ revision }) => revision)).toEqual(excused.map(({ revision }) => revision));
  if (reading.start?.from === "now") expect(missing).toEqual([]);
  expect(delivered.filter(isCovered)).toEqual([]);
  const rest = expected.filter((record) => !missing.includes(record));
  expect(delivered.map(({ revision }) => revision)).toEqual(rest.map(({ revision }) => revision));
  for (const [index, record] of delivered.entries()) {
    expect(equals(SessionRecordSchema, record, rest[index] ?? create(SessionRecordSchema))).toBe(
      true,
    );
    expect(record.session === undefined || record.session.owner === reader.owner).toBe(true);
  }
  for (const session of shown.values()) expect(session.owner).toBe(reader.owner);
  if (frames.length > 0 && token !== "")
    expect((await resumedAt(trial, reading, token)).length).toBe(
      records.filter(({ revision }) => revision > position).length,
    );
}

/** Whoever holds a token after a snapshot knows every session that there was at its position. */
async function checkWhole(trial: Trial, reading: Reading, known: ReadonlySet<string>, to: bigint) {
  const { log } = watchOf({ ...reading, kinds: [LIFECYCLE] }).selection;
  const records = await readRecords(trial.store, reading.scope ?? scope, log);
  const there = new Set<string>();
  for (const { revision, sessionId, events } of records) {
    if (revision > to) break;
    const isDeleted = events.some(({ payload }) => payload.case === "sessionDeleted");
    if (isDeleted) there.delete(sessionId);
    else there.add(sessionId);
  }
  expect([...there].filter((id) => !known.has(id))).toEqual([]);
}

/** The session was created and deleted before its page was read: there was nothing to show. */
function isGone(
  records: readonly SessionRecord[],
  { sessionId, revision }: SessionRecord,
): boolean {
  const deletion = records.find(
    (record) =>
      record.sessionId === sessionId &&
      record.events.some(({ payload }) => payload.case === "sessionDeleted"),
  );
  return deletion !== undefined && deletion.revision >= revision;
}

async function resumedAt(trial: Trial, reading: Reading, token: string) {
  const reader = new FeedReader(trial, { ...reading, start: resumeAt(token) });
  await trial.clock.settle();
  reader.leave();
  await trial.clock.settle();
  return reader.revisions;
}

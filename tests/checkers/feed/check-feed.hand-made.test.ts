/** Every property of the feed on a history by hand: what is right passes, each fault is named. */
import { describe, expect, test } from "vitest";
import { checkFeed } from "./check-feed.ts";
import {
  ended,
  frame,
  handMadeLog,
  handMadeStreams,
  handMadeWatcher,
  logged,
  opened,
  record,
  recordFrame,
  seen,
  stream,
  tokenOf7,
} from "./hand-made-feed.ts";
import type { Acknowledgement, Entry, LogHistory, Watcher } from "./history.ts";
import { violationText } from "./property.ts";

function problems(
  entries: readonly Entry[],
  {
    watcher = handMadeWatcher,
    log = handMadeLog,
    acknowledged = [],
  }: {
    watcher?: Watcher;
    log?: LogHistory;
    acknowledged?: readonly Acknowledgement[];
  } = {},
): readonly string[] {
  const { violations } = checkFeed({ log, acknowledged, watchers: [{ watcher, entries }] });
  return violations.map(violationText);
}

/** Session b lives from 2 to 3. */
const shortLife: LogHistory = {
  storeId: "store",
  head: 3,
  records: [
    record(1, "a", "1L"),
    record(2, "b", "1L"),
    { ...record(3, "b", "2L"), session: { ...seen("b", 3, 2), isDeleted: true } },
  ],
};

/** A snapshot without b, opened before its life, and what follows. */
function betweenPages(...rest: readonly Entry[]): readonly Entry[] {
  return [
    stream(1, { from: "snapshot" }),
    opened(1, 0, true),
    frame(2, 1, 0, { kind: "snapshot", sessions: [seen("a", 1, 1)] }, false),
    frame(3, 1, 0, { kind: "snapshotEnd", sessionCount: 1 }, false),
    ...rest,
  ];
}

const streamOf = (name: string): readonly Entry[] => handMadeStreams[name] ?? [];

/** A stream with entries in place of some of its own; entry 0 is its beginning. */
function spoil(name: string, at: number, remove: number, ...insert: readonly Entry[]): Entry[] {
  return [...streamOf(name)].toSpliced(at, remove, ...insert);
}

describe("what is right passes", () => {
  test.each(Object.keys(handMadeStreams))("the stream %s", (name) => {
    expect(problems(streamOf(name))).toEqual([]);
  });

  test("all streams of one watcher, and what was acknowledged", () => {
    const acknowledged = [
      { sessionId: "a", revision: 7, eventNumber: 6 },
      { sessionId: "b", revision: 8, eventNumber: 3 },
    ];
    expect(problems(Object.values(handMadeStreams).flat(), { acknowledged })).toEqual([]);
  });

  test("a session that was created and deleted while the snapshot was read is never told of", () => {
    expect(
      problems(betweenPages(frame(4, 3, 0, { kind: "heartbeat" })), { log: shortLife }),
    ).toEqual([]);
  });
});

describe("each fault is found and named", () => {
  const beat = (number: number, position: number, previous: number) =>
    frame(number, position, previous, { kind: "heartbeat" });

  test.each<[fault: string, entries: readonly Entry[], violation: RegExp]>([
    [
      "a lost frame",
      spoil("resumed", 2, 1),
      /^Dense: watcher w, stream 2, frame 3: is not frame 2/,
    ],
    ["an opening in the middle", spoil("now", 4, 1, opened(4, 4)), /^Dense: .*: is not frame 4/],
    ["no opening", spoil("now", 1, 1), /^Dense: .*frame 2: is not frame 1/],
    [
      "records swapped",
      spoil("resumed", 2, 2, recordFrame(2, 9, 7), recordFrame(3, 8, 9)),
      /^Ordered: watcher w, stream 2, frame 3: goes back from position 9 to 8/,
    ],
    [
      "a position that goes back",
      spoil("snapshot", 5, 1, beat(5, 6, 7)),
      /^Ordered: .*frame 5: goes back from position 7 to 6/,
    ],
    [
      "a record twice",
      spoil("now", 3, 0, recordFrame(3, 3, 3)),
      /^Unique: .*frame 3: record 3 was delivered before/,
    ],
    [
      "a record that the token covers",
      spoil("resumed", 2, 0, recordFrame(2, 7, 7)),
      /^Unique: .*frame 2: record 7 is covered by the token of 7/,
    ],
    [
      "a split record",
      spoil("now", 3, 1, {
        ...recordFrame(3, 4, 3),
        content: { kind: "record", record: record(4, "a", "3T") },
      }),
      /^Atomic: .*frame 3: record 4 has the events \[3:.*\] of a, the log has \[3:.* 4:/,
    ],
    [
      "a mixed record",
      spoil("now", 2, 1, {
        ...recordFrame(2, 3, 0),
        content: {
          kind: "record",
          record: { ...record(3, "a", "2L", "3T"), session: seen("a", 3, 2) },
        },
      }),
      /^Atomic: .*frame 2: record 3 has the events \[2:.* 3:/,
    ],
    [
      "a record with another session state",
      spoil("now", 2, 1, {
        ...recordFrame(2, 3, 0),
        content: { kind: "record", record: { ...logged(3), session: seen("a", 7, 6) } },
      }),
      /^Atomic: .*record 3 does not have the session as the log has it/,
    ],
    [
      "a gap that the numbers hide",
      spoil("resumed", 2, 2, recordFrame(2, 9, 7)),
      /^Reliable: .*stream 2, frame 2: record 8 of b is missing before record 9/,
    ],
    [
      "a chain that skips",
      spoil("now", 3, 1, recordFrame(3, 4, 2)),
      /^Reliable: .*frame 3: says that record 2 came last, but 3 did/,
    ],
    [
      "a chain that is not carried over the reconnect",
      spoil("resumed", 1, 1, opened(7, 0)),
      /^Reliable: .*stream 2, frame 1: says that record 0 came last, but 7 did/,
    ],
    [
      "a resume that begins too late",
      spoil("resumed", 1, 2, opened(8, 7)),
      /^Resumable: .*stream 2, frame 1: goes on from 8, the token is of 7/,
    ],
    [
      "a resume whose first record is not the next one",
      spoil("resumed", 2, 1),
      /^Resumable: .*begins with record 9, after 7 comes 8/,
    ],
    [
      "a token of another filter that is taken",
      [stream(5, { ...tokenOf7, flaw: "FILTER_CHANGED" }), opened(7, 7)],
      /^Resumable: .*is delivered, though the token has to be refused with FILTER_CHANGED/,
    ],
    [
      "a future token that is refused for the wrong reason",
      [
        stream(5, { ...tokenOf7, flaw: "REVISION_IN_FUTURE" }),
        ended("OUT_OF_RANGE", "REVISION_COMPACTED"),
      ],
      /^Resumable: .*ends with OUT_OF_RANGE REVISION_COMPACTED, not with REVISION_IN_FUTURE/,
    ],
    [
      "a sound token that is refused",
      [stream(2, tokenOf7), ended("OUT_OF_RANGE", "REVISION_COMPACTED")],
      /^Resumable: .*a sound token is refused: REVISION_COMPACTED/,
    ],
    [
      "a bookmark ahead of what was delivered",
      spoil("snapshot", 5, 2, beat(5, 8, 7)),
      /^Bookmarkable: .*frame 5: says position 8, but record 8 of b was not delivered/,
    ],
    [
      "a token in the middle of the snapshot",
      spoil("snapshot", 1, 1, { ...opened(4, 0, true), hasToken: true }),
      /^Bookmarkable: .*frame 1: carries a token in the middle of the snapshot/,
    ],
    [
      "a record at the wrong position",
      spoil("now", 2, 1, { ...recordFrame(2, 3, 0), position: 4 }),
      /^Bookmarkable: .*frame 2: record 3 says position 4/,
    ],
    [
      "a snapshot without one of the sessions",
      spoil(
        "snapshot",
        2,
        2,
        frame(2, 4, 0, { kind: "snapshot", sessions: [seen("b", 5, 2)] }, false),
        frame(3, 4, 0, { kind: "snapshotEnd", sessionCount: 1 }, false),
      ),
      /^Snapshot: .*is of no revision: at least 5, .*; at most 0, for it omits a, created at 1/,
    ],
    [
      "a snapshot with a session from before it was opened",
      spoil(
        "snapshot",
        2,
        1,
        frame(2, 4, 0, { kind: "snapshot", sessions: [seen("a", 3, 2), seen("b", 5, 2)] }, false),
      ),
      /^Snapshot: .*is of no revision: .* at most 3, for it shows a from before 4/,
    ],
    [
      "a snapshot that shows what never was",
      spoil(
        "snapshot",
        2,
        1,
        frame(
          2,
          4,
          0,
          { kind: "snapshot", sessions: [seen("a", 4, 9, 4), seen("b", 5, 2)] },
          false,
        ),
      ),
      /^Snapshot: .*frame 2: shows a as of 4 unlike the log/,
    ],
    [
      "a snapshot that counts wrong",
      spoil("snapshot", 3, 1, frame(3, 4, 0, { kind: "snapshotEnd", sessionCount: 3 }, false)),
      /^Snapshot: .*frame 3: counts 3 sessions of 2/,
    ],
    [
      "a record that the snapshot held",
      spoil("snapshot", 4, 1, recordFrame(4, 5, 0), recordFrame(5, 7, 5)),
      /^Snapshot: .*frame 4: the snapshot held record 5 of b already/,
    ],
    [
      "a record between the pages of a snapshot",
      spoil("snapshot", 2, 0, { ...recordFrame(2, 5, 0), hasToken: false }),
      /^Snapshot: .*frame 2: record 5 is in the snapshot/,
    ],
    [
      "a record that was never committed",
      spoil("resumed", 4, 1, {
        ...recordFrame(4, 9, 9),
        position: 10,
        content: { kind: "record", record: record(10, "a", "8L") },
      }),
      /^Committed: .*frame 4: shows revision 10, but the log ends at 9/,
    ],
    [
      "a record whose revision another session has in the end",
      spoil("resumed", 2, 1, {
        ...recordFrame(2, 8, 7),
        content: { kind: "record", record: record(8, "a", "7L") },
      }),
      /^Committed: .*frame 2: record 8 is of a, in the log of b/,
    ],
    [
      "a position that was never committed",
      spoil("resumed", 4, 1, beat(4, 12, 9)),
      /^Committed: .*frame 4: shows revision 12, but the log ends at 9/,
    ],
  ])("%s", (_fault, entries, violation) => {
    expect(problems(entries)).toContainEqual(expect.stringMatching(violation));
  });

  test("a life after the snapshot that is never told of", () => {
    const entries = betweenPages(beat(4, 1, 0), beat(5, 3, 0));
    expect(problems(entries, { log: shortLife })).toContainEqual(
      "Bookmarkable: watcher w, stream 1, frame 5: says position 3, but record 2 of b was not delivered",
    );
  });

  test("half a life that is never told of", () => {
    expect(problems(betweenPages(beat(4, 2, 0)), { log: shortLife })).toContainEqual(
      expect.stringMatching(
        /^Snapshot: .*at least 3, for neither it nor what follows shows b; at most 2/,
      ),
    );
  });

  test("a life of which only the end is told", () => {
    const last = shortLife.records[2];
    const told = last && frame(4, 3, 0, { kind: "record", record: last });
    expect(problems(betweenPages(...(told ? [told] : [])), { log: shortLife })).toContainEqual(
      expect.stringMatching(/^Snapshot: .*neither the snapshot nor a record before 3 told of b/),
    );
  });

  test("what the filter does not select", () => {
    const watcher = { ...handMadeWatcher, sessionIds: ["b"] };
    expect(problems(streamOf("now"), { watcher })).toContainEqual(
      "Filtered: watcher w, stream 3, frame 2: shows a, which the filter does not select",
    );
  });

  test("events of a kind that was not asked for", () => {
    const watcher: Watcher = { ...handMadeWatcher, kinds: ["LIFECYCLE"] };
    expect(problems(streamOf("now"), { watcher })).toContainEqual(
      "Filtered: watcher w, stream 3, frame 3: record 4 has an event of TRADING_DAYS",
    );
  });

  test("a sample that was not asked for", () => {
    const entries = spoil("now", 4, 0, frame(4, 4, 4, { kind: "sample", sessionId: "a" }));
    expect(problems(entries)).toContainEqual("Filtered: watcher w, stream 3, frame 4: is a sample");
  });

  test("an acknowledged change that is lost", () => {
    const acknowledged = [{ sessionId: "b", revision: 9, eventNumber: 4 }];
    expect(problems([], { acknowledged })).toEqual([
      "Acknowledged: the log: event 4 of b was acknowledged at 9 and is lost",
    ]);
  });

  test("a hole in the log", () => {
    const records = handMadeLog.records.filter(({ revision }) => revision !== 4);
    expect(problems([], { log: { ...handMadeLog, records } })).toEqual([
      "Dense log: the log: event 3 of a is 5",
    ]);
  });
});

/** Every property of the lifecycle on a history by hand: each fault is named. */
import { describe, expect, test } from "vitest";
import { checkLifecycle } from "./check-lifecycle.ts";
import type { Call, CallOutcome, LoggedAppend, LoggedEvent, SessionView } from "./history.ts";

/** The session after each append. */
const created: SessionView = {
  sessionId: "s",
  state: "READY",
  isDeleted: false,
  etag: '"1"',
  revision: 1,
  eventNumber: 1,
  label: "",
  name: "",
};
const started: SessionView = {
  ...created,
  state: "RUNNING",
  etag: '"2"',
  revision: 2,
  eventNumber: 2,
};
const paused: SessionView = {
  ...started,
  state: "PAUSED",
  etag: '"4"',
  revision: 4,
  eventNumber: 4,
};
const labelled: SessionView = { ...paused, label: "x", etag: '"5"', revision: 5, eventNumber: 5 };
const stopped: SessionView = {
  ...labelled,
  state: "STOPPED",
  etag: '"6"',
  revision: 6,
  eventNumber: 6,
};

function append(
  revision: number,
  event: Omit<LoggedEvent, "number" | "actor">,
  session?: SessionView,
): LoggedAppend {
  const actor = event.requestId === "" ? "server" : "local";
  const shown = session === undefined ? {} : { session };
  return { revision, sessionId: "s", events: [{ ...event, number: revision, actor }], ...shown };
}

const move = (requestId: string, from: SessionView, to: SessionView) =>
  ({ what: "StateChanged", requestId, from: from.state, to: to.state }) as const;

const log: readonly LoggedAppend[] = [
  append(1, { what: "Created", requestId: "create" }, created),
  append(2, move("start", created, started), started),
  append(3, { what: "TradingDay", requestId: "" }),
  append(4, move("pause", started, paused), paused),
  append(5, { what: "Updated", requestId: "update" }, labelled),
  append(6, move("stop", labelled, stopped), stopped),
];

function call(
  command: Call["command"],
  requestId: string,
  [sentAt, returnedAt]: readonly [number, number],
  outcome: CallOutcome,
  rest: Pick<Partial<Call>, "etag" | "label" | "name"> = {},
): Call {
  const sessionId = command === "Create" ? "" : "s";
  return {
    client: "c",
    command,
    sessionId,
    requestId,
    etag: "",
    sentAt,
    returnedAt,
    outcome,
    ...rest,
  };
}

const done = (session: SessionView): CallOutcome => ({ kind: "done", session });
const unknown: CallOutcome = { kind: "unknown", code: "UNAVAILABLE" };
const refused = (reason: string, state = "", etag = ""): CallOutcome => ({
  ...{ kind: "refused", reason, state, etag },
});
const guard = { etag: paused.etag };

/** Calls by name; their times are intervals that overlap where clients do. */
const calls = {
  create: call("Create", "create", [0, 1], done(created)),
  start: call("Start", "start", [2, 3], done(started)),
  // While the other start is under way.
  lateStart: call("Start", "start-2", [2.5, 3.5], refused("ILLEGAL_TRANSITION", "RUNNING")),
  lostPause: call("Pause", "pause", [5, 6], unknown),
  repeatedPause: call("Pause", "pause", [7, 8], done(paused)),
  update: call("Update", "update", [9, 10], done(labelled), { ...guard, label: "x" }),
  lateUpdate: call("Update", "update-2", [9.5, 10.5], refused("ETAG_MISMATCH", "", labelled.etag), {
    ...guard,
    label: "y",
  }),
  read: call("Get", "", [8.5, 9.2], done(paused)),
  idleUpdate: call("Update", "update-3", [10.6, 10.7], done(labelled), { label: "x" }),
  lostStop: call("Stop", "stop", [11, 12], unknown),
  neverHappened: call("Delete", "delete", [11, 12], unknown),
} satisfies Record<string, Call>;

/** What is found when some calls are others, and appends too. */
function problems(
  changedCalls: Readonly<Record<string, Call | undefined>>,
  changedLog: (log: readonly LoggedAppend[]) => readonly LoggedAppend[] = (all) => all,
): readonly string[] {
  const all = Object.values<Call | undefined>({ ...calls, ...changedCalls });
  const present = all.filter((each) => each !== undefined);
  return checkLifecycle({ calls: present, log: changedLog(log) });
}

test("what is right passes", () => {
  expect(problems({})).toEqual([]);
});

describe("what is uncertain passes either way", () => {
  test("a stop whose answer was lost did not happen", () => {
    expect(problems({}, (all) => all.slice(0, 5))).toEqual([]);
  });

  test("a read during an update sees it, or does not", () => {
    expect(problems({ read: { ...calls.read, outcome: done(labelled) } })).toEqual([]);
  });

  test("a refusal names the state before or after a command under way", () => {
    const outcome = refused("ILLEGAL_TRANSITION", "READY");
    const early = call("Pause", "pause-0", [2.5, 3.5], outcome);
    expect(problems({ early })).toEqual([]);
    const late = { ...early, outcome: refused("ILLEGAL_TRANSITION", "RUNNING") };
    expect(problems({ late: { ...late, command: "Resume" } })).toEqual([]);
  });

  test("a refused request happens when it is repeated", () => {
    const early = call("Pause", "pause", [1.5, 1.9], refused("ILLEGAL_TRANSITION", "READY"));
    expect(problems({ early })).toEqual([]);
  });
});

describe("each fault is found and named", () => {
  const at = (index: number, changed: LoggedAppend) => (all: readonly LoggedAppend[]) =>
    all.with(index, changed);

  test.each<
    [
      fault: string,
      changed: Record<string, Call | undefined>,
      log: ((all: readonly LoggedAppend[]) => readonly LoggedAppend[]) | undefined,
      violation: RegExp,
    ]
  >([
    [
      "a move that the table does not have",
      { start: { ...calls.start, command: "Resume" } },
      undefined,
      /^Legal: append 2 of s: event 2: Resume is illegal in READY/,
    ],
    [
      "a move that the server must not make",
      { start: undefined },
      at(1, append(2, move("", created, started), started)),
      /^Legal: append 2 .*the server must not do StateChanged from READY to RUNNING/,
    ],
    [
      "a trading day of a session that does not run",
      {},
      at(4, append(5, { what: "TradingDay", requestId: "" })),
      /^Legal: append 5 .*the server must not do TradingDay from PAUSED/,
    ],
    [
      "a move from a state that the session is not in",
      {},
      at(3, append(4, move("pause", paused, paused), paused)),
      /^Legal: append 4 .*a move from PAUSED, but the session is RUNNING/,
    ],
    [
      "a hole in the numbers",
      {},
      (all) => all.filter(({ revision }) => revision !== 3),
      /^Legal: append 4 of s: event 4 is not event 3/,
    ],
    [
      "a change after a deletion",
      {
        neverHappened: { ...calls.neverHappened, outcome: done({ ...labelled, isDeleted: true }) },
      },
      at(4, append(5, { what: "Deleted", requestId: "delete" }, { ...paused, isDeleted: true })),
      /^Legal: append 6 of s: the session was deleted before/,
    ],
    [
      "an etag that is used again",
      {},
      at(
        4,
        append(5, { what: "Updated", requestId: "update" }, { ...labelled, etag: paused.etag }),
      ),
      /^Legal: append 5 of s: the etag "4" was used before/,
    ],
    [
      "a change that nobody asked for",
      { lostStop: undefined },
      undefined,
      /^Legal: append 6 .*request stop was never sent/,
    ],
    [
      "an answered change that is lost",
      { lostStop: { ...calls.lostStop, outcome: done(stopped) } },
      (all) => all.slice(0, 5),
      /^Once: Stop of s by c \(stop\) was answered and is lost/,
    ],
    [
      "a repeated request that happened twice",
      {},
      (all) => [...all, append(7, move("pause", stopped, stopped), { ...stopped, etag: '"7"' })],
      /^Once: Pause of s by c \(pause\) had 2 effects, at 4 and 7/,
    ],
    [
      "an update of something else",
      { update: { ...calls.update, label: "z" } },
      undefined,
      /^Once: Update of s by c \(update\) at 5: the label is x/,
    ],
    [
      "an answer that is not what happened",
      { start: { ...calls.start, outcome: done({ ...started, revision: 3 }) } },
      undefined,
      /^Answered: Start of s by c \(start\) was answered .* of 3, the log has .* of 2/,
    ],
    [
      "another answer to the same request",
      { again: { ...calls.create, sentAt: 3, returnedAt: 4, outcome: done(started) } },
      undefined,
      /^Answered: Create of .* was answered s RUNNING .*, and before s READY/,
    ],
    [
      "an etag that guards nothing",
      { update: { ...calls.update, etag: created.etag } },
      undefined,
      /^Guarded: Update .* with etag "1" changed a session with "4"/,
    ],
    [
      "two winners of one etag",
      { lostStop: { ...calls.lostStop, etag: paused.etag } },
      undefined,
      /^Guarded: Stop .* and Update .* both won with etag "4"/,
    ],
    [
      "an order that clients cannot have seen",
      {
        lostPause: undefined,
        repeatedPause: { ...calls.repeatedPause, sentAt: 1.2, returnedAt: 1.4 },
      },
      undefined,
      /^Real time: Pause .* was answered before Start .* was sent, but has revision 4 after 2/,
    ],
    [
      "a refusal that was never right",
      { lateStart: { ...calls.lateStart, outcome: refused("ILLEGAL_TRANSITION", "COMPLETED") } },
      undefined,
      /^Placed: Start .* was refused: ILLEGAL_TRANSITION COMPLETED, which was right at no revision/,
    ],
    [
      "a refusal of what is legal",
      { early: call("Start", "start-0", [1.5, 1.9], refused("ILLEGAL_TRANSITION", "READY")) },
      undefined,
      /^Placed: Start .* was refused: ILLEGAL_TRANSITION READY, .* from 1 to 1/,
    ],
    [
      "a refusal by a state that is over",
      { late: call("Start", "start-3", [8.2, 8.4], refused("ILLEGAL_TRANSITION", "RUNNING")) },
      undefined,
      /^Placed: Start .* which was right at no revision from 4 to 4/,
    ],
    [
      "a refusal of a request that had its effect",
      { late: { ...calls.start, sentAt: 3.6, returnedAt: 4, outcome: calls.lateStart.outcome } },
      undefined,
      /^Placed: Start of s by c \(start\) was refused: ILLEGAL_TRANSITION RUNNING, /,
    ],
    [
      "a wrong etag in a refusal",
      { lateUpdate: { ...calls.lateUpdate, outcome: refused("ETAG_MISMATCH", "", '"9"') } },
      undefined,
      /^Placed: Update .* was refused: ETAG_MISMATCH "9"/,
    ],
    [
      "a read of what was before an answered change",
      { read: { ...calls.read, sentAt: 10.1, returnedAt: 10.2 } },
      undefined,
      /^Placed: Get of s by c was answered s .*, which was right at no revision from 5 to/,
    ],
    [
      "two reads that go back",
      {
        first: call("Get", "", [9.1, 9.2], done(labelled)),
        second: call("Get", "", [9.3, 9.4], done(paused)),
      },
      undefined,
      /^Placed: Get of s by c was answered s .*, which was right at no revision from 5 to/,
    ],
    [
      "an answered update that is lost",
      { idleUpdate: { ...calls.idleUpdate, label: "z" } },
      undefined,
      /^Placed: Update of s by c \(update-3\) was answered s .*/,
    ],
    [
      "a missing session that was there",
      { late: call("Pause", "pause-9", [8.2, 8.4], refused("SESSION_NOT_FOUND")) },
      undefined,
      /^Placed: Pause .* was refused: SESSION_NOT_FOUND/,
    ],
    [
      "a refusal for a reason that nobody knows",
      { late: call("Pause", "pause-9", [8.2, 8.4], refused("INTERNAL")) },
      undefined,
      /^Placed: Pause .* was refused: INTERNAL/,
    ],
  ])("%s", (_fault, changed, changedLog, violation) => {
    expect(problems(changed, changedLog)).toContainEqual(expect.stringMatching(violation));
  });
});

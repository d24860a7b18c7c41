import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { EventKind } from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../../../gen/ts/openbell/v1/session_feed_pb.ts";
import {
  SessionSchema,
  SessionState,
  StateReason,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import {
  cut,
  frame,
  hangUp,
  opened,
  type StreamScript,
  scriptedWatches,
} from "../../client/scripted-server.ts";
import { run, type World } from "../run-cli.ts";

type StatusInit = NonNullable<MessageInitShape<typeof SessionSchema>["status"]>;

const sessionAs = (state: SessionState, status: StatusInit = {}) =>
  create(SessionSchema, { sessionId: "ses_a", status: { ...status, state } as StatusInit });

const at = (revision: number, previous = 0) => ({
  revision: BigInt(revision),
  previous: BigInt(previous),
  token: `t${revision}`,
});

const snapshotOf = (number: number, state: SessionState) =>
  frame(number, { case: "snapshot", value: { sessions: [sessionAs(state)] } });

const end = (number: number) =>
  frame(number, { case: "snapshotEnd", value: { sessionCount: 1n } }, at(1));

const moved = (
  number: number,
  revision: number,
  previous: number,
  session: ReturnType<typeof sessionAs>,
) =>
  frame(
    number,
    { case: "record", value: { revision: BigInt(revision), sessionId: "ses_a", session } },
    at(revision, previous),
  );

const sampled = (number: number, barrier: bigint, position = at(1)) =>
  frame(
    number,
    {
      case: "sample",
      value: {
        sessionId: "ses_a",
        progress: {
          barrier,
          barrierTotal: 200n,
          barsPerSecond: 12_345.6,
          remaining: { seconds: 3n },
          sessionTime: { seconds: 1_577_998_800n },
        },
      },
    },
    position,
  );

/** A run from start to end, told by the feed. */
function* completed(): Generator<WatchSessionsResponse> {
  yield opened(1, true);
  yield snapshotOf(2, SessionState.RUNNING);
  yield end(3);
  for (const [index, barrier] of [10n, 19n, 20n, 25n, 100n].entries()) {
    yield sampled(4 + index, barrier);
  }
  const reason = { stateReason: StateReason.END_OF_DATA };
  yield moved(9, 2, 0, sessionAs(SessionState.COMPLETED, reason));
}

const watch = ["session", "watch", "ses_a"];

/** Runs a watch over these streams, of a session that is RUNNING when it is looked at first. */
function watching(
  args: string[],
  streams: (() => Iterable<WatchSessionsResponse>)[],
  world: World = {},
) {
  const scripts = streams.map(
    (stream): StreamScript =>
      async function* (_, context) {
        yield* stream();
        await hangUp(context);
      },
  );
  const { watchSessions } = scriptedWatches(...scripts);
  const getSession = () => ({ session: sessionAs(SessionState.RUNNING) });
  return run(args, { ...world, service: { getSession, watchSessions } });
}

describe("plain lines", () => {
  test("one for each change of state and for each step of progress", async () => {
    const { exitCode, stdout, stderr } = await watching(watch, [completed]);
    expect(stdout.split("\n")).toEqual([
      "ses_a RUNNING",
      "ses_a 10 % 20/200 12,346 bars/s ETA 0:03 2020-01-02",
      "ses_a 50 % 100/200 12,346 bars/s ETA 0:03 2020-01-02",
      "ses_a RUNNING -> COMPLETED (END_OF_DATA)",
      "",
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("--every chooses the step", async () => {
    const { stdout } = await watching([...watch, "--every", "5"], [completed]);
    expect(stdout.match(/ \d+ % /g)).toEqual([" 5 % ", " 10 % ", " 50 % "]);
  });

  test("a dumb terminal gets plain lines too", async () => {
    const world = { terminal: { columns: 80, rows: 24 }, env: { TERM: "dumb" } };
    const { stdout } = await watching(watch, [completed], world);
    expect(stdout).not.toContain("\u001b");
  });

  test("a lost connection is said once and the watch goes on", async () => {
    const { exitCode, stdout, stderr } = await watching(watch, [
      function* () {
        yield* [opened(1, true), snapshotOf(2, SessionState.RUNNING), end(3)];
        throw cut();
      },
      function* () {
        yield opened(1, false, at(1));
        yield moved(2, 2, 0, sessionAs(SessionState.STOPPED));
      },
    ]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "ses_a RUNNING\nses_a RUNNING -> STOPPED\n",
    });
    expect(stderr).toBe("openbell: the connection is lost; connecting again\n");
  });
});

describe("the end", () => {
  test("a failed session is exit code 4, with its error", async () => {
    const failed = sessionAs(SessionState.FAILED, {
      stateReason: StateReason.DATA_UNAVAILABLE,
      error: { reason: "INTERNAL", message: "the file is gone" },
    });
    const { exitCode, stdout } = await watching(watch, [
      function* () {
        yield* [opened(1, true), snapshotOf(2, SessionState.RUNNING), end(3)];
        yield moved(4, 2, 0, failed);
      },
    ]);
    expect(exitCode).toBe(4);
    expect(stdout).toContain("RUNNING -> FAILED (DATA_UNAVAILABLE): the file is gone\n");
  });

  test("a session that has ended is not watched", async () => {
    const service = { getSession: () => ({ session: sessionAs(SessionState.COMPLETED) }) };
    expect(await run(watch, { service })).toMatchObject({
      exitCode: 0,
      stdout: "ses_a COMPLETED\n",
    });
    const { stdout } = await run([...watch, "--json"], { service });
    expect(JSON.parse(stdout)).toMatchObject({
      type: "snapshot",
      sessions: [{ sessionId: "ses_a" }],
    });
  });

  test("a session that was deleted meanwhile has ended", async () => {
    const { exitCode, stdout } = await watching(watch, [
      function* () {
        yield opened(1, true);
        yield frame(2, { case: "snapshotEnd", value: { sessionCount: 0n } }, at(1));
      },
    ]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "ses_a RUNNING\nses_a RUNNING deleted\n",
    });
  });

  test("Ctrl-C ends it with exit code 130 and no complaint", async () => {
    const abort = new AbortController();
    const { exitCode, stderr } = await watching(
      watch,
      [
        function* () {
          yield* [opened(1, true), snapshotOf(2, SessionState.RUNNING), end(3)];
          abort.abort();
        },
      ],
      { signal: abort.signal },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
  });
});

describe("for programs", () => {
  test("--json has a line for each item, with its position", async () => {
    const { stdout } = await watching([...watch, "--json"], [completed]);
    const items = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(items.map(({ type }) => type)).toEqual([
      "snapshot",
      "snapshotEnd",
      ...Array.from({ length: 5 }, () => "sample"),
      "record",
    ]);
    expect(items.at(-1)).toMatchObject({
      revision: "2",
      resumeToken: "t2",
      record: { sessionId: "ses_a", session: { status: { state: "SESSION_STATE_COMPLETED" } } },
    });
  });
});

describe("on a terminal", () => {
  const terminal = { columns: 100, rows: 10 };

  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are meant.
  const redraw = /\u001b\[(\d+)A\u001b\[0J/;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see above.
  const colors = /\u001b\[\d+m/g;

  /** What a terminal shows in the end: lines, with "up and clear" obeyed. */
  function screenOf(text: string): string[] {
    const [first = "", ...rest] = text.replace(colors, "").split(redraw);
    const lines = first.split("\n").slice(0, -1);
    for (let i = 0; i < rest.length; i += 2) {
      lines.splice(lines.length - Number(rest[i]));
      lines.push(...(rest[i + 1] ?? "").split("\n").slice(0, -1));
    }
    return lines;
  }

  test("one line is drawn over and over, and stays with the end", async () => {
    const { exitCode, stdout } = await watching(watch, [completed], { terminal });
    expect(exitCode).toBe(0);
    const screen = screenOf(stdout);
    expect(screen).toHaveLength(1);
    expect(screen[0]).toMatch(/^ses_a {2}COMPLETED +▕█+ +▏ {2}50 % .*2020-01-02 \(END_OF_DATA\)$/);
  });

  test("messages pass above the panel", async () => {
    const { stdout, stderr } = await watching(
      watch,
      [
        function* () {
          yield* [opened(1, true), snapshotOf(2, SessionState.RUNNING), end(3)];
          throw cut();
        },
        function* () {
          yield opened(1, false, at(1));
          yield moved(2, 2, 0, sessionAs(SessionState.STOPPED));
        },
      ],
      { terminal },
    );
    expect(stderr).toContain("the connection is lost");
    expect(screenOf(stdout)).toHaveLength(1);
  });
});

test("with kinds, what happens to orders has a line, on a terminal too", async () => {
  function* trading(): Generator<WatchSessionsResponse> {
    yield opened(1, true);
    yield snapshotOf(2, SessionState.RUNNING);
    yield end(3);
    const payload = {
      case: "orderFilled" as const,
      value: { fillId: "1", orderId: "7", quantity: "2", price: "2800" },
    };
    const events = [{ eventNumber: 4n, payload }];
    const value = { revision: 2n, sessionId: "ses_a", events };
    yield frame(4, { case: "record", value }, at(2));
    yield moved(5, 3, 2, sessionAs(SessionState.COMPLETED));
  }
  const kinds = ["--kind", "orders", "--kind", "fills"];
  const { watchSessions, requests } = scriptedWatches(async function* (_, context) {
    yield* trading();
    await hangUp(context);
  });
  const getSession = () => ({ session: sessionAs(SessionState.RUNNING) });
  const { stdout, exitCode } = await run([...watch, ...kinds], {
    service: { getSession, watchSessions },
    terminal: { columns: 80, rows: 20 },
  });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/r2 {2}ses_a#4 {2}.*2800/);
  expect(stdout).toContain("COMPLETED");
  const { LIFECYCLE, SAMPLES, ORDERS, FILLS } = EventKind;
  expect(requests[0]?.kinds).toEqual([LIFECYCLE, SAMPLES, ORDERS, FILLS]);
  const bad = await run([...watch, "--kind", "wishes"]);
  expect([bad.exitCode, bad.stdout]).toEqual([2, ""]);
});

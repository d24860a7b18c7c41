import { Code } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  cut,
  frame,
  hangUp,
  heartbeat,
  opened,
  record,
  refusal,
  type StreamScript,
  snapshot,
  snapshotEnd,
} from "./scripted-server.ts";
import { until } from "./until.ts";
import { fromThree, take, watching } from "./watching.ts";

describe("a stream without faults", () => {
  test("delivers the snapshot, its end, then records and samples", async () => {
    const { watch, starts } = watching([
      async function* (_, context) {
        yield opened(1, true);
        yield snapshot(2, ["a", "b"]);
        yield snapshot(3, ["c"]);
        yield snapshotEnd(4, 3);
        yield record(5, 7, 0);
        yield frame(
          6,
          { case: "sample", value: { progress: { barrier: 9n } } },
          { revision: 7n, previous: 7n, token: "t7" },
        );
        yield record(7, 8, 7);
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 6)).toEqual(["snap:a,b", "snap:c", "end:3", "r7", "s9", "r8"]);
    expect(starts()).toEqual(["snapshot"]);
    await watch.return?.();
  });

  test("passes kinds, filter and heartbeat on", async () => {
    const { watch, requests } = watching(
      [
        async function* (_, context) {
          yield opened(1, false, { token: "t0" });
          yield record(2, 1, 0);
          await hangUp(context);
        },
      ],
      {
        filter: { sessionIds: ["ses_a"] },
        kinds: [EventKind.SAMPLES],
        heartbeatInterval: { seconds: 5n },
        start: { case: "fromNow", value: true },
      },
    );
    await take(watch, 1);
    expect(requests[0]).toMatchObject({
      filter: { sessionIds: ["ses_a"] },
      kinds: [EventKind.SAMPLES],
      heartbeatInterval: { seconds: 5n },
      start: { case: "fromNow", value: true },
    });
    await watch.return?.();
  });

  test("heartbeats are delivered only on request, with their position", async () => {
    const script: StreamScript = async function* (_, context) {
      yield opened(1, false, { previous: 3n, token: "t3" });
      yield heartbeat(2, { revision: 9n, previous: 3n, token: "h9" });
      yield record(3, 10, 3);
      await hangUp(context);
    };
    const without = watching([script], fromThree);
    expect(await take(without.watch, 1)).toEqual(["r10"]);
    await without.watch.return?.();
    const beats = watching([script], fromThree, { heartbeats: true });
    const first = await beats.watch.next();
    expect(first.value).toMatchObject({ type: "heartbeat", revision: 9n, resumeToken: "h9" });
    await beats.watch.return?.();
  });
});

describe("the position", () => {
  test("moves only when the next item is asked for", async () => {
    const { watch } = watching(
      [
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          yield record(3, 5, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(watch.resumeToken).toBe("t3");
    const four = await watch.next();
    expect(four.value).toMatchObject({ resumeToken: "t4" });
    expect(watch.resumeToken).toBe("t3");
    await watch.next();
    expect(watch.resumeToken).toBe("t4");
    await watch.return?.();
    expect(watch.resumeToken).toBe("t4");
  });

  test("is empty until the snapshot was delivered", async () => {
    const { watch } = watching([
      async function* (_, context) {
        yield opened(1, true);
        yield snapshot(2, ["a"]);
        yield snapshotEnd(3, 1, { revision: 6n, token: "t6" });
        yield heartbeat(4, { revision: 6n, token: "t6" });
        yield record(5, 7, 0);
        await hangUp(context);
      },
    ]);
    const tokens: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      await watch.next();
      tokens.push(watch.resumeToken);
    }
    expect(tokens).toEqual(["", "", "t6"]);
    await watch.return?.();
  });
});

describe("snapshots that begin anew", () => {
  test("half a snapshot is taken back by a reset", async () => {
    const { watch, starts } = watching([
      async function* () {
        yield opened(1, true);
        yield snapshot(2, ["a"]);
        throw cut();
      },
      async function* (_, context) {
        yield opened(1, true);
        yield snapshot(2, ["a", "b"]);
        yield snapshotEnd(3, 2, { token: "t5" });
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 4)).toEqual([
      "snap:a",
      "reset:SNAPSHOT_INTERRUPTED",
      "snap:a,b",
      "end:2",
    ]);
    expect(starts()).toEqual(["snapshot", "snapshot"]);
    await watch.return?.();
  });

  test("nothing is taken back when nothing was delivered", async () => {
    const { watch } = watching([
      async function* () {
        yield opened(1, true);
        throw cut();
      },
      async function* (_, context) {
        yield opened(1, true);
        yield snapshotEnd(2, 0, { token: "t5" });
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 1)).toEqual(["end:0"]);
    await watch.return?.();
  });

  test("records before the first token are taken back too", async () => {
    const early = frame(
      4,
      { case: "record", value: { revision: 7n, sessionId: "ses_a" } },
      { revision: 7n },
    );
    const { watch } = watching([
      async function* () {
        yield opened(1, true);
        yield snapshot(2, ["a"]);
        yield snapshotEnd(3, 1);
        yield early;
        throw cut();
      },
      async function* (_, context) {
        yield opened(1, true);
        yield snapshotEnd(2, 0, { token: "t9" });
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 5)).toEqual([
      "snap:a",
      "end:1",
      "r7",
      "reset:SNAPSHOT_INTERRUPTED",
      "end:0",
    ]);
    await watch.return?.();
  });

  test("a snapshot that lacks sessions is not believed", async () => {
    const { watch } = watching([
      async function* () {
        yield opened(1, true);
        yield snapshot(2, ["a"]);
        yield snapshotEnd(3, 2, { token: "t5" });
      },
      async function* (_, context) {
        yield opened(1, true);
        yield snapshot(2, ["a", "b"]);
        yield snapshotEnd(3, 2, { token: "t5" });
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 4)).toEqual([
      "snap:a",
      "reset:SNAPSHOT_INTERRUPTED",
      "snap:a,b",
      "end:2",
    ]);
    await watch.return?.();
  });

  test.each(["REVISION_COMPACTED", "STORE_CHANGED", "STORE_RESTORED"])(
    "%s is told, then a snapshot follows",
    async (reason) => {
      const { watch, starts } = watching(
        [
          // biome-ignore lint/correctness/useYield: refused before the first frame.
          async function* () {
            throw refusal(Code.OutOfRange, reason);
          },
          async function* (_, context) {
            yield opened(1, true);
            yield snapshot(2, ["a"]);
            yield snapshotEnd(3, 1, { token: "t50" });
            yield record(4, 51, 0);
            await hangUp(context);
          },
        ],
        fromThree,
      );
      expect(await take(watch, 1)).toEqual([`reset:${reason}`]);
      expect(watch.resumeToken).toBe("");
      expect(await take(watch, 3)).toEqual(["snap:a", "end:1", "r51"]);
      expect(starts()).toEqual(["t3", "snapshot"]);
      await watch.return?.();
    },
  );
});

test("a compaction under a snapshot that took long begins it anew", async () => {
  const { watch, starts } = watching([
    async function* () {
      yield opened(1, true);
      yield snapshot(2, ["a"]);
      throw refusal(Code.OutOfRange, "REVISION_COMPACTED");
    },
    async function* (_, context) {
      yield opened(1, true);
      yield snapshotEnd(2, 0, { token: "t9" });
      await hangUp(context);
    },
  ]);
  expect(await take(watch, 3)).toEqual(["snap:a", "reset:REVISION_COMPACTED", "end:0"]);
  expect(starts()).toEqual(["snapshot", "snapshot"]);
  await watch.return?.();
});

describe("the end", () => {
  const quiet: StreamScript = async function* (_, context) {
    yield opened(1, false, { previous: 3n, token: "t3" });
    yield record(2, 4, 3);
    await hangUp(context);
  };

  test("leaving the loop hangs up", async () => {
    let hungUp = false;
    const { watch, runtime } = watching(
      [
        async function* (_, context) {
          context.signal.addEventListener("abort", () => {
            hungUp = true;
          });
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    for await (const item of watch) {
      expect(item.type).toBe("record");
      break;
    }
    await until(() => hungUp);
    expect(runtime.pending).toBe(0);
  });

  test("close hangs up at once, also while an item is handled", async () => {
    let hungUp = false;
    const { watch } = watching(
      [
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          context.signal.addEventListener("abort", () => {
            hungUp = true;
          });
          yield record(2, 4, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    await take(watch, 1);
    watch.close();
    await until(() => hungUp);
    expect(await take(watch, 1)).toEqual(["done"]);
  });

  test("return ends a watch that waits for a frame", async () => {
    const { watch } = watching([quiet], fromThree);
    await take(watch, 1);
    const next = watch.next();
    expect(await watch.return?.()).toMatchObject({ done: true });
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test("the signal ends a watch that waits for a frame", async () => {
    const abort = new AbortController();
    const { watch } = watching([quiet], fromThree, { signal: abort.signal });
    await take(watch, 1);
    const next = watch.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test("close ends a watch that waits to connect again", async () => {
    const { watch, runtime, requests } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          throw cut();
        },
      ],
      fromThree,
    );
    runtime.draws.push(0.9);
    const next = watch.next();
    await until(() => runtime.waits.at(-1) === 180);
    watch.close();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(requests).toHaveLength(1);
    expect(runtime.pending).toBe(0);
  });

  test("a signal that is aborted already opens nothing", async () => {
    const { watch, requests } = watching([quiet], fromThree, { signal: AbortSignal.abort() });
    expect(await take(watch, 1)).toEqual(["done"]);
    expect(requests).toHaveLength(0);
  });
});

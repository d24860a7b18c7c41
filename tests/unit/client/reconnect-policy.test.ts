import { Code } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import {
  OpenbellError,
  PermissionDeniedError,
  ResumeError,
  UnavailableError,
} from "../../../src/client/errors.ts";
import {
  cut,
  frame,
  hangUp,
  heartbeat,
  opened,
  record,
  refusal,
  type StreamScript,
  snapshotEnd,
} from "./scripted-server.ts";
import { until } from "./until.ts";
import { fromThree, take, watching } from "./watching.ts";

/** When a watch connects again, seen from outside. */
describe("reconnects", () => {
  test("a lost connection goes on after the last handled record", async () => {
    const { watch, starts, reconnects } = watching([
      async function* () {
        yield opened(1, true);
        yield snapshotEnd(2, 0, { token: "t0" });
        yield record(3, 1, 0);
        yield record(4, 2, 1);
        throw cut();
      },
      async function* (_, context) {
        yield opened(1, false, { previous: 2n, token: "t2" });
        yield record(2, 3, 2);
        await hangUp(context);
      },
    ]);
    expect(await take(watch, 4)).toEqual(["end:0", "r1", "r2", "r3"]);
    expect(starts()).toEqual(["snapshot", "t2"]);
    expect(reconnects).toMatchObject([{ failures: 1, delayMs: 0 }]);
    expect(reconnects[0]?.error).toBeInstanceOf(UnavailableError);
    await watch.return?.();
  });

  test("a heartbeat moves the token forward", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield heartbeat(2, { revision: 90n, previous: 3n, token: "h90" });
          throw cut();
        },
        async function* (_, context) {
          yield opened(1, false, { revision: 90n, previous: 3n, token: "h90" });
          yield record(2, 91, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r91"]);
    expect(starts()).toEqual(["t3", "h90"]);
    await watch.return?.();
  });

  test("a stream that ends with OK, a reset and a deadline of a proxy are mended too", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
        },
        // biome-ignore lint/correctness/useYield: a stream that is reset before its first frame.
        async function* () {
          throw refusalWithoutInfo(Code.Internal);
        },
        // biome-ignore lint/correctness/useYield: see above.
        async function* () {
          throw refusalWithoutInfo(Code.DeadlineExceeded);
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r4"]);
    expect(starts()).toEqual(["t3", "t3", "t3", "t3"]);
    await watch.return?.();
  });

  test("waits with full jitter that grows, until the position moves again", async () => {
    const failing: StreamScript = async function* () {
      yield opened(1, false, { previous: 3n, token: "t3" });
      throw cut();
    };
    const { watch, runtime, reconnects } = watching(
      [
        failing,
        failing,
        failing,
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          throw cut();
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 5, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    runtime.draws.push(0.5, 0.5, 0.5, 0.5);
    const items = take(watch, 2);
    for (const delayMs of [100, 200, 400, 100]) {
      await until(() => reconnects.at(-1)?.delayMs === delayMs && runtime.waits.at(-1) === delayMs);
      runtime.advance(delayMs - 1);
      expect(runtime.pending).toBe(1);
      runtime.advance(1);
      await until(() => runtime.waits.at(-1) !== delayMs);
    }
    expect(await items).toEqual(["r4", "r5"]);
    expect(reconnects.map((r) => [r.failures, r.delayMs])).toEqual([
      [1, 100],
      [2, 200],
      [3, 400],
      [1, 100],
    ]);
    await watch.return?.();
  });

  test("waits as long as the server asked when it said goodbye", async () => {
    const { watch, runtime, starts, reconnects } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          const reconnectAfter = { seconds: 2n, nanos: 500_000_000 };
          const closing = { case: "closing", value: { reconnectAfter } } as const;
          yield frame(3, closing, { revision: 6n, previous: 4n, token: "t6" });
          throw refusal(Code.Unavailable, "SERVER_STOPPING");
        },
        async function* (_, context) {
          yield opened(1, false, { revision: 6n, previous: 4n, token: "t6" });
          yield record(2, 7, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    const items = take(watch, 2);
    await until(() => runtime.waits.at(-1) === 2_500);
    runtime.advance(2_500);
    expect(await items).toEqual(["r4", "r7"]);
    expect(starts()).toEqual(["t3", "t6"]);
    expect(reconnects[0]?.delayMs).toBe(2_500);
    await watch.return?.();
  });

  test("from_now never leaves out what happened while it was away", async () => {
    const { watch, starts } = watching(
      [
        // biome-ignore lint/correctness/useYield: it never opened.
        async function* () {
          throw cut();
        },
        async function* () {
          yield opened(1, false);
          throw cut();
        },
        async function* (_, context) {
          yield opened(1, true);
          yield snapshotEnd(2, 0, { token: "t9" });
          await hangUp(context);
        },
      ],
      { start: { case: "fromNow", value: true } },
    );
    expect(await take(watch, 2)).toEqual(["reset:SNAPSHOT_INTERRUPTED", "end:0"]);
    expect(starts()).toEqual([true, true, "snapshot"]);
    await watch.return?.();
  });

  test("a server that was never reached is given up after the client's attempts", async () => {
    // biome-ignore lint/correctness/useYield: it never opens.
    const refused: StreamScript = async function* () {
      throw cut();
    };
    const { watch, requests } = watching([refused, refused, refused]);
    await expect(watch.next()).rejects.toBeInstanceOf(UnavailableError);
    expect(requests).toHaveLength(3);
  });

  test("reconnectAttempts limits streams that bring nothing", async () => {
    const failing: StreamScript = async function* () {
      yield opened(1, false, { previous: 3n, token: "t3" });
      throw cut();
    };
    const { watch, requests } = watching([failing, failing], fromThree, { reconnectAttempts: 2 });
    await expect(watch.next()).rejects.toBeInstanceOf(UnavailableError);
    expect(requests).toHaveLength(2);
  });

  test("a watcher limit passes once it was open, and refuses before", async () => {
    // biome-ignore lint/correctness/useYield: refused before the first frame.
    const full: StreamScript = async function* () {
      throw refusal(Code.ResourceExhausted, "WATCHER_LIMIT_EXCEEDED", { limit: "1" });
    };
    const { watch } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          throw cut();
        },
        full,
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r4"]);
    await watch.return?.();
    const first = watching([full]);
    await expect(first.watch.next()).rejects.toMatchObject({ reason: "WATCHER_LIMIT_EXCEEDED" });
  });
});

describe("what is not mended", () => {
  test.each([
    [Code.OutOfRange, "REVISION_IN_FUTURE", ResumeError],
    [Code.OutOfRange, "FILTER_CHANGED", ResumeError],
    [Code.InvalidArgument, "INVALID_RESUME_TOKEN", ResumeError],
    [Code.PermissionDenied, "PERMISSION_DENIED", PermissionDeniedError],
    [Code.Internal, "INTERNAL", OpenbellError],
  ])("%s %s is thrown, typed", async (code, reason, errorClass) => {
    const { watch, requests } = watching(
      [
        // biome-ignore lint/correctness/useYield: refused before the first frame.
        async function* () {
          throw refusal(code, reason);
        },
      ],
      fromThree,
    );
    const error: unknown = await watch.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({ code, reason });
    expect(requests).toHaveLength(1);
  });

  test("a compaction that a snapshot is refused with makes no endless loop", async () => {
    const { watch, requests } = watching([
      // biome-ignore lint/correctness/useYield: refused before the first frame.
      async function* () {
        throw refusal(Code.OutOfRange, "REVISION_COMPACTED");
      },
    ]);
    await expect(watch.next()).rejects.toBeInstanceOf(ResumeError);
    expect(requests).toHaveLength(1);
  });
});

function refusalWithoutInfo(code: Code) {
  const error = cut();
  return Object.assign(error, { code });
}

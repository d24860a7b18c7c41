import { describe, expect, test } from "vitest";
import { FeedIntegrityError } from "../../../src/client/errors.ts";
import { cut, hangUp, heartbeat, opened, record, type StreamScript } from "./scripted-server.ts";
import { until } from "./until.ts";
import { fromThree, take, watching } from "./watching.ts";

/** What proves that a feed is complete, seen from outside. */
describe("faults within a stream", () => {
  test("a dropped frame is noticed and fetched again, without a duplicate", async () => {
    const { watch, starts, reconnects } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          yield record(4, 6, 5);
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 5, 4);
          yield record(3, 6, 5);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 3)).toEqual(["r4", "r5", "r6"]);
    expect(starts()).toEqual(["t3", "t4"]);
    expect(reconnects[0]?.error.message).toBe("frame 3 is missing: frame 4 came instead");
    await watch.return?.();
  });

  test("a record that was left out between dense frames is noticed by the chain", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          yield record(3, 6, 5);
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 5, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 2)).toEqual(["r4", "r5"]);
    expect(starts()).toEqual(["t3", "t4"]);
    await watch.return?.();
  });

  test("a record that was left out over a reconnect is noticed by the chain", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          throw cut();
        },
        async function* () {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 6, 5);
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 5, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 2)).toEqual(["r4", "r5"]);
    expect(starts()).toEqual(["t3", "t4", "t4"]);
    await watch.return?.();
  });

  test("a heartbeat proves that a record before it is missing", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield heartbeat(2, { revision: 5n, previous: 5n, token: "h5" });
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 5, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r5"]);
    expect(starts()).toEqual(["t3", "t3"]);
    await watch.return?.();
  });

  test("a duplicated frame and a record that comes again are left out", async () => {
    const { watch, requests } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          yield record(2, 4, 3);
          yield record(3, 5, 4);
          throw cut();
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 5n, token: "t5" });
          yield record(2, 5, 4);
          yield record(3, 6, 5);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 3)).toEqual(["r4", "r5", "r6"]);
    expect(requests).toHaveLength(2);
    await watch.return?.();
  });

  test("frames that stay missing end the watch with an error, never with a gap", async () => {
    const holey: StreamScript = async function* () {
      yield opened(1, false, { previous: 3n, token: "t3" });
      yield record(3, 5, 4);
    };
    const { watch, requests } = watching([holey, holey, holey], fromThree);
    await expect(watch.next()).rejects.toBeInstanceOf(FeedIntegrityError);
    expect(requests).toHaveLength(3);
  });

  test("a stream that does not begin with Opened is not believed", async () => {
    const headless: StreamScript = async function* () {
      yield record(1, 4, 3);
    };
    const { watch } = watching([headless, headless, headless], fromThree);
    await expect(watch.next()).rejects.toThrow("the first frame is record, not opened");
  });

  test("a stream that falls silent is left after three heartbeats", async () => {
    const { watch, runtime, starts, reconnects } = watching(
      [
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield record(2, 4, 3);
          await hangUp(context);
        },
        async function* (_, context) {
          yield opened(1, false, { previous: 4n, token: "t4" });
          yield record(2, 5, 4);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r4"]);
    const second = take(watch, 1);
    await until(() => runtime.pending === 1);
    runtime.advance(2_999);
    expect(reconnects).toHaveLength(0);
    runtime.advance(1);
    expect(await second).toEqual(["r5"]);
    expect(starts()).toEqual(["t3", "t4"]);
    expect(reconnects[0]?.error.message).toBe("the server sent nothing for 3000 ms");
    await watch.return?.();
  });

  test("a server that takes the call and never opens is left after the timeout", async () => {
    const silent: StreamScript = async function* (_, context) {
      await hangUp(context);
      yield opened(1, true);
    };
    const { watch, runtime, requests } = watching([silent, silent, silent]);
    const next = watch.next();
    next.catch(() => {});
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await until(() => requests.length === attempt && runtime.pending === 1);
      runtime.advance(30_000);
    }
    await expect(next).rejects.toThrow("the server sent nothing for 30000 ms");
  });

  test("a slow consumer is no silence", async () => {
    const { watch, runtime, reconnects } = watching(
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
    expect(await take(watch, 1)).toEqual(["r4"]);
    runtime.advance(600_000);
    expect(await take(watch, 1)).toEqual(["r5"]);
    expect(reconnects).toHaveLength(0);
    await watch.return?.();
  });
});

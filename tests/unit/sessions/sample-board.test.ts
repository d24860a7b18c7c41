import { create, fromBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { AccountSchema, MetricsSchema } from "../../../gen/ts/openbell/v1/account_pb.ts";
import {
  ProgressSchema,
  SessionMode,
  SessionSchema,
  TelemetrySchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type Sample, SampleBoard, withSample } from "../../../src/sessions/sample-board.ts";
import { KeptSession } from "../../../src/store/kept-session.ts";
import { otherOwner, otherTenant, scope } from "../../contract/store-fixtures.ts";
import { startNs } from "./manual-clock.ts";

const all = { sessionIds: [], modes: [], strategyIds: [], kinds: [] };

function sample(sessionId: string, barrier: number, rest: Partial<Sample> = {}): Sample {
  return {
    ...{ scope, sessionId, mode: SessionMode.SIMULATION, strategyId: "m", timeNs: startNs },
    progress: create(ProgressSchema, { barrier: BigInt(barrier) }),
    telemetry: create(TelemetrySchema, { recoveries: barrier }),
    account: create(AccountSchema, { cash: String(barrier) }),
    metrics: create(MetricsSchema, { orders: BigInt(barrier) }),
    ...rest,
  };
}

const brief = (samples: readonly Sample[]) =>
  samples.map(({ sessionId, progress }) => `${sessionId}${progress.barrier}`);

describe("SampleBoard", () => {
  test("keeps the newest of each session, in the order in which they came", () => {
    const board = new SampleBoard();
    for (const [id, barrier] of [
      ["a", 1],
      ["b", 1],
      ["a", 2],
      ["c", 1],
    ] as const) {
      board.post(sample(id, barrier));
    }
    expect(brief(board.since(0, scope, all))).toEqual(["b1", "a2", "c1"]);
    const { version } = board;
    expect(board.since(version, scope, all)).toEqual([]);
    board.post(sample("b", 2));
    expect(brief(board.since(version, scope, all))).toEqual(["b2"]);
    board.remove("b");
    expect(board.since(version, scope, all)).toEqual([]);
    expect(board.find(scope, "b")).toBeUndefined();
  });

  test("stays in order whatever is removed: the oldest, the newest, one between", () => {
    const board = new SampleBoard();
    for (const id of ["a", "b", "c", "d", "e"]) board.post(sample(id, 1));
    for (const [removed, left] of [
      ["c", "abde"],
      ["e", "abd"],
      ["a", "bd"],
      ["x", "bd"],
      ["b", "d"],
      ["d", ""],
    ] as const) {
      board.remove(removed);
      expect(
        board
          .since(0, scope, all)
          .map(({ sessionId }) => sessionId)
          .join(""),
      ).toBe(left);
    }
    board.post(sample("f", 1));
    expect(brief(board.since(0, scope, all))).toEqual(["f1"]);
  });

  test("looks only at what is new, however many sessions run", () => {
    const board = new SampleBoard();
    let looks = 0;
    const watched = (id: string) => {
      const posted = sample(id, 1);
      return Object.defineProperty({ ...posted }, "scope", {
        get: () => {
          looks += 1;
          return posted.scope;
        },
      });
    };
    for (let index = 0; index < 1_000; index += 1) board.post(watched(`s${index}`));
    const { version } = board;
    for (const id of ["s3", "s999", "s5"]) board.post(watched(id));
    looks = 0;
    const found = board.since(version, scope, all).map(({ sessionId }) => sessionId);
    expect(found).toEqual(["s3", "s999", "s5"]);
    // Owner and tenant of each.
    expect(looks).toBe(6);
  });

  test("selects by scope, id, mode and strategy", () => {
    const board = new SampleBoard();
    board.post(sample("a", 1));
    board.post(sample("b", 1, { strategyId: "n" }));
    board.post(sample("c", 1, { scope: otherOwner }));
    board.post(sample("d", 1, { scope: otherTenant }));
    const since = (rest: object, of = scope) => brief(board.since(0, of, { ...all, ...rest }));
    expect(since({})).toEqual(["a1", "b1"]);
    expect(since({}, otherOwner)).toEqual(["c1"]);
    expect(since({ sessionIds: ["b", "c"] })).toEqual(["b1"]);
    expect(since({ strategyIds: ["m"] })).toEqual(["a1"]);
    expect(since({ modes: [SessionMode.PAPER] })).toEqual([]);
    expect(board.find(otherOwner, "a")).toBeUndefined();
    expect(board.find(otherTenant, "d")).toBeDefined();
  });

  test("tells listeners until they stop", () => {
    const board = new SampleBoard();
    let calls = 0;
    const stop = board.subscribe(() => {
      calls += 1;
    });
    board.post(sample("a", 1));
    stop();
    board.post(sample("a", 2));
    expect(calls).toBe(1);
  });
});

describe("withSample", () => {
  const kept = KeptSession.of(
    create(SessionSchema, { sessionId: "ses_a", status: { progress: { barrier: 5n } } }),
  );

  test("shows a sample that is as new as what is recorded, and no older one", () => {
    expect(withSample(kept, sample("a", 4))).toBe(kept);
    expect(withSample(kept, undefined)).toBe(kept);
    const sampled = withSample(kept, sample("a", 5));
    expect(sampled.session.status).toMatchObject({
      ...{ progress: { barrier: 5n }, telemetry: { recoveries: 5 } },
      sampleTime: { seconds: startNs / 1_000_000_000n },
    });
    expect(fromBinary(SessionSchema, sampled.bytes)).toEqual(sampled.session);
    const bare = KeptSession.of(create(SessionSchema));
    expect(withSample(bare, sample("a", 5))).toBe(bare);
  });
});

import { describe, expect, test } from "vitest";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { reasonName } from "../../../src/domain/rejection.ts";
import { decide } from "../../../src/domain/session/decide.ts";
import { serverContext } from "../../../src/sessions/server-context.ts";
import { SessionCell } from "../../../src/sessions/session-cell.ts";
import type { Batch, CommitResult, SessionStore } from "../../../src/store/store.ts";
import {
  append,
  checkpoint,
  commitOne,
  createAppend,
  scope,
} from "../../contract/store-fixtures.ts";
import { newWorld, stateOf } from "./trial.ts";

const id = "ses_a";

/** A cell over a session that is READY, and what it tells. */
async function readyCell(change: (store: SessionStore) => SessionStore = (store) => store) {
  const world = newWorld();
  const { clock } = world;
  await clock.finish(commitOne(world.store, createAppend(id)));
  const stored = await world.store.readSession(scope, id);
  const told: string[] = [];
  const cell: SessionCell = new SessionCell(
    change(world.store),
    clock,
    {
      committed: (_cell, before, after) => told.push(`${stateOf(before)} -> ${stateOf(after)}`),
      rolledBack: () => told.push("rolled back"),
    },
    scope,
    id,
    stored,
  );
  const judge = (type: "Start" | "Pause" | "Resume") => (session: Session | undefined) =>
    decide(session, { type }, serverContext(clock));
  return { ...world, cell, told, judge };
}

describe("SessionCell", () => {
  test("judges on the newest state, commits in order, tells after each commit", async () => {
    const { cell, clock, told, judge } = await readyCell();
    const all = [cell.change(judge("Start")), cell.change(judge("Pause"))];
    expect(stateOf(cell.newest)).toBe("PAUSED");
    expect(stateOf(cell.committed?.session)).toBe("READY");
    expect(cell.isBusy).toBe(true);
    const results = await clock.finish(Promise.all(all));
    expect(results.map((each) => each.outcome === "changed" && stateOf(each.session))).toEqual([
      "RUNNING",
      "PAUSED",
    ]);
    expect(told).toEqual(["READY -> RUNNING", "RUNNING -> PAUSED"]);
    expect(cell.isBusy).toBe(false);
    expect(cell.newest).toBe(cell.committed?.session);
  });

  test("a conflict is judged anew on what is there", async () => {
    const { cell, clock, store, told, judge } = await readyCell();
    const { session } = (await store.readSession(scope, id)) ?? {};
    const other = append(session ?? ({} as Session), { type: "Start" });
    await clock.finish(commitOne(store, other));
    const result = await clock.finish(cell.change(judge("Pause")).catch((error) => error));
    expect(result).toMatchObject({ outcome: "refused" });
    const resumed = await clock.finish(cell.change(judge("Start")));
    expect(resumed.outcome).toBe("refused");
    const paused = await clock.finish(cell.change(judge("Pause")));
    expect(paused.outcome === "changed" && stateOf(paused.session)).toBe("PAUSED");
    expect(told).toEqual(["rolled back", "RUNNING -> PAUSED"]);
  });

  test("conflicts without end are a refusal that passes", async () => {
    const conflict: CommitResult = { outcome: "conflict", sessionId: id, eventNumber: 9n };
    let commits = 0;
    const { cell, clock, judge } = await readyCell((store) => ({
      ...store,
      commit: async () => {
        commits += 1;
        return conflict;
      },
    }));
    const result = await clock.finish(cell.change(judge("Start")));
    expect(result.outcome === "refused" && reasonName(result.rejection.reason)).toBe("CONFLICT");
    expect(result.outcome === "refused" && result.rejection.retryAfterMs).toBeGreaterThan(0);
    expect(commits).toBe(5);
    expect(stateOf(cell.newest)).toBe("READY");
  });

  test("a run goes into every commit, and is halted before a commit that ends it", async () => {
    const batches: Batch[] = [];
    const { cell, clock, judge } = await readyCell((store) => ({
      ...store,
      commit: (batch) => {
        batches.push(batch);
        return store.commit(batch);
      },
    }));
    await clock.finish(cell.change(judge("Start")));
    const calls: string[] = [];
    cell.run = {
      isResting: false,
      pending: () => {
        calls.push("pending");
        return {
          ...{ facts: [], orders: [] },
          checkpoint: checkpoint(7),
          status: { resultsDigest: "d" } as never,
        };
      },
      handOver: () => calls.push("handOver"),
      halt: () => calls.push("halt"),
    };
    const nothing = cell.change(() => ({ accepted: true, events: [] }));
    expect(calls).toEqual(["pending", "handOver"]);
    const pause = cell.change(judge("Pause"));
    expect(calls).toEqual(["pending", "handOver", "pending", "handOver", "halt"]);
    expect(cell.run).toBeUndefined();
    await clock.finish(Promise.all([nothing, pause]));
    expect(
      batches.slice(1).map(({ appends }) => appends[0]?.checkpoint?.simulation?.barrier),
    ).toEqual([7n, 7n]);
    expect(cell.committed?.session.status?.resultsDigest).toBe("d");
    expect(cell.committed?.checkpoint?.simulation?.barrier).toBe(7n);
  });

  test("a refusal takes nothing from the run", async () => {
    const { cell, clock, judge } = await readyCell();
    await clock.finish(cell.change(judge("Start")));
    const handOver: string[] = [];
    cell.run = {
      isResting: false,
      pending: () => ({ facts: [], orders: [], checkpoint: checkpoint(1), status: {} }),
      handOver: () => handOver.push("x"),
      halt: () => handOver.push("halt"),
    };
    expect((await cell.change(judge("Start"))).outcome).toBe("refused");
    expect(handOver).toEqual([]);
  });
});

/** A store whose disk hangs: the syncs of memory are held, and a clock stands still. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryStore } from "../../../src/store/memory/create-memory-store.ts";
import type { SessionStore } from "../../../src/store/store.ts";
import { SyncSwitch } from "../../contract/store/store-under-test.ts";
import { batch, countingBytes, createAppend, scope } from "../../contract/store-fixtures.ts";
import { ManualClock } from "../sessions/manual-clock.ts";

const stalled = { name: "StoreError", code: "STALLED" };

describe("a store whose disk does not answer", () => {
  let clock: ManualClock;
  let syncs: SyncSwitch;
  let store: SessionStore;

  beforeEach(() => {
    clock = new ManualClock();
    syncs = new SyncSwitch();
    store = createMemoryStore({
      ...{ clock, randomBytes: countingBytes(), sync: () => syncs.pass() },
      stall: { limitMs: 10_000, clock },
    });
  });

  afterEach(async () => {
    syncs.release();
    await clock.finish(store.close());
    expect(clock.timerCount).toBe(0);
  });

  const commit = (id: string, isAdmitted = false) =>
    store.commit(batch([createAppend(id)], { isAdmitted }));
  const find = async (id: string) =>
    (await clock.finish(store.readSession(scope, id))) !== undefined;

  it("refuses at once what comes during the stall, and nothing of it is written", async () => {
    syncs.hold();
    const [first, second] = [commit("a"), commit("b")];
    await clock.advance(9_999);
    const behind = commit("c");
    expect(store.disk).toMatchObject({ isStalled: false, waiting: 3 });
    await clock.advance(1);
    expect(store.disk).toMatchObject({ isStalled: true, waitedMs: 10_000, waiting: 3 });
    await expect(commit("late")).rejects.toMatchObject(stalled);
    expect(() => store.disk.admit()).toThrow(expect.objectContaining(stalled));
    expect(store.disk.waiting).toBe(3);
    syncs.release();
    for (const taken of [first, second, behind]) {
      expect(await clock.finish(taken)).toMatchObject({ outcome: "committed" });
    }
    expect(store.disk).toMatchObject({ isStalled: false, waitedMs: 0, waiting: 0 });
    expect(await Promise.all(["a", "b", "c", "late"].map(find))).toEqual([true, true, true, false]);
    expect(await clock.finish(commit("late"))).toMatchObject({ outcome: "committed" });
  });

  it("lets the server's own wait, however long, and writes them", async () => {
    syncs.hold();
    const client = commit("a");
    await clock.advance(60_000);
    const own = commit("own", true);
    await clock.advance(600_000);
    expect(store.disk.waiting).toBe(2);
    syncs.release();
    expect(await clock.finish(own)).toMatchObject({ outcome: "committed" });
    await client;
  });

  it("refuses more than a bound before it stalls, and takes what is admitted above it", async () => {
    syncs.hold();
    void commit("first");
    await clock.advance(1_500);
    const taken: Promise<unknown>[] = [];
    let refused: unknown;
    for (let count = 0; refused === undefined && count < 20_000; count += 1) {
      try {
        store.disk.admit();
      } catch (error) {
        refused = error;
        break;
      }
      taken.push(commit(`ses_${count}`, true));
    }
    expect(refused).toMatchObject({ ...stalled, message: expect.stringContaining("for 1 s") });
    // Far more than a server of this size has under way, and far less than its memory.
    expect(taken.length).toBeGreaterThan(4_000);
    expect(taken.length).toBeLessThan(10_000);
    await expect(commit("more")).rejects.toMatchObject(stalled);
    const own = commit("own", true);
    syncs.release();
    await clock.finish(Promise.all([...taken, own]));
    expect(await clock.finish(store.readSession(scope, "more"))).toBeUndefined();
  });

  it("keeps reads until the one transaction that they saw is on disk", async () => {
    syncs.hold();
    void commit("a");
    await clock.advance(20_000);
    const read = store.readSession(scope, "a");
    await clock.advance(60_000);
    syncs.release();
    expect((await clock.finish(read))?.session.sessionId).toBe("a");
  });

  it("stays stalled when the disk fails at last: no commit, no end of the stall", async () => {
    const changes: boolean[] = [];
    store.disk.subscribe((isStalled) => changes.push(isStalled));
    syncs.hold();
    const lost = commit("a");
    await clock.advance(10_000);
    syncs.release("FAILED");
    await expect(clock.finish(lost)).rejects.toMatchObject({ code: "FAILED" });
    await expect(commit("b")).rejects.toMatchObject({ code: "FAILED" });
    expect(changes).toEqual([true]);
  });
});

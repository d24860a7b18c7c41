import { describe, expect, it } from "vitest";
import {
  append,
  batch,
  commitOne,
  createAppend,
  everything,
  requestRecord,
  scope,
  startNs,
  unlimited,
} from "../store-fixtures.ts";
import { byCreation, type OpenStore, secondNs, useStore } from "./store-under-test.ts";

/** Notes how each of these ends, in a list that is read while some have not. */
function endsOf(pending: Readonly<Record<string, Promise<unknown>>>): string[] {
  const ends: string[] = [];
  for (const [name, promise] of Object.entries(pending)) {
    promise.then(
      () => ends.push(name),
      () => ends.push(`${name} failed`),
    );
  }
  return ends;
}

/** Lets everything go on that waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

/** What holds while a commit is on its way to the disk. */
export function syncContract(open: OpenStore): void {
  const test = useStore(open);

  /** Every way to read what is in the storage, once. */
  const readAll = () => {
    const { store } = test;
    const query = { orderBy: byCreation, showDeleted: true, limit: 10 };
    return {
      readSession: store.readSession(scope, "ses_a"),
      readSessionAt: store.readSessionAt(scope, "ses_a", 9n),
      listSessions: store.listSessions(scope, query),
      readSnapshot: store.readSnapshot(scope, everything, "", unlimited),
      readLog: store.readLog(scope, everything, 0n, unlimited),
      readMark: store.readMark(1n),
      readTrail: store.readTrail(1n),
      findRequest: store.findRequest(scope, "r1"),
      readOrder: store.readOrder(scope, "ses_a", { orderNumber: 1n }),
      listOrders: store.listOrders(scope, "ses_a", { openOnly: false, symbol: "", limit: 10 }),
      readOrderIds: store.readOrderIds(scope, "ses_a", 0n, 10),
      findDriven: store.findDriven(new Uint8Array(32)),
      countOpen: store.countOpen(scope),
      sessionsInState: store.upkeep.sessionsInState([], "", 10),
      expiredSessions: store.upkeep.expiredSessions(startNs, 10),
      nextExpiryNs: store.upkeep.nextExpiryNs(),
      verify: store.upkeep.verify(),
    };
  };

  describe("a sync under way", () => {
    it("keeps everybody from what is not on disk yet", async () => {
      const heads: bigint[] = [];
      test.store.subscribe((head) => heads.push(head));
      const release = test.holdSyncs();
      const request = requestRecord("r1", "ses_a");
      const commit = test.store.commit(batch([createAppend("ses_a")], { request }));
      await turns();
      const reads = readAll();
      const ends = endsOf({ commit, ...reads });
      await turns();
      expect(ends).toEqual([]);
      expect(heads).toEqual([]);
      expect(test.store.position().head).toBe(0n);
      expect(test.store.readTail(scope, everything, 0n, unlimited)?.records).toEqual([]);
      expect(await test.store.findRequest(scope, "r2")).toBeUndefined();
      release();
      expect(await commit).toMatchObject({ outcome: "committed", revisions: [1n] });
      expect(heads).toEqual([1n]);
      expect((await reads.readSession)?.sessionId).toBe("ses_a");
      expect(await reads.readSnapshot).toMatchObject({ revision: 1n });
      expect(await reads.readLog).toMatchObject({ scannedTo: 1n, caughtUp: true });
      expect(await reads.findRequest).toMatchObject({ revision: 1n });
      expect(await reads.countOpen).toEqual({ count: 1, revision: 1n });
      await Promise.all(Object.values(reads));
      expect([...ends].sort()).toEqual(["commit", ...Object.keys(reads)].sort());
    });

    it("is over for the position before it is for those who read", async () => {
      const release = test.holdSyncs();
      const commit = test.store.commit(batch([createAppend("ses_a")]));
      await turns();
      const seen = test.list().then((ids) => [ids, test.store.position().head]);
      release();
      expect(await seen).toEqual([["ses_a"], 1n]);
      await commit;
    });

    it("keeps a refusal that rests on it", async () => {
      const session = await commitOne(test.store, createAppend("ses_a"));
      const release = test.holdSyncs();
      const start = append(session, { type: "Start" });
      const first = test.store.commit(batch([start]));
      await turns();
      const second = test.store.commit(batch([start]));
      const ends = endsOf({ first, second });
      await turns();
      expect(ends).toEqual([]);
      release();
      expect(await first).toMatchObject({ outcome: "committed" });
      expect(await second).toMatchObject({ outcome: "conflict", eventNumber: 2n });
    });

    it("takes what comes meanwhile along with the next one", async () => {
      const before = test.syncs();
      const release = test.holdSyncs();
      const commits = [test.store.commit(batch([createAppend("ses_a")]))];
      await turns();
      for (const id of ["ses_b", "ses_c", "ses_d"]) {
        commits.push(test.store.commit(batch([createAppend(id)])));
        await turns();
      }
      expect(test.syncs() - before).toBe(1);
      release();
      const expected = [1n, 2n, 3n, 4n].map((revision) => ({ revisions: [revision] }));
      expect(await Promise.all(commits)).toMatchObject(expected);
      expect(test.syncs() - before).toBe(2);
    });

    it("is waited for by a purge, and a purge is no loss before its own", async () => {
      await test.createDeleted("ses_a");
      const release = test.holdSyncs();
      const purge = test.store.upkeep.purgeSessions(startNs + secondNs, 1);
      await turns();
      const page = test.store.readLog(scope, everything, 0n, unlimited);
      const ends = endsOf({ purge, page });
      await turns();
      expect(ends).toEqual([]);
      expect(test.store.position()).toEqual({ head: 2n, compacted: 0n });
      // Whoever gets a page with a hole can tell so at the moment of getting it.
      const seen = page.then(({ records }) => [records.length, test.store.position().compacted]);
      release();
      expect(await seen).toEqual([0, 2n]);
      expect(await purge).toBe(1);
    });

    it("that fails answers nobody, shows nothing, and is not tried again", async () => {
      const heads: bigint[] = [];
      const session = await commitOne(test.store, createAppend("ses_a"));
      test.store.subscribe((head) => heads.push(head));
      const before = test.syncs();
      const release = test.holdSyncs();
      const commit = test.store.commit(batch([append(session, { type: "Start" })]));
      await turns();
      const read = test.store.readSession(scope, "ses_a");
      const next = test.store.commit(batch([createAppend("ses_b")]));
      const ends = endsOf({ commit, read, next });
      release("FAILED");
      expect(await test.store.failed).toMatchObject({ name: "StoreError", code: "FAILED" });
      await turns();
      expect(ends.sort()).toEqual(["commit failed", "next failed", "read failed"]);
      const failed = { name: "StoreError", code: "FAILED" };
      for (const attempt of [
        commit,
        read,
        next,
        test.store.commit(batch([createAppend("ses_c")])),
        test.store.readSession(scope, "ses_a"),
        test.store.readLog(scope, everything, 0n, unlimited),
        test.store.upkeep.purgeSessions(startNs, 1),
      ]) {
        await expect(attempt).rejects.toMatchObject(failed);
      }
      const tail = test.store.readTail(scope, everything, 0n, unlimited);
      expect(tail).toMatchObject({ scannedTo: 1n, caughtUp: true });
      expect(test.store.position().head).toBe(1n);
      expect(heads).toEqual([]);
      expect(test.syncs() - before).toBe(1);
      await test.store.close();
      expect(test.syncs() - before).toBe(1);
    });

    it("leaves none of thousands behind when the store closes", async () => {
      const release = test.holdSyncs();
      const ids = Array.from({ length: 1_000 }, (_, number) => `ses_${number}`);
      const commits = ids.map((id) => test.store.commit(batch([createAppend(id)])));
      const closing = test.store.close();
      release();
      await closing;
      const ends = await Promise.all(commits);
      expect(ends.map((end) => end.outcome === "committed" && end.revisions[0])).toEqual(
        ids.map((_, index) => BigInt(index + 1)),
      );
    });

    it("keeps nobody from its answer, or from hearing of it, when a listener throws", async () => {
      const heads: bigint[] = [];
      const thrown = new Promise((resolve) => {
        // What would end the process.
        const others = process.listeners("uncaughtException");
        process.removeAllListeners("uncaughtException");
        process.once("uncaughtException", (error) => {
          for (const other of others) process.on("uncaughtException", other);
          resolve(error.message);
        });
      });
      test.store.subscribe(() => {
        throw new Error("a listener is wrong");
      });
      test.store.subscribe((head) => heads.push(head));
      const release = test.holdSyncs();
      const commit = test.store.commit(batch([createAppend("ses_a")]));
      await turns();
      const read = test.store.readSession(scope, "ses_a");
      release();
      expect(await commit).toMatchObject({ revisions: [1n] });
      expect((await read)?.sessionId).toBe("ses_a");
      expect(heads).toEqual([1n]);
      expect(await thrown).toBe("a listener is wrong");
    });

    it("is waited for when the store closes, with what was handed over", async () => {
      const release = test.holdSyncs();
      const first = test.store.commit(batch([createAppend("ses_a")]));
      await turns();
      const second = test.store.commit(batch([createAppend("ses_b")]));
      const read = test.store.readSession(scope, "ses_a");
      const closing = test.store.close();
      const ends = endsOf({ first, second, read, closing, again: test.store.close() });
      await turns();
      expect(ends).toEqual([]);
      await expect(test.store.commit(batch([createAppend("ses_c")]))).rejects.toMatchObject({
        code: "CLOSED",
      });
      release();
      await closing;
      expect(await first).toMatchObject({ revisions: [1n] });
      expect(await second).toMatchObject({ revisions: [2n] });
      expect((await read)?.sessionId).toBe("ses_a");
    });
  });
}

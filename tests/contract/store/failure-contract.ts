import { describe, expect, it } from "vitest";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  append,
  batch,
  commitOne,
  createAppend,
  everything,
  otherOwner,
  otherTenant,
  requestRecord,
  scope,
  startNs,
  unlimited,
} from "../store-fixtures.ts";
import { byCreation, type OpenStore, secondNs, useStore } from "./store-under-test.ts";

/** What stays true when the storage fails, closes, or is asked by the wrong one. */
export function failureContract(open: OpenStore): void {
  const test = useStore(open);

  describe("a failed commit", () => {
    it("rejects every batch of the turn when the disk is full, and goes on later", async () => {
      await commitOne(test.store, createAppend("ses_a"));
      test.failCommits("FULL");
      const request = requestRecord("r1", "ses_b");
      const ends = await Promise.allSettled([
        test.store.commit(batch([createAppend("ses_b")], { request })),
        test.store.commit(batch([createAppend("ses_c")])),
      ]);
      expect(ends).toMatchObject([
        { status: "rejected", reason: { name: "StoreError", code: "FULL" } },
        { status: "rejected", reason: { name: "StoreError", code: "FULL" } },
      ]);
      expect(await test.list()).toEqual(["ses_a"]);
      expect(await test.store.findRequest(scope, "r1")).toBeUndefined();
      test.failCommits(undefined);
      const result = await test.store.commit(batch([createAppend("ses_b")], { request }));
      expect(result).toMatchObject({ outcome: "committed", revisions: [2n] });
      expect(await test.revisions()).toEqual([1n, 2n]);
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("accepts nothing more after a failed write, while reads still answer", async () => {
      const session = await commitOne(test.store, createAppend("ses_a"));
      const heads: bigint[] = [];
      test.store.subscribe((head) => heads.push(head));
      test.failCommits("FAILED");
      const ends = await Promise.allSettled([
        test.store.commit(batch([append(session, { type: "Start" })])),
        test.store.commit(batch([createAppend("ses_b")])),
      ]);
      test.failCommits(undefined);
      const failed = { status: "rejected", reason: { name: "StoreError", code: "FAILED" } };
      expect(ends).toMatchObject([failed, failed]);
      expect(await test.store.failed).toMatchObject({ name: "StoreError", code: "FAILED" });
      for (const attempt of [
        () => test.store.commit(batch([createAppend("ses_b")])),
        () => test.store.upkeep.purgeSessions(startNs, 1),
        () => test.store.upkeep.pruneRequests(startNs, 1),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "FAILED" });
      }
      expect((await test.store.readSession(scope, "ses_a"))?.session.status).toMatchObject({
        state: SessionState.READY,
        revision: 1n,
      });
      expect(await test.list()).toEqual(["ses_a"]);
      expect(test.store.position().head).toBe(1n);
      expect(heads).toEqual([]);
    });

    it("lets upkeep fail without a trace", async () => {
      await test.createDeleted("ses_a");
      test.failCommits("FULL");
      await expect(test.store.upkeep.purgeSessions(startNs + secondNs, 1)).rejects.toMatchObject({
        code: "FULL",
      });
      test.failCommits(undefined);
      expect(await test.store.readSession(scope, "ses_a")).toBeDefined();
      expect(test.store.position()).toEqual({ head: 2n, compacted: 0n });
      expect(await test.store.upkeep.purgeSessions(startNs + secondNs, 1)).toBe(1);
    });
  });

  describe("another scope", () => {
    it("finds nothing of this one", async () => {
      const session = await commitOne(
        test.store,
        createAppend("ses_a", { idleTimeoutSeconds: 60 }),
      );
      for (const foreign of [otherOwner, otherTenant]) {
        const query = { orderBy: byCreation, showDeleted: true, limit: 10 };
        expect(await test.store.readSession(foreign, "ses_a")).toBeUndefined();
        expect(await test.store.readSessionAt(foreign, "ses_a", 1n)).toBeUndefined();
        expect(await test.store.listSessions(foreign, query)).toEqual([]);
        expect(await test.store.countOpen(foreign)).toEqual({ count: 0, revision: 1n });
        const page = await test.store.readLog(foreign, everything, 0n, unlimited);
        expect(page).toEqual({ records: [], scannedTo: 1n, caughtUp: true });
        const named = { ...everything, sessionIds: ["ses_a"] };
        expect((await test.store.readLog(foreign, named, 0n, unlimited)).records).toEqual([]);
        const snapshot = await test.store.readSnapshot(foreign, named, "", unlimited);
        expect(snapshot).toEqual({ sessions: [], revision: 1n, end: true });
      }
      const theirs = { ...append(session, { type: "Start" }), expectedEventNumber: 1n };
      const stolen = { ...theirs, session: { ...theirs.session, owner: "eve" } };
      expect(await test.store.commit(batch([stolen], { scope: otherOwner }))).toEqual({
        outcome: "conflict",
        sessionId: "ses_a",
        eventNumber: 0n,
      });
      const taken = createAppend("ses_a", { owner: "eve" });
      await expect(test.store.commit(batch([taken], { scope: otherOwner }))).rejects.toThrow(
        "taken",
      );
      const request = requestRecord("r1", "ses_a");
      await expect(test.store.commit(batch([], { scope: otherOwner, request }))).rejects.toThrow(
        "not there",
      );
    });
  });

  describe("subscribe and close", () => {
    it("tells of each commit, in order, after the rows can be read", async () => {
      const seen: [bigint, bigint, number][] = [];
      const stop = test.store.subscribe((head) => {
        seen.push([head, test.store.position().head, 1]);
      });
      const alsoStop = test.store.subscribe((head) => {
        seen.push([head, test.store.position().head, 2]);
      });
      await Promise.all([
        test.store.commit(batch([createAppend("ses_a")])),
        test.store.commit(batch([createAppend("ses_b")])),
      ]);
      stop();
      await commitOne(test.store, createAppend("ses_c"));
      await test.store.commit(batch([createAppend("ses_c")]));
      await test.store.commit(batch([], { request: requestRecord("r1", "ses_c") }));
      alsoStop();
      await commitOne(test.store, createAppend("ses_d"));
      expect(seen).toEqual([
        [2n, 2n, 1],
        [2n, 2n, 2],
        [3n, 3n, 2],
      ]);
    });

    it("commits what was handed over before it closes, then answers CLOSED", async () => {
      const pending = test.store.commit(batch([createAppend("ses_a")]));
      const closing = test.store.close();
      const late = test.store.commit(batch([createAppend("ses_b")]));
      await expect(late).rejects.toMatchObject({ name: "StoreError", code: "CLOSED" });
      await closing;
      expect(await pending).toMatchObject({ outcome: "committed", revisions: [1n] });
      const closed = { name: "StoreError", code: "CLOSED" };
      await expect(test.store.readSession(scope, "ses_a")).rejects.toMatchObject(closed);
      await expect(test.log()).rejects.toMatchObject(closed);
      await expect(test.store.upkeep.verify()).rejects.toMatchObject(closed);
      await expect(test.store.upkeep.purgeSessions(startNs, 1)).rejects.toMatchObject(closed);
      expect(() => test.store.position()).toThrow("closed");
      await test.store.close();
    });
  });
}

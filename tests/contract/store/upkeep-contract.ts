import { describe, expect, it } from "vitest";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import {
  advanceAppend,
  append,
  batch,
  commitOne,
  createAppend,
  otherOwner,
  scope,
  startNs,
} from "../store-fixtures.ts";
import { byCreation, type OpenStore, secondNs, useStore } from "./store-under-test.ts";

/** What the server's own upkeep needs: marks, retention, recovery, expiry. */
export function upkeepContract(open: OpenStore): void {
  const test = useStore(open);

  describe("marks and retention", () => {
    it("marks each row differently, and knows no other revision", async () => {
      await commitOne(test.store, createAppend("ses_a"));
      await commitOne(test.store, createAppend("ses_b"));
      const marks = [await test.store.readMark(1n), await test.store.readMark(2n)];
      expect(marks).toMatchObject([{ revision: 1n }, { revision: 2n }]);
      expect(marks[0]?.uid).toMatch(/^[0-9a-f]{16}$/);
      expect(marks[0]?.uid).not.toBe(marks[1]?.uid);
      expect(await test.store.readMark(0n)).toBeUndefined();
      expect(await test.store.readMark(3n)).toBeUndefined();
      expect(await test.store.readTrail(2n)).toBeUndefined();
    });

    it("keeps every 1,000th row on the trail", async () => {
      const ids = Array.from({ length: 2_001 }, (_, index) => `ses_${index}`);
      await Promise.all(ids.map((id) => test.store.commit(batch([createAppend(id)]))));
      expect(await test.store.readTrail(999n)).toBeUndefined();
      expect(await test.store.readTrail(1_000n)).toEqual(await test.store.readMark(1_000n));
      expect(await test.store.readTrail(1_999n)).toEqual(await test.store.readMark(1_000n));
      expect(await test.store.readTrail(1n << 40n)).toEqual(await test.store.readMark(2_000n));
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("purges what is due, raises the compacted revision and keeps the rest", async () => {
      const kept = await commitOne(test.store, createAppend("ses_k"));
      await test.createDeleted("ses_a", startNs);
      await test.createDeleted("ses_b", startNs + 5n);
      await commitOne(test.store, append(kept, { type: "Start" }));
      expect(await test.store.upkeep.purgeSessions(startNs + secondNs - 1n, 9)).toBe(0);
      expect(await test.store.upkeep.purgeSessions(startNs + secondNs, 9)).toBe(1);
      expect(await test.store.readSession(scope, "ses_a")).toBeUndefined();
      expect(await test.store.readSessionAt(scope, "ses_a", 2n)).toBeUndefined();
      expect(await test.list(undefined, byCreation, true)).toEqual(["ses_k", "ses_b"]);
      expect(test.store.position()).toEqual({ head: 6n, compacted: 3n });
      expect(await test.revisions()).toEqual([1n, 4n, 5n, 6n]);
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("purges at most as many as asked for, the most overdue first", async () => {
      await test.createDeleted("ses_a", startNs + 2n);
      await test.createDeleted("ses_b", startNs + 1n);
      await test.createDeleted("ses_c", startNs + 3n);
      expect(await test.store.upkeep.purgeSessions(startNs + 2n * secondNs, 2)).toBe(2);
      expect(await test.list(undefined, byCreation, true)).toEqual(["ses_c"]);
      expect(test.store.position().compacted).toBe(4n);
    });

    it("never uses the head's revision again and keeps its mark", async () => {
      await commitOne(test.store, createAppend("ses_k"));
      await test.createDeleted("ses_a");
      const [row, head] = [await test.store.readMark(2n), await test.store.readMark(3n)];
      expect(row).toBeDefined();
      await test.store.upkeep.purgeSessions(startNs + secondNs, 9);
      expect(test.store.position()).toEqual({ head: 3n, compacted: 3n });
      expect(await test.store.readMark(2n)).toBeUndefined();
      expect(await test.store.readMark(3n)).toEqual(head);
      expect(await test.store.readTrail(3n)).toEqual(head);
      expect(await test.store.commit(batch([createAppend("ses_b")]))).toMatchObject({
        revisions: [4n],
      });
      expect(await test.store.upkeep.verify()).toEqual([]);
    });
  });

  describe("recovery and expiry", () => {
    it("finds sessions by state over all scopes, by id, with their checkpoints", async () => {
      const run = async (id: string) =>
        commitOne(
          test.store,
          append(await commitOne(test.store, createAppend(id)), { type: "Start" }),
        );
      const c = await run("ses_c");
      await commitOne(test.store, advanceAppend(c, 1));
      await run("ses_a");
      await commitOne(test.store, append(await run("ses_d"), { type: "Pause" }));
      await commitOne(test.store, createAppend("ses_b"));
      const theirs = createAppend("ses_e", { owner: "eve" });
      const started = append(theirs.session, { type: "Start" });
      await test.store.commit(batch([theirs], { scope: otherOwner }));
      await test.store.commit(batch([started], { scope: otherOwner }));
      const states = [SessionState.RUNNING, SessionState.PAUSED];
      const found = await test.store.upkeep.sessionsInState(states, "", 10);
      expect(found.map(({ session }) => session.sessionId)).toEqual([
        "ses_a",
        "ses_c",
        "ses_d",
        "ses_e",
      ]);
      expect(found[3]?.scope).toEqual(otherOwner);
      expect(found[1]?.checkpoint?.simulation?.barrier).toBe(4n);
      expect(found[0]?.checkpoint).toBeUndefined();
      const rest = await test.store.upkeep.sessionsInState(states, "ses_a", 2);
      expect(rest.map(({ session }) => session.sessionId)).toEqual(["ses_c", "ses_d"]);
      expect(await test.store.upkeep.sessionsInState([], "", 10)).toEqual([]);
    });

    it("finds what expires, the earliest first, until it is started or deleted", async () => {
      const make = (id: string, idleTimeoutSeconds?: number) =>
        commitOne(
          test.store,
          createAppend(id, idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds }),
        );
      const a = await make("ses_a", 30);
      const b = await make("ses_b", 10);
      await make("ses_c", 20);
      await make("ses_d");
      const expired = async (afterSeconds: bigint, limit = 9) =>
        (await test.store.upkeep.expiredSessions(startNs + afterSeconds * secondNs, limit)).map(
          ({ session }) => session.sessionId,
        );
      expect(await expired(9n)).toEqual([]);
      expect(await expired(10n)).toEqual(["ses_b"]);
      expect(await expired(99n)).toEqual(["ses_b", "ses_c", "ses_a"]);
      expect(await expired(99n, 1)).toEqual(["ses_b"]);
      expect(await test.store.upkeep.nextExpiryNs()).toBe(startNs + 10n * secondNs);
      await commitOne(test.store, append(b, { type: "Start" }));
      await commitOne(test.store, append(a, { type: "Delete", purgeTime: timestampOf(startNs) }));
      expect(await expired(99n)).toEqual(["ses_c"]);
    });

    it("knows of no expiry when nothing expires", async () => {
      await commitOne(test.store, createAppend("ses_a"));
      expect(await test.store.upkeep.nextExpiryNs()).toBeUndefined();
    });

    it("counts open sessions: neither final nor deleted", async () => {
      const a = await commitOne(test.store, createAppend("ses_a"));
      await commitOne(test.store, createAppend("ses_b"));
      await test.createDeleted("ses_c");
      expect((await test.store.countOpen(scope)).count).toBe(2);
      await commitOne(test.store, append(a, { type: "Stop", stopPolicy: 1 }));
      expect((await test.store.countOpen(scope)).count).toBe(1);
    });
  });
}

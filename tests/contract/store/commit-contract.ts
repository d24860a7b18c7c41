import { describe, expect, it } from "vitest";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  advanceAppend,
  append,
  batch,
  checkpoint,
  commitOne,
  createAppend,
  otherOwner,
  otherTenant,
  requestRecord,
  scope,
  startNs,
} from "../store-fixtures.ts";
import { type OpenStore, useStore } from "./store-under-test.ts";

/** What a commit does, and what it refuses. */
export function commitContract(open: OpenStore): void {
  const test = useStore(open);

  describe("commit", () => {
    it("makes what was committed readable, with its revision", async () => {
      const one = createAppend("ses_a", { labels: { team: "alpha" } });
      const result = await test.store.commit(batch([{ ...one, checkpoint: checkpoint(3) }]));
      const stored = await test.store.readSession(scope, "ses_a");
      const status = { ...one.session.status, revision: 1n };
      expect(result).toMatchObject({ outcome: "committed", revisions: [1n] });
      expect(result.outcome === "committed" && result.sessions).toEqual([
        { ...one.session, status },
      ]);
      expect(stored?.scope).toEqual(scope);
      expect(stored?.session).toMatchObject({ sessionId: "ses_a", labels: { team: "alpha" } });
      expect(stored?.session.status).toMatchObject({ revision: 1n, eventNumber: 1n });
      expect(stored?.checkpoint).toEqual(checkpoint(3));
      expect(one.session.status?.revision).toBe(0n);
    });

    it("keeps its own copy of what was handed over", async () => {
      const made = createAppend("ses_a", { labels: { team: "alpha" } });
      const one = { ...made, checkpoint: checkpoint(3) };
      await commitOne(test.store, one);
      one.checkpoint.simulation?.resultsDigest.fill(0);
      one.session.labels.team = "changed";
      const read = await test.store.readSession(scope, "ses_a");
      if (read !== undefined) read.session.labels.team = "changed too";
      read?.checkpoint?.simulation?.resultsDigest.fill(0);
      const again = await test.store.readSession(scope, "ses_a");
      expect(again?.session.labels).toEqual({ team: "alpha" });
      expect(again?.checkpoint).toEqual(checkpoint(3));
    });

    it("commits several sessions of a batch together, in order", async () => {
      const result = await test.store.commit(batch([createAppend("ses_b"), createAppend("ses_a")]));
      expect(result).toMatchObject({
        outcome: "committed",
        revisions: [1n, 2n],
        sessions: [{ sessionId: "ses_b" }, { sessionId: "ses_a" }],
      });
    });

    it("keeps the checkpoint before when an append has none", async () => {
      let session = await commitOne(test.store, createAppend("ses_a"));
      session = await commitOne(test.store, append(session, { type: "Start" }));
      session = await commitOne(test.store, advanceAppend(session, 1));
      const kept = (await test.store.readSession(scope, "ses_a"))?.checkpoint;
      session = await commitOne(test.store, append(session, { type: "Pause" }));
      expect(kept?.simulation?.barrier).toBe(4n);
      expect((await test.store.readSession(scope, "ses_a"))?.checkpoint).toEqual(kept);
    });

    it("takes an append without events, which moves only the checkpoint", async () => {
      const session = await commitOne(test.store, createAppend("ses_a"));
      const moved = await commitOne(test.store, {
        sessionId: "ses_a",
        expectedEventNumber: 1n,
        events: [],
        session,
        checkpoint: checkpoint(9),
      });
      expect(moved.status).toMatchObject({ revision: 2n, eventNumber: 1n });
      expect((await test.store.readSession(scope, "ses_a"))?.checkpoint?.simulation?.barrier).toBe(
        9n,
      );
      expect(await test.revisions()).toEqual([1n]);
      expect(test.store.position().head).toBe(2n);
    });

    it("chains two appends to a session in one turn", async () => {
      const created = createAppend("ses_a");
      const results = await Promise.all([
        test.store.commit(batch([created])),
        test.store.commit(batch([append(created.session, { type: "Start" })])),
      ]);
      expect(results).toMatchObject([
        { outcome: "committed", revisions: [1n] },
        { outcome: "committed", revisions: [2n] },
      ]);
      expect((await test.store.readSession(scope, "ses_a"))?.session.status?.state).toBe(
        SessionState.RUNNING,
      );
    });

    it("refuses a conflict and leaves its neighbours alone", async () => {
      const created = createAppend("ses_a");
      const results = await Promise.all([
        test.store.commit(batch([createAppend("ses_b")])),
        test.store.commit(batch([created])),
        // The second creation of the same session: its neighbour was first.
        test.store.commit(batch([createAppend("ses_d"), created])),
        test.store.commit(batch([createAppend("ses_c")])),
      ]);
      expect(results).toMatchObject([
        { outcome: "committed", revisions: [1n] },
        { outcome: "committed", revisions: [2n] },
        { outcome: "conflict", sessionId: "ses_a", eventNumber: 1n },
        { outcome: "committed", revisions: [3n] },
      ]);
      expect(await test.list()).toEqual(["ses_c", "ses_b", "ses_a"]);
      expect(test.store.position().head).toBe(3n);
    });

    it("refuses a later event than the next one", async () => {
      const session = await commitOne(test.store, createAppend("ses_a"));
      const started = append(session, { type: "Start" });
      const ahead = append(started.session, { type: "Pause" });
      const result = await test.store.commit(batch([ahead]));
      expect(result).toEqual({ outcome: "conflict", sessionId: "ses_a", eventNumber: 1n });
    });

    it("rejects a batch that no caller may send, and leaves its neighbours alone", async () => {
      const good = createAppend("ses_a");
      const other = createAppend("ses_b");
      const wrong = [
        batch([]),
        batch([good, good]),
        batch([{ ...good, sessionId: "ses_x" }]),
        batch([{ ...good, events: [] }]),
        batch([{ ...good, expectedEventNumber: 5n }]),
        batch([{ ...good, session: other.session }]),
        batch([createAppend("ses_e", { owner: "eve" })]),
        batch([good], {
          request: { ...requestRecord("r", "ses_a"), requestHash: new Uint8Array(3) },
        }),
        // This one is found only when it is written.
        batch([other], { request: requestRecord("r", "ses_missing") }),
      ];
      const ends = await Promise.allSettled([
        ...wrong.map((bad) => test.store.commit(bad)),
        test.store.commit(batch([good])),
      ]);
      expect(ends.map(({ status }) => status)).toEqual([
        ...wrong.map(() => "rejected"),
        "fulfilled",
      ]);
      expect(await test.list()).toEqual(["ses_a"]);
      expect(test.store.position().head).toBe(1n);
      expect(await test.store.upkeep.verify()).toEqual([]);
    });

    it("shows nothing before it is decided", async () => {
      const session = await commitOne(test.store, createAppend("ses_a"));
      const pending = test.store.commit(
        batch([append(session, { type: "Start" }), createAppend("ses_b")], {
          request: requestRecord("r1", "ses_a"),
        }),
      );
      const before = await test.store.readSession(scope, "ses_a");
      const page = await test.log();
      expect(before?.session.status?.state).toBe(SessionState.READY);
      expect(await test.store.readSession(scope, "ses_b")).toBeUndefined();
      expect(await test.store.findRequest(scope, "r1")).toBeUndefined();
      expect((await test.store.countOpen(scope)).count).toBe(1);
      expect(page).toMatchObject({ scannedTo: 1n, caughtUp: true });
      expect(test.store.position().head).toBe(1n);
      await pending;
      expect((await test.store.readSession(scope, "ses_a"))?.session.status?.state).toBe(
        SessionState.RUNNING,
      );
      expect(test.store.position().head).toBe(3n);
    });
  });

  describe("requests", () => {
    it("keeps the request with the append that it made", async () => {
      const request = requestRecord("r1", "ses_b");
      await test.store.commit(batch([createAppend("ses_a"), createAppend("ses_b")], { request }));
      const kept = await test.store.findRequest(scope, "r1");
      expect(kept).toMatchObject({ ...request, requestHash: expect.anything(), revision: 2n });
      expect(Buffer.from(kept?.requestHash ?? [])).toEqual(Buffer.from(request.requestHash));
    });

    it("keeps a request that changed nothing with the session's last append", async () => {
      await commitOne(test.store, createAppend("ses_a"));
      await commitOne(test.store, createAppend("ses_b"));
      const request = requestRecord("r1", "ses_a");
      const result = await test.store.commit(batch([], { request }));
      expect(result).toEqual({ outcome: "committed", revisions: [], sessions: [] });
      expect(await test.store.findRequest(scope, "r1")).toMatchObject({ revision: 1n });
      expect(test.store.position().head).toBe(2n);
    });

    it("answers a repeated request with the first one, and writes nothing", async () => {
      const request = requestRecord("r1", "ses_a");
      const session = await commitOne(test.store, createAppend("ses_a"), { request });
      const again = await test.store.commit(
        batch([append(session, { type: "Start" })], {
          request: requestRecord("r1", "ses_a", "another body"),
        }),
      );
      expect(again).toMatchObject({ outcome: "repeated", request: { revision: 1n } });
      const kept = again.outcome === "repeated" ? again.request.requestHash : [];
      expect(Buffer.from(kept)).toEqual(Buffer.from(request.requestHash));
      expect(test.store.position().head).toBe(1n);
    });

    it("lets the first of two equal ids in one turn win", async () => {
      const results = await Promise.all([
        test.store.commit(batch([createAppend("ses_z")])),
        test.store.commit(
          batch([createAppend("ses_a")], { request: requestRecord("r1", "ses_a") }),
        ),
        test.store.commit(
          batch([createAppend("ses_b")], { request: requestRecord("r1", "ses_b") }),
        ),
      ]);
      expect(results).toMatchObject([
        { outcome: "committed" },
        { outcome: "committed", revisions: [2n] },
        { outcome: "repeated", request: { revision: 2n, sessionId: "ses_a" } },
      ]);
      expect(await test.store.readSession(scope, "ses_b")).toBeUndefined();
    });

    it("answers a repetition before it looks for a conflict", async () => {
      const one = createAppend("ses_a");
      const request = requestRecord("r1", "ses_a");
      await test.store.commit(batch([one], { request }));
      expect(await test.store.commit(batch([one], { request }))).toMatchObject({
        outcome: "repeated",
      });
    });

    it("forgets the id of a refused batch", async () => {
      const one = createAppend("ses_a");
      await commitOne(test.store, one);
      const request = requestRecord("r1", "ses_a");
      expect(await test.store.commit(batch([one], { request }))).toMatchObject({
        outcome: "conflict",
      });
      expect(await test.store.findRequest(scope, "r1")).toBeUndefined();
      await test.store.commit(batch([append(one.session, { type: "Start" })], { request }));
      expect(await test.store.findRequest(scope, "r1")).toMatchObject({ revision: 2n });
    });

    it("knows an id only in its scope", async () => {
      const request = requestRecord("r1", "ses_a");
      await commitOne(test.store, createAppend("ses_a"), { request });
      const theirs = createAppend("ses_e", { owner: "eve" });
      const result = await test.store.commit(
        batch([theirs], { scope: otherOwner, request: requestRecord("r1", "ses_e") }),
      );
      expect(result).toMatchObject({ outcome: "committed" });
      expect(await test.store.findRequest(otherTenant, "r1")).toBeUndefined();
    });

    it("prunes by age and by number of each owner", async () => {
      await test.store.commit(batch([createAppend("ses_a")]));
      await test.store.commit(
        batch([createAppend("ses_e", { owner: "eve" })], { scope: otherOwner }),
      );
      const keep = (id: string, timeNs: bigint, of = scope) => {
        const sessionId = of === scope ? "ses_a" : "ses_e";
        return test.store.commit(
          batch([], { scope: of, request: requestRecord(id, sessionId), timeNs }),
        );
      };
      for (const [index, id] of ["r1", "r2", "r3", "r4", "r5"].entries()) {
        await keep(id, startNs + BigInt(index));
      }
      await keep("r1", startNs, otherOwner);
      await keep("r2", startNs + 1n, otherOwner);
      const left = async (of = scope) => {
        const ids = ["r1", "r2", "r3", "r4", "r5"];
        const found = await Promise.all(ids.map((id) => test.store.findRequest(of, id)));
        return ids.filter((_, index) => found[index] !== undefined);
      };
      expect(await test.store.upkeep.pruneRequests(startNs, 5)).toBe(0);
      expect(await test.store.upkeep.pruneRequests(startNs + 1n, 3)).toBe(3);
      expect(await left()).toEqual(["r3", "r4", "r5"]);
      expect(await left(otherOwner)).toEqual(["r2"]);
      await keep("r1", startNs + 4n);
      expect(await test.store.upkeep.pruneRequests(0n, 1)).toBe(3);
      expect(await left()).toEqual(["r1"]);
    });

    it("prunes however many there are", async () => {
      await commitOne(test.store, createAppend("ses_a"));
      const ids = Array.from({ length: 2_500 }, (_, index) => `r${index}`);
      await Promise.all(
        ids.map((id) => test.store.commit(batch([], { request: requestRecord(id, "ses_a") }))),
      );
      expect(await test.store.upkeep.pruneRequests(0n, 100)).toBe(2_400);
      expect(await test.store.findRequest(scope, "r2399")).toBeUndefined();
      expect(await test.store.findRequest(scope, "r2400")).toBeDefined();
    });
  });
}

import { beforeEach, describe, expect, it } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionMode, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  advanceAppend,
  append,
  batch,
  commitOne,
  createAppend,
  everything,
  otherOwner,
  scope,
  unlimited,
} from "../store-fixtures.ts";
import { lifecycleOnly, type OpenStore, useStore } from "./store-under-test.ts";

/** The log and the snapshot, as the feed reads them. */
export function logContract(open: OpenStore): void {
  const test = useStore(open);

  describe("readSessionAt", () => {
    it("gives the session as it was after the newest lifecycle event up to then", async () => {
      let session = await commitOne(test.store, createAppend("ses_a"));
      session = await commitOne(test.store, append(session, { type: "Start" }));
      await commitOne(test.store, createAppend("ses_b"));
      session = await commitOne(test.store, advanceAppend(session, 1));
      await commitOne(test.store, append(session, { type: "Pause" }));
      const states = await Promise.all(
        [0n, 1n, 2n, 3n, 4n, 5n, 6n].map(
          async (at) => (await test.store.readSessionAt(scope, "ses_a", at))?.status,
        ),
      );
      expect(states.map((status) => status?.state)).toEqual([
        undefined,
        SessionState.READY,
        SessionState.RUNNING,
        SessionState.RUNNING,
        SessionState.RUNNING,
        SessionState.PAUSED,
        SessionState.PAUSED,
      ]);
      expect(states.map((status) => status?.revision)).toEqual([undefined, 1n, 2n, 2n, 2n, 5n, 5n]);
    });
  });

  describe("readSnapshot", () => {
    beforeEach(async () => {
      for (const id of ["ses_c", "ses_a", "ses_d"]) await commitOne(test.store, createAppend(id));
      await commitOne(test.store, createAppend("ses_b", { mode: "paper", strategyId: "other" }));
      await test.createDeleted("ses_e");
      await test.store.commit(
        batch([createAppend("ses_0", { owner: "eve" })], { scope: otherOwner }),
      );
    });

    const ids = (page: { readonly sessions: readonly { readonly sessionId: string }[] }) =>
      page.sessions.map(({ sessionId }) => sessionId);

    it("pages by id at the revision of the page, without deleted sessions", async () => {
      const first = await test.store.readSnapshot(scope, everything, "", {
        records: 3,
        bytes: 1e9,
      });
      expect(ids(first)).toEqual(["ses_a", "ses_b", "ses_c"]);
      expect(first).toMatchObject({ revision: 7n, end: false });
      expect(first.sessions.map(({ session }) => session.status?.revision)).toEqual([2n, 4n, 1n]);
      const rest = await test.store.readSnapshot(scope, everything, "ses_c", unlimited);
      expect(ids(rest)).toEqual(["ses_d"]);
      expect(rest.end).toBe(true);
    });

    it("says that it ends when the last page is just full", async () => {
      const limit = { records: 4, bytes: 1e9 };
      expect((await test.store.readSnapshot(scope, everything, "", limit)).end).toBe(true);
    });

    it("advances by one session under any limit of bytes", async () => {
      const page = await test.store.readSnapshot(scope, everything, "ses_a", {
        records: 9,
        bytes: 1,
      });
      expect(ids(page)).toEqual(["ses_b"]);
      expect(page.end).toBe(false);
    });

    it("selects by ids, modes and strategies, all at once", async () => {
      const read = async (selection: Partial<typeof everything>) =>
        ids(await test.store.readSnapshot(scope, { ...everything, ...selection }, "", unlimited));
      expect(await read({ sessionIds: ["ses_d", "ses_a", "ses_0", "ses_e"] })).toEqual([
        "ses_a",
        "ses_d",
      ]);
      expect(await read({ modes: [SessionMode.PAPER] })).toEqual(["ses_b"]);
      expect(await read({ strategyIds: ["momentum", "none"] })).toEqual([
        "ses_a",
        "ses_c",
        "ses_d",
      ]);
      expect(await read({ sessionIds: ["ses_a"], modes: [SessionMode.PAPER] })).toEqual([]);
    });
  });

  describe("readLog", () => {
    /** 1 a created, 2 b created, 3 a started, 4 a advanced, 5 a advanced and paused, 6 eve's. */
    beforeEach(async () => {
      let a = await commitOne(test.store, createAppend("ses_a"));
      await commitOne(test.store, createAppend("ses_b", { mode: "paper", strategyId: "other" }));
      a = await commitOne(test.store, append(a, { type: "Start" }));
      a = await commitOne(test.store, advanceAppend(a, 2));
      const advanced = advanceAppend(a, 1);
      const paused = append(advanced.session, { type: "Pause" });
      await commitOne(test.store, {
        ...advanced,
        events: [...advanced.events, ...paused.events],
        session: paused.session,
      });
      await test.store.commit(
        batch([createAppend("ses_e", { owner: "eve" })], { scope: otherOwner }),
      );
    });

    it("gives every record once, in order, with what was recorded", async () => {
      const page = await test.log();
      expect(page).toMatchObject({ scannedTo: 6n, caughtUp: true });
      expect(page.records.map((record) => record.revision)).toEqual([1n, 2n, 3n, 4n, 5n]);
      expect(
        page.records.map((record) => record.events.map((event) => event.payload.case)),
      ).toEqual([
        ["sessionCreated"],
        ["sessionCreated"],
        ["sessionStateChanged"],
        ["tradingDayClosed", "tradingDayClosed"],
        ["tradingDayClosed", "sessionStateChanged"],
      ]);
      expect(page.records.map((record) => record.session?.status?.revision)).toEqual([
        1n,
        2n,
        3n,
        undefined,
        5n,
      ]);
      expect(page.records[3]).toMatchObject({ sessionId: "ses_a", revision: 4n });
    });

    it("leaves out events of other kinds, and the session beside them", async () => {
      const lifecycle = await test.log(0n, lifecycleOnly);
      expect(lifecycle.records.map((record) => record.revision)).toEqual([1n, 2n, 3n, 5n]);
      expect(lifecycle.records[3]?.events.map((event) => event.eventNumber)).toEqual([6n]);
      expect(lifecycle.records[3]?.session?.status?.state).toBe(SessionState.PAUSED);
      const days = await test.log(0n, { ...everything, kinds: [EventKind.TRADING_DAYS] });
      expect(days.records.map((record) => record.revision)).toEqual([4n, 5n]);
      expect(days.records.map((record) => record.events.length)).toEqual([2, 1]);
      expect(days.records.map((record) => record.session)).toEqual([undefined, undefined]);
      expect(days.caughtUp).toBe(true);
    });

    it("goes on after a revision", async () => {
      expect(await test.revisions(3n)).toEqual([4n, 5n]);
      expect(await test.log(6n)).toEqual({ records: [], scannedTo: 6n, caughtUp: true });
    });

    it("ends a page at its number of records and says how far it went", async () => {
      const page = await test.log(0n, everything, { records: 2, bytes: 1e9 });
      expect(page.records).toHaveLength(2);
      expect(page).toMatchObject({ scannedTo: 2n, caughtUp: false });
      const rest = await test.log(2n, everything, { records: 2, bytes: 1e9 });
      expect(rest).toMatchObject({ scannedTo: 4n, caughtUp: false });
    });

    it("never splits a record, however small the limit of bytes", async () => {
      let at = 0n;
      const pages: bigint[][] = [];
      while (at < 6n) {
        const page = await test.log(at, everything, { records: 100, bytes: 1 });
        pages.push(page.records.map((record) => record.revision));
        at = page.scannedTo;
      }
      expect(pages).toEqual([[1n], [2n], [3n], [4n], [5n], []]);
    });

    it("ends a page with the record that reaches the limit of bytes", async () => {
      // Days are about 100 bytes each; their events alone never weigh as much as a session.
      const days = { ...everything, kinds: [EventKind.TRADING_DAYS] };
      expect((await test.log(0n, days, { records: 9, bytes: 10_000 })).records).toHaveLength(2);
      expect((await test.log(0n, days, { records: 9, bytes: 20 })).records).toHaveLength(1);
    });

    it("selects by ids, modes and strategies, all at once", async () => {
      const read = (selection: Partial<typeof everything>) =>
        test.revisions(0n, { ...everything, ...selection });
      expect(await read({ sessionIds: ["ses_b", "ses_e", "ses_x"] })).toEqual([2n]);
      expect(await read({ sessionIds: ["ses_b", "ses_a"] })).toEqual([1n, 2n, 3n, 4n, 5n]);
      expect(await read({ modes: [SessionMode.PAPER, SessionMode.LIVE] })).toEqual([2n]);
      expect(await read({ strategyIds: ["momentum"] })).toEqual([1n, 3n, 4n, 5n]);
      expect(await read({ strategyIds: ["momentum"], modes: [SessionMode.PAPER] })).toEqual([]);
      expect(await read({ sessionIds: ["ses_a"], kinds: [EventKind.TRADING_DAYS] })).toEqual([
        4n,
        5n,
      ]);
    });

    it("pages the rows of named sessions too", async () => {
      const selection = { ...everything, sessionIds: ["ses_a"] };
      const page = await test.log(0n, selection, { records: 2, bytes: 1e9 });
      expect(page.records.map((record) => record.revision)).toEqual([1n, 3n]);
      expect(page).toMatchObject({ scannedTo: 3n, caughtUp: false });
    });
  });
}

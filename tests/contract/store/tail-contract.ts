import { describe, expect, it } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { LogPage, LogSelection } from "../../../src/store/store.ts";
import {
  advanceAppend,
  append,
  batch,
  commitOne,
  createAppend,
  everything,
  otherOwner,
  otherTenant,
  scope,
  startNs,
  unlimited,
} from "../store-fixtures.ts";
import { lifecycleOnly, type OpenStore, secondNs, useStore } from "./store-under-test.ts";

const selections: readonly LogSelection[] = [
  everything,
  lifecycleOnly,
  { ...everything, kinds: [EventKind.TRADING_DAYS] },
  { ...everything, sessionIds: ["ses_a", "ses_e"] },
  { ...everything, strategyIds: ["other"] },
  { ...everything, modes: [SessionMode.PAPER] },
  { ...lifecycleOnly, sessionIds: ["ses_a"], modes: [SessionMode.PAPER] },
];
const limits = [unlimited, { records: 2, bytes: 1e9 }, { records: 9, bytes: 1 }];

const decoded = ({ records, ...page }: LogPage) => ({
  ...page,
  records: records.map((record) => record.decode()),
});

/** What memory holds of the end of the log. */
export function tailContract(open: OpenStore): void {
  const test = useStore(open);

  /** 1 a created, 2 b created, 3 a started, 4 a advanced, 5 a advanced and paused, 6 eve's. */
  const fill = async () => {
    let a = await commitOne(test.store, createAppend("ses_a"));
    await commitOne(test.store, createAppend("ses_b", { mode: "paper", strategyId: "other" }));
    a = await commitOne(test.store, append(a, { type: "Start" }));
    a = await commitOne(test.store, advanceAppend(a, 2));
    const advanced = advanceAppend(a, 1);
    const paused = append(advanced.session, { type: "Pause" });
    const events = [...advanced.events, ...paused.events];
    await commitOne(test.store, { ...advanced, events, session: paused.session });
    const theirs = createAppend("ses_e", { owner: "eve" });
    await test.store.commit(batch([theirs], { scope: otherOwner }));
  };

  describe("readTail", () => {
    it("gives what readLog gives, whatever is asked", async () => {
      await fill();
      for (const reader of [scope, otherOwner, otherTenant]) {
        for (const selection of selections) {
          for (const limit of limits) {
            for (let after = 0n; after <= 7n; after += 1n) {
              const page = test.store.readTail(reader, selection, after, limit);
              const expected = await test.store.readLog(reader, selection, after, limit);
              expect(page && decoded(page)).toEqual(decoded(expected));
            }
          }
        }
      }
    });

    it("gives every reader the same record, and others the record of their kinds", async () => {
      await fill();
      const read = (selection: LogSelection) =>
        test.store.readTail(scope, selection, 4n, unlimited)?.records[0];
      const [first, second, lifecycle] = [read(everything), read(everything), read(lifecycleOnly)];
      expect(first).toBeDefined();
      expect(second).toBe(first);
      expect(lifecycle).not.toBe(first);
      expect(lifecycle?.decode().events).toHaveLength(1);
      // The first row has lifecycle events only: there these two readers want the same.
      const whole = test.store.readTail(scope, everything, 0n, unlimited)?.records[0];
      expect(test.store.readTail(scope, lifecycleOnly, 0n, unlimited)?.records[0]).toBe(whole);
    });

    it("never has what was refused or could not be committed", async () => {
      const a = await commitOne(test.store, createAppend("ses_a"));
      await test.store.commit(batch([createAppend("ses_a")]));
      test.failCommits("FULL");
      await expect(test.store.commit(batch([createAppend("ses_b")]))).rejects.toThrow();
      test.failCommits(undefined);
      await Promise.allSettled([
        test.store.commit(batch([createAppend("ses_c")])),
        test.store.commit(batch([append(a, { type: "Start" })], { scope: otherOwner })),
        test.store.commit(batch([append(a, { type: "Start" })])),
      ]);
      const page = test.store.readTail(scope, everything, 0n, unlimited);
      expect(page?.records.map(({ revision, sessionId }) => `${revision} ${sessionId}`)).toEqual([
        "1 ses_a",
        "2 ses_c",
        "3 ses_a",
      ]);
    });

    it("does not see what is being committed", async () => {
      const committed = test.store.commit(batch([createAppend("ses_a")]));
      const page = test.store.readTail(scope, everything, 0n, unlimited);
      expect(page).toEqual({ records: [], scannedTo: 0n, caughtUp: true });
      await committed;
      expect(test.store.readTail(scope, everything, 0n, unlimited)?.records).toHaveLength(1);
    });

    it("has what was committed when its listeners are told", async () => {
      const seen: unknown[] = [];
      test.store.subscribe((head) => {
        const page = test.store.readTail(scope, everything, head - 1n, unlimited);
        seen.push(
          page?.records.map(({ revision }) => revision),
          page?.scannedTo,
        );
      });
      await commitOne(test.store, createAppend("ses_a"));
      expect(seen).toEqual([[1n], 1n]);
    });

    it("ends with a purge, and begins anew with what comes after it", async () => {
      await commitOne(test.store, createAppend("ses_k"));
      await test.createDeleted("ses_a");
      await commitOne(test.store, createAppend("ses_l"));
      await test.store.upkeep.purgeSessions(startNs + secondNs, 9);
      const { head } = test.store.position();
      expect(test.store.readTail(scope, everything, head - 1n, unlimited)).toBeUndefined();
      const none = { records: [], scannedTo: head, caughtUp: true };
      expect(test.store.readTail(scope, everything, head, unlimited)).toEqual(none);
      await commitOne(test.store, createAppend("ses_m"));
      const page = test.store.readTail(scope, everything, head, unlimited);
      expect(page?.records.map(({ sessionId }) => sessionId)).toEqual(["ses_m"]);
    });

    it("throws CLOSED after close", async () => {
      await test.store.close();
      const read = () => test.store.readTail(scope, everything, 0n, unlimited);
      expect(read).toThrow(expect.objectContaining({ code: "CLOSED" }));
    });
  });
}

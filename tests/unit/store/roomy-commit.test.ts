import { beforeEach, describe, expect, it } from "vitest";
import type { DiskRoom } from "../../../src/store/disk-room.ts";
import { RoomyCommit } from "../../../src/store/roomy-commit.ts";
import type { Batch } from "../../../src/store/store.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { append, batch, createAppend, requestRecord } from "../../contract/store-fixtures.ts";

/** A disk with so many parts of a reserve. */
class TrialRoom implements DiskRoom {
  isAmple = true;
  parts = 3;

  hasRoom(): boolean {
    return this.isAmple;
  }

  noticeFull(): void {
    this.isAmple = false;
  }

  giveUp(): boolean {
    this.isAmple = false;
    if (this.parts === 0) return false;
    this.parts -= 1;
    return true;
  }

  close(): void {}
}

const creation = batch([createAppend("ses_new")]);
const session = createAppend("ses_a").session;
const start = batch([append(session, { type: "Start" })]);
const stop = batch([append(session, { type: "Stop", stopPolicy: 0 })]);
const done = { outcome: "committed", revisions: [1n], sessions: [session] } as const;

describe("RoomyCommit", () => {
  let room: TrialRoom;
  let tries: Batch[];
  /** What the next commits fail with; undefined for one that succeeds. */
  let failures: (Error | undefined)[];
  let roomy: RoomyCommit;
  const full = () => new StoreError("FULL", "no space");

  beforeEach(() => {
    room = new TrialRoom();
    tries = [];
    failures = [];
    roomy = new RoomyCommit(async (one) => {
      tries.push(one);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return done;
    }, room);
  });

  it("commits whatever comes while there is room", async () => {
    for (const one of [creation, start, stop]) expect(await roomy.commit(one)).toBe(done);
    expect(tries).toEqual([creation, start, stop]);
  });

  it.each([
    ["a creation", creation],
    ["a start", start],
    ["a request that changed nothing", batch([], { request: requestRecord("r1", "ses_a") })],
    ["a stop together with a start", batch([...stop.appends, ...start.appends])],
  ])("refuses %s while there is little, before it touches the disk", async (_, one) => {
    room.isAmple = false;
    await expect(roomy.commit(one)).rejects.toMatchObject({ name: "StoreError", code: "FULL" });
    expect(tries).toEqual([]);
    expect(room.parts).toBe(3);
  });

  it("commits a stop while there is little, without touching the reserve", async () => {
    room.isAmple = false;
    expect(await roomy.commit(stop)).toBe(done);
    expect(room.parts).toBe(3);
  });

  it("does not repeat what needs room, and takes none from the reserve for it", async () => {
    failures = [full()];
    await expect(roomy.commit(creation)).rejects.toMatchObject({ code: "FULL" });
    expect(tries).toHaveLength(1);
    expect(room).toMatchObject({ isAmple: false, parts: 3 });
  });

  it("repeats a stop without those that may have taken the room", async () => {
    const shared = full();
    failures = [shared, shared];
    const ends = await Promise.allSettled([roomy.commit(creation), roomy.commit(stop)]);
    expect(ends).toMatchObject([{ status: "rejected" }, { status: "fulfilled" }]);
    expect(tries).toEqual([creation, stop, stop]);
    expect(room.parts).toBe(3);
  });

  it("gives up the reserve part by part until a stop fits", async () => {
    room.isAmple = false;
    failures = [full(), full()];
    expect(await roomy.commit(stop)).toBe(done);
    expect(room.parts).toBe(1);
  });

  it("gives up one part for all stops of a transaction", async () => {
    room.isAmple = false;
    const shared = full();
    failures = [shared, shared, shared];
    expect(await Promise.all([stop, stop, stop].map((one) => roomy.commit(one)))).toHaveLength(3);
    expect(room.parts).toBe(2);
  });

  it("is full when nothing is left of the reserve", async () => {
    failures = Array.from({ length: 9 }, full);
    await expect(roomy.commit(stop)).rejects.toMatchObject({ code: "FULL" });
    // Once as it came, once without others, once after each part.
    expect(tries).toHaveLength(5);
    expect(room.parts).toBe(0);
  });

  it("leaves any other failure alone", async () => {
    failures = [new StoreError("FAILED", "no sync")];
    await expect(roomy.commit(stop)).rejects.toMatchObject({ code: "FAILED" });
    expect(tries).toHaveLength(1);
    expect(room).toMatchObject({ isAmple: true, parts: 3 });
  });
});

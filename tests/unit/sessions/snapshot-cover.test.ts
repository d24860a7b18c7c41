import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { SessionRecordSchema } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SnapshotCover } from "../../../src/sessions/snapshot-cover.ts";

const record = (sessionId: string, revision: bigint) =>
  create(SessionRecordSchema, { sessionId, revision });

test("each page holds what its ids did up to its own revision", () => {
  const cover = new SnapshotCover();
  cover.add("b", 10n);
  cover.add("d", 14n);
  cover.add(undefined, 12n);
  const held = (id: string, revision: bigint) => cover.holds(record(id, revision));
  expect([held("a", 10n), held("a", 11n), held("b", 10n), held("b", 14n)]).toEqual([
    ...[true, false],
    ...[true, false],
  ]);
  expect([held("c", 14n), held("d", 14n), held("d", 15n)]).toEqual([true, true, false]);
  expect([held("e", 12n), held("e", 13n), held("zzz", 12n)]).toEqual([true, false, true]);
  expect(cover.newest).toBe(14n);
});

test("without a snapshot nothing is covered", () => {
  expect(new SnapshotCover().newest).toBe(0n);
  expect(new SnapshotCover().holds(record("a", 1n))).toBe(false);
});

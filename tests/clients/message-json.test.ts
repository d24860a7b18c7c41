import { readFileSync } from "node:fs";
import { fromBinary, type Message, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { SessionRecordSchema } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { WatchSessionsResponseSchema } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { encodeJson, isUuidV4, matches } from "./message-json.ts";

interface IdVectors {
  readonly requestIds: readonly { id: string; isRandomUuid: boolean; why: string }[];
}

const idVectors = new URL("../vectors/clients/ids.json", import.meta.url);

/** The unknown fields of a message: their numbers, and their bytes as a text. */
function unknownIn({ $unknown = [] }: Message): [number, string][] {
  return $unknown.map(({ no, data }) => [no, Buffer.from(data).toString()]);
}

describe("encodeJson", () => {
  test("adds fields that the contract does not have, on every level", () => {
    const json = {
      $unknown: { "99": "outer" },
      record: { events: [{ eventNumber: 1 }, { eventNumber: 2, $unknown: { "98": "inner" } }] },
    };
    const read = fromBinary(
      WatchSessionsResponseSchema,
      encodeJson(WatchSessionsResponseSchema, json),
    );
    expect(unknownIn(read)).toEqual([[99, "\u0005outer"]]);
    const events = read.frame.case === "record" ? read.frame.value.events : [];
    expect(events.map(unknownIn)).toEqual([[], [[98, "\u0005inner"]]]);
  });

  test("writes long texts", () => {
    const bytes = encodeJson(SessionRecordSchema, { sessionId: { $letters: 70_000 } });
    const read = toJson(SessionRecordSchema, fromBinary(SessionRecordSchema, bytes));
    expect(read).toEqual({ sessionId: "x".repeat(70_000) });
  });
});

describe("matches", () => {
  const id = "6f1e9c0a-3b5d-4c7e-8f90-a1b2c3d4e5f6";

  test("keeps the UUIDs that stood where any may stand", () => {
    const uuids = new Set<string>();
    expect(matches({ a: { requestId: "$uuid" } }, { a: { requestId: id } }, uuids)).toBe(true);
    expect([...uuids]).toEqual([id]);
    expect(matches({ requestId: "$uuid" }, { requestId: "" }, uuids)).toBe(false);
    expect(matches({ requestId: "$uuid" }, {}, uuids)).toBe(false);
  });

  test.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: "1" }, { a: 1 }],
  ])("%j is not %j", (expected, actual) => {
    expect(matches(expected, actual, new Set())).toBe(false);
  });
});

describe("isUuidV4", () => {
  const { requestIds }: IdVectors = JSON.parse(readFileSync(idVectors, "utf8"));
  test.each(requestIds)("$why: $id", ({ id, isRandomUuid }) => {
    expect(isUuidV4(id)).toBe(isRandomUuid);
  });
});

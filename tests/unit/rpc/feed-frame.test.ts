import { create, fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  EventKind,
  SessionEventSchema,
  SessionRecordSchema,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { WatchSessionsResponseSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { frameMessages, packedFrame, readableFrame } from "../../../src/rpc/feed-frame.ts";
import type { FeedFrame, FrameContent } from "../../../src/sessions/frame-writer.ts";
import { kindBits } from "../../../src/store/event-kind.ts";
import { KeptSession } from "../../../src/store/kept-session.ts";
import { LoggedRecord } from "../../../src/store/logged-record.ts";
import { startNs } from "../../contract/store-fixtures.ts";

const events = [
  create(SessionEventSchema, {
    eventNumber: 3n,
    payload: { case: "sessionDeleted", value: {} },
  }),
];
const identity = { revision: 300n, sessionId: "ses_a" };
const session = create(SessionSchema, { sessionId: "ses_a", labels: { team: "a" } });

function newRecord(): LoggedRecord {
  const kinds = kindBits([EventKind.LIFECYCLE]);
  const row = {
    ...{ ...identity, kinds, uid: new Uint8Array(8) },
    events: toBinary(SessionRecordSchema, create(SessionRecordSchema, { ...identity, events })),
    session: toBinary(SessionSchema, session),
  };
  return new LoggedRecord(row, kinds);
}

const frameOf = (content: FrameContent, rest: Partial<FeedFrame> = {}): FeedFrame => ({
  ...{ frameNumber: 5n, revision: 300n, previousRevision: 299n },
  ...{ resumeToken: "a-token", emitTime: timestampOf(startNs), content, ...rest },
});

const recordFrame = (rest: Partial<FeedFrame> = {}) =>
  frameOf({ case: "record", value: newRecord() }, rest);

/** What a client is to read. */
const expected = create(WatchSessionsResponseSchema, {
  ...{ frameNumber: 5n, revision: 300n, previousRevision: 299n },
  ...{ resumeToken: "a-token", emitTime: timestampOf(startNs) },
  frame: { case: "record", value: { ...identity, events, session } },
});

const sent = (frame: FeedFrame) =>
  fromBinary(
    WatchSessionsResponseSchema,
    toBinary(WatchSessionsResponseSchema, packedFrame(frame)),
  );

describe("a frame with a record", () => {
  it("reads the same in JSON and in binary form", () => {
    const json = toJson(WatchSessionsResponseSchema, readableFrame(recordFrame()));
    expect(fromJson(WatchSessionsResponseSchema, json)).toEqual(expected);
    expect(sent(recordFrame())).toEqual(expected);
  });

  it("has the token of its own stream, whatever the frame before had", () => {
    const tokens = ["one", "two", "two", "", "one"];
    const read = tokens.map((resumeToken) => sent(recordFrame({ resumeToken })).resumeToken);
    expect(read).toEqual(tokens);
  });

  it("shares the bytes of the record with the frames of other streams", () => {
    const content: FrameContent = { case: "record", value: newRecord() };
    const [one, two, other] = [
      packedFrame(frameOf(content)),
      packedFrame(frameOf(content, { frameNumber: 77n, resumeToken: "b" })),
      packedFrame(recordFrame()),
    ].map((message) => message.$unknown?.at(-1)?.data);
    expect(one).toBeDefined();
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });
});

it("any other frame is the same message in both forms", () => {
  const heartbeat = frameOf({ case: "heartbeat", value: {} });
  expect(packedFrame(heartbeat)).toEqual(readableFrame(heartbeat));
  expect(readableFrame(heartbeat).frame.case).toBe("heartbeat");
});

it("a snapshot reads the same in JSON and in binary form", () => {
  const content = { case: "snapshot" as const, value: [KeptSession.of(session)] };
  const frame = frameOf(content, { resumeToken: "" });
  const json = toJson(WatchSessionsResponseSchema, readableFrame(frame));
  const expectedFrame = { case: "snapshot", value: { sessions: [session] } };
  expect(fromJson(WatchSessionsResponseSchema, json).frame).toMatchObject(expectedFrame);
  expect(sent(frame)).toEqual(fromJson(WatchSessionsResponseSchema, json));
});

it("a frame for JSON has what it carries as messages", () => {
  const message = (contentType: string) => {
    const requestHeader = new Headers({ "content-type": contentType });
    return frameMessages({ requestHeader, requestMethod: "POST" } as never)(recordFrame());
  };
  expect(message("application/connect+json").frame.case).toBe("record");
  expect(message("application/connect+json").$unknown).toBeUndefined();
  expect(message("application/grpc").frame.case).toBeUndefined();
});

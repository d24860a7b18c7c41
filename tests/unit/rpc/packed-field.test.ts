import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SnapshotSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  type GetSessionResponse,
  GetSessionResponseSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import {
  packedField,
  packedMessage,
  repeatedBytes,
  takesBytes,
} from "../../../src/rpc/packed-field.ts";

const session = create(SessionSchema, { sessionId: "ses_a", labels: { team: "a" } });
const bytes = toBinary(SessionSchema, session);

it("a packed field reads like any other", () => {
  const { field, typeName } = GetSessionResponseSchema;
  const answer: GetSessionResponse = {
    $typeName: typeName,
    $unknown: [packedField(field.session, bytes)],
  };
  const read = fromBinary(GetSessionResponseSchema, toBinary(GetSessionResponseSchema, answer));
  expect(read).toEqual(create(GetSessionResponseSchema, { session }));
});

it("a message made of the bytes of its fields reads like any other", () => {
  const { field, typeName } = GetSessionResponseSchema;
  // More than 127 bytes, so that lengths take more than one.
  const name = "x".repeat(300);
  const fields = [
    [SessionSchema.field.sessionId, Buffer.from(name)],
    [SessionSchema.field.etag, Buffer.from("e")],
  ] as const;
  const answer: GetSessionResponse = {
    $typeName: typeName,
    $unknown: [packedMessage(field.session, fields)],
  };
  const read = fromBinary(GetSessionResponseSchema, toBinary(GetSessionResponseSchema, answer));
  expect(read.session).toEqual(create(SessionSchema, { sessionId: name, etag: "e" }));
});

it("packed messages of a repeated field stay in order", () => {
  const other = create(SessionSchema, { sessionId: "ses_b" });
  const packed = [bytes, toBinary(SessionSchema, other), bytes];
  const { sessions } = fromBinary(
    SnapshotSchema,
    repeatedBytes(SnapshotSchema.field.sessions, packed),
  );
  expect(sessions).toEqual([session, other, session]);
});

describe("whether the caller takes bytes", () => {
  it.each([
    ["application/grpc", true],
    ["application/grpc+proto", true],
    ["application/grpc-web+proto", true],
    ["application/connect+proto", true],
    ["application/proto", true],
    ["", true],
    ["application/connect+json", false],
    ["application/connect+json; charset=utf-8", false],
    ["application/grpc+json", false],
    ["application/grpc-web+json", false],
    ["application/json", false],
  ])("that calls with %s: %s", (contentType, takes) => {
    const requestHeader = new Headers({ "content-type": contentType });
    expect(takesBytes({ requestHeader, requestMethod: "POST" })).toBe(takes);
  });

  it("of a GET, whose form is in its query: no", () => {
    expect(takesBytes({ requestHeader: new Headers(), requestMethod: "GET" })).toBe(false);
  });
});

import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CreateSessionRequestSchema,
  ListSessionsResponseSchema,
  UpdateSessionRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { withSortedMaps } from "../../../src/rpc/sorted-maps.ts";

describe("withSortedMaps", () => {
  test("sorts a map of the message itself and leaves the message given as it is", () => {
    const request = create(CreateSessionRequestSchema, { labels: { b: "2", a: "1" } });
    const sorted = withSortedMaps(CreateSessionRequestSchema, request);
    expect(Object.keys(sorted.labels)).toEqual(["a", "b"]);
    expect(sorted.labels).toEqual({ a: "1", b: "2" });
    expect(Object.keys(request.labels)).toEqual(["b", "a"]);
  });

  test("sorts maps of singular messages", () => {
    const request = create(UpdateSessionRequestSchema, {
      session: { sessionId: "s", annotations: { z: "1", y: "2", x: "3" } },
    });
    const sorted = withSortedMaps(UpdateSessionRequestSchema, request);
    expect(Object.keys(sorted.session?.annotations ?? {})).toEqual(["x", "y", "z"]);
    expect(sorted.session?.sessionId).toBe("s");
    expect(Object.keys(request.session?.annotations ?? {})).toEqual(["z", "y", "x"]);
  });

  test("sorts maps of repeated messages", () => {
    const sessions = [{ labels: { a: "1" } }, { labels: { c: "1", b: "2" } }];
    const list = create(ListSessionsResponseSchema, { sessions });
    const sorted = withSortedMaps(ListSessionsResponseSchema, list);
    expect(sorted.sessions.map(({ labels }) => Object.keys(labels))).toEqual([["a"], ["b", "c"]]);
    expect(sorted.sessions[0]).toBe(list.sessions[0]);
  });

  test("copies nothing that is in order", () => {
    const session = create(SessionSchema, { labels: { a: "1", b: "2" }, spec: { symbols: ["A"] } });
    expect(withSortedMaps(SessionSchema, session)).toBe(session);
  });
});

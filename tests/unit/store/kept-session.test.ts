import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { RunCheckpointSchema } from "../../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { KeptSession, StoredSession } from "../../../src/store/kept-session.ts";

const session = create(SessionSchema, { sessionId: "ses_a", labels: { team: "a" } });
const bytes = toBinary(SessionSchema, session);

describe("a kept session", () => {
  it("is its bytes, and decoded once", () => {
    const kept = new KeptSession("ses_a", bytes);
    expect(kept.bytes).toBe(bytes);
    expect(kept.session).toEqual(session);
    expect(kept.session).toBe(kept.session);
  });

  it("of a message has its bytes", () => {
    const kept = KeptSession.of(session);
    expect([kept.sessionId, kept.session, kept.bytes]).toEqual(["ses_a", session, bytes]);
  });

  it("says what is damaged when it is looked into", () => {
    const kept = new KeptSession("ses_a", Uint8Array.of(0xff));
    expect(() => kept.session).toThrow("damaged openbell.v1.Session");
  });
});

describe("a stored session", () => {
  const columns = { tenant: "t", owner: "o", sessionId: "ses_a", session: bytes };

  it("knows whose it is, and where its run can go on", () => {
    const checkpoint = create(RunCheckpointSchema, { runTimeMs: 7n });
    const stored = new StoredSession({
      ...columns,
      checkpoint: toBinary(RunCheckpointSchema, checkpoint),
    });
    expect(stored.scope).toEqual({ tenant: "t", owner: "o" });
    expect(stored.checkpoint).toEqual(checkpoint);
    expect(stored.session).toEqual(session);
  });

  it("may never have run", () => {
    expect(new StoredSession(columns).checkpoint).toBeUndefined();
  });
});

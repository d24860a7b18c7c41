import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  EventKind,
  SessionEventSchema,
  SessionRecordSchema,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { kindBits } from "../../../src/store/event-kind.ts";
import { LoggedRecord } from "../../../src/store/logged-record.ts";
import { StoreError } from "../../../src/store/store-error.ts";

const lifecycle = kindBits([EventKind.LIFECYCLE]);
const days = kindBits([EventKind.TRADING_DAYS]);

const created = create(SessionEventSchema, {
  eventNumber: 1n,
  payload: { case: "sessionCreated", value: { owner: "local" } },
});
const day = create(SessionEventSchema, {
  eventNumber: 2n,
  payload: { case: "tradingDayClosed", value: { date: "2024-01-02" } },
});
const session = create(SessionSchema, { sessionId: "ses_a", owner: "local" });
const identity = { revision: 5n, sessionId: "ses_a" };

/** A record of both kinds, read by a reader of these. */
function read(kinds: number): LoggedRecord {
  const stored = create(SessionRecordSchema, { ...identity, events: [created, day] });
  const row = {
    ...identity,
    uid: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255),
    kinds: lifecycle | days,
    events: toBinary(SessionRecordSchema, stored),
    session: toBinary(SessionSchema, session),
  };
  return new LoggedRecord(row, kinds);
}

/** What readers of some kinds are to get. */
const cases = [
  ["all kinds", lifecycle | days, { events: [created, day], session }],
  ["lifecycle", lifecycle, { events: [created], session }],
  ["trading days", days, { events: [day] }],
] as const;

describe("LoggedRecord", () => {
  it.each(cases)("holds, for a reader of %s, what was asked for", (_, kinds, rest) => {
    const expected = create(SessionRecordSchema, {
      ...identity,
      ...rest,
      events: [...rest.events],
    });
    const record = read(kinds);
    expect(record.decode()).toEqual(expected);
    expect(fromBinary(SessionRecordSchema, record.bytes)).toEqual(expected);
    expect({ revision: record.revision, sessionId: record.sessionId }).toEqual(identity);
    expect(record.mark).toEqual({ revision: 5n, uid: "00010203040506ff" });
  });

  it("is encoded once, and decoded for each who asks", () => {
    const record = read(lifecycle | days);
    expect(record.bytes).toBe(record.bytes);
    const one = record.decode();
    one.events = [];
    expect(record.decode().events).toHaveLength(2);
  });

  it("weighs what is stored of it", () => {
    const whole = read(lifecycle | days).size;
    expect(whole - read(days).size).toBe(toBinary(SessionSchema, session).length);
    expect(read(lifecycle).size).toBe(whole);
  });

  it("passes on what a newer version wrote", () => {
    const newer = { ...created, $unknown: [{ no: 999, wireType: 0, data: Uint8Array.of(7) }] };
    const stored = { ...create(SessionRecordSchema, identity), events: [newer] };
    const events = toBinary(SessionRecordSchema, stored);
    const row = { ...identity, uid: new Uint8Array(8), kinds: lifecycle, events };
    const { bytes } = new LoggedRecord(row, lifecycle | days);
    expect(fromBinary(SessionRecordSchema, bytes).events[0]?.$unknown).toEqual(newer.$unknown);
  });

  it("says so when it is damaged", () => {
    const events = Uint8Array.of(0xff);
    const row = { ...identity, uid: new Uint8Array(8), kinds: lifecycle, events };
    expect(() => new LoggedRecord(row, lifecycle).decode()).toThrow(StoreError);
  });
});

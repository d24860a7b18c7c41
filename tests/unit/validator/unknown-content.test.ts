import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type NullValue, StructSchema, ValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type BarPrice,
  type Schedule,
  SessionSpecSchema,
  type SessionState,
  type StopPolicy,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CreateSessionRequestSchema,
  UpdateSessionRequestSchema,
  WatchSessionsRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { findUnknownContent } from "../../../src/validator/unknown-content.ts";
import { brief, simulated, spec } from "./asked-session.ts";

const future = 99;

/** The same bytes with a varint field of this number behind them, as a newer client sends it. */
function withField(bytes: Uint8Array, number: number): Uint8Array {
  const field = new BinaryWriter().tag(number, WireType.Varint).uint32(1).finish();
  return Uint8Array.from([...bytes, ...field]);
}

describe("unknown numbers of enums", () => {
  test("are found in fields, lists and oneofs, however deep", () => {
    const request = create(CreateSessionRequestSchema, {
      spec: simulated({
        data: [
          { kind: { case: "bars", value: {} } },
          { kind: { case: "bars", value: { price: future as BarPrice } } },
        ],
      }),
    });
    if (request.spec !== undefined) {
      request.spec.schedule = future as Schedule;
      request.spec.stopPolicy = -1 as StopPolicy;
    }
    expect(brief([...findUnknownContent(CreateSessionRequestSchema, request)])).toEqual([
      "spec.schedule UNKNOWN_ENUM_VALUE -> " +
        "one of SCHEDULE_REGULAR, SCHEDULE_EXTENDED, SCHEDULE_CONTINUOUS",
      "spec.stop_policy UNKNOWN_ENUM_VALUE -> " +
        "one of STOP_POLICY_CANCEL_ORDERS, STOP_POLICY_FLATTEN, STOP_POLICY_KEEP",
      "spec.simulation.data[1].bars.price UNKNOWN_ENUM_VALUE -> " +
        "one of BAR_PRICE_TRADE, BAR_PRICE_BID_ASK",
    ]);
  });

  test("are found in lists of enums", () => {
    const kinds = [EventKind.LIFECYCLE, future as EventKind];
    const request = create(WatchSessionsRequestSchema, { kinds });
    const found = [...findUnknownContent(WatchSessionsRequestSchema, request)];
    expect(found.map(({ field }) => field)).toEqual(["kinds[1]"]);
    expect(found[0]?.message).toBe("99 is no value of EventKind that this server knows");
  });

  test("are found in maps of messages", () => {
    const value = create(ValueSchema, { kind: { case: "nullValue", value: 5 as NullValue } });
    const found = [
      ...findUnknownContent(StructSchema, create(StructSchema, { fields: { "a b": value } })),
    ];
    expect(found.map(({ field }) => field)).toEqual(['fields["a b"].null_value']);
  });

  test("are not looked for where the path is ignored", () => {
    const request = create(UpdateSessionRequestSchema, {
      session: {
        status: { state: future as SessionState },
        spec: { schedule: future as Schedule },
      },
    });
    const fields = (ignored: readonly string[]) =>
      [...findUnknownContent(UpdateSessionRequestSchema, request, "", new Set(ignored))].map(
        ({ field }) => field,
      );
    expect(fields([])).toEqual(["session.spec.schedule", "session.status.state"]);
    expect(fields(["session.status"])).toEqual(["session.spec.schedule"]);
  });
});

describe("unknown fields", () => {
  test("are refused with path and number, each once", () => {
    const simulation = fromBinary(
      SessionSpecSchema,
      withField(withField(toBinary(SessionSpecSchema, spec()), 900), 900),
    );
    expect(brief([...findUnknownContent(SessionSpecSchema, simulation, "spec")])).toEqual([
      "spec.900 NOT_SUPPORTED -> leave the field out, or use a newer server",
    ]);
  });

  test("are found inside well-known types too", () => {
    const request = create(CreateSessionRequestSchema, { spec: { idleTimeout: { seconds: 1n } } });
    const timeout = request.spec?.idleTimeout;
    if (timeout !== undefined) {
      timeout.$unknown = [{ no: 7, wireType: WireType.Varint, data: Uint8Array.of(1) }];
    }
    const found = [...findUnknownContent(CreateSessionRequestSchema, request)];
    expect(found.map(({ field }) => field)).toEqual(["spec.idle_timeout.7"]);
  });

  test("are none in a message that this server knows", () => {
    const request = create(CreateSessionRequestSchema, { spec: spec(), labels: { a: "b" } });
    const bytes = toBinary(CreateSessionRequestSchema, request);
    const read = fromBinary(CreateSessionRequestSchema, bytes);
    expect([...findUnknownContent(CreateSessionRequestSchema, read)]).toEqual([]);
  });
});

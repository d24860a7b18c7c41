import { create } from "@bufbuild/protobuf";
import { DurationSchema, durationFromMs, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CreateSessionRequestSchema,
  ListSessionEventsRequestSchema,
  UpdateSessionRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { findMalformedTimes } from "../../../src/rpc/malformed-times.ts";

const waitOf = (seconds: bigint, nanos: number) => {
  const wait = create(DurationSchema, { seconds, nanos });
  return findMalformedTimes(
    ListSessionEventsRequestSchema,
    create(ListSessionEventsRequestSchema, { wait }),
  );
};

const last = 315_576_000_000n;

it.each([
  [0n, 0],
  [1n, 999_999_999],
  [-1n, -999_999_999],
  [0n, -999_999_999],
  [last, 0],
  [-last, 0],
])("%s s and %s ns are a duration", (seconds, nanos) => {
  expect([...waitOf(seconds, nanos)]).toEqual([]);
});

it.each([
  [0n, 1_000_000_000],
  [0n, -1_000_000_000],
  [1n, -1],
  [-1n, 1],
  [last + 1n, 0],
  [-last - 1n, 0],
])("%s s and %s ns are none", (seconds, nanos) => {
  expect([...waitOf(seconds, nanos)]).toMatchObject([{ field: "wait" }]);
});

const updateAt = (seconds: bigint, nanos: number) => {
  const createTime = create(TimestampSchema, { seconds, nanos });
  return create(UpdateSessionRequestSchema, { session: { createTime } });
};

it.each([
  [-62_135_596_800n, 0, true],
  [253_402_300_799n, 999_999_999, true],
  [-62_135_596_801n, 0, false],
  [253_402_300_800n, 0, false],
  [0n, -1, false],
  [0n, 1_000_000_000, false],
])("of a timestamp of %s s and %s ns it says %s", (seconds, nanos, isGood) => {
  const request = updateAt(seconds, nanos);
  const found = [...findMalformedTimes(UpdateSessionRequestSchema, request)];
  expect(found.map(({ field }) => field)).toEqual(isGood ? [] : ["session.create_time"]);
});

it("does not look where it shall not", () => {
  const request = updateAt(0n, -1);
  const ignored = ["session.create_time"];
  expect([...findMalformedTimes(UpdateSessionRequestSchema, request, ignored)]).toEqual([]);
});

it("looks into lists and members of oneofs, and finds all", () => {
  const bad = create(DurationSchema, { nanos: 2_000_000_000 });
  const bars = (interval: typeof bad) => ({ kind: { case: "bars" as const, value: { interval } } });
  const spec = create(SessionSpecSchema, {
    idleTimeout: bad,
    modeSpec: {
      case: "simulation",
      value: {
        data: [bars(durationFromMs(1)), bars(bad)],
        pace: { kind: { case: "intervalPerSlice", value: bad } },
      },
    },
  });
  const request = create(CreateSessionRequestSchema, { spec });
  const fields = Array.from(
    findMalformedTimes(CreateSessionRequestSchema, request),
    (each) => each.field,
  );
  expect(fields.sort()).toEqual([
    "spec.idle_timeout",
    "spec.simulation.data[1].bars.interval",
    "spec.simulation.pace.interval_per_slice",
  ]);
});

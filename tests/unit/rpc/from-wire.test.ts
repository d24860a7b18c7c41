import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { FeedFilterSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  GetSessionRequestSchema,
  UpdateSessionRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { fulfil, refuse } from "../../../src/domain/rejection.ts";
import { RequestCheck } from "../../../src/rpc/from-wire.ts";
import { badFields } from "../../contract/rpc/expect-status.ts";
import { statusOfError } from "../../contract/rpc/status-of-error.ts";

const id = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";

/** What the check throws, as `field REASON`. */
function problems(check: RequestCheck): readonly string[] {
  try {
    check.throwIfBad();
    return [];
  } catch (error) {
    const status = statusOfError(ConnectError.from(error));
    return badFields(status).map(([field, reason]) => `${field} ${reason}`);
  }
}

const judged = (judge: (check: RequestCheck) => unknown) => {
  const check = new RequestCheck();
  judge(check);
  return problems(check);
};

it("refuses all problems at once, in the order in which they were found", () => {
  const check = new RequestCheck();
  expect(check.isBad).toBe(false);
  check.sessionId("session_id", "").requestId("x").comment("x".repeat(257));
  expect(check.isBad).toBe(true);
  expect(problems(check)).toEqual([
    "session_id FIELD_REQUIRED",
    "request_id INVALID_VALUE",
    "comment INVALID_VALUE",
  ]);
});

it("begins with what is unknown, but where it is another's to judge", () => {
  const unknown = [{ no: 99, wireType: 0 as const, data: Uint8Array.of(1) }];
  const request = create(GetSessionRequestSchema, { sessionId: id });
  request.$unknown = unknown;
  expect(problems(RequestCheck.of(GetSessionRequestSchema, request))).toEqual(["99 NOT_SUPPORTED"]);
  const bad = create(DurationSchema, { nanos: -1, seconds: 1n });
  const update = create(UpdateSessionRequestSchema, {
    session: { mode: 99 as SessionMode, spec: { stopPolicy: 99 as never, idleTimeout: bad } },
  });
  const paths = { judgedLater: ["session.spec"], outputOnly: ["session.mode"] };
  expect(problems(RequestCheck.of(UpdateSessionRequestSchema, update, paths))).toEqual([
    "session.spec.idle_timeout INVALID_VALUE",
  ]);
  expect(problems(RequestCheck.of(UpdateSessionRequestSchema, update))).toEqual([
    "session.mode UNKNOWN_ENUM_VALUE",
    "session.spec.stop_policy UNKNOWN_ENUM_VALUE",
    "session.spec.idle_timeout INVALID_VALUE",
  ]);
});

it("takes values out of outcomes", () => {
  const check = new RequestCheck();
  expect(check.valueOf(fulfil(7))).toBe(7);
  expect(check.isBad).toBe(false);
  const reason = ErrorReason.INVALID_VALUE;
  const violations = [{ field: "f", reason, message: "m" }];
  expect(check.valueOf(refuse({ reason, message: "m", metadata: {}, violations }))).toBeUndefined();
  expect(problems(check)).toEqual(["f INVALID_VALUE"]);
});

describe("ids", () => {
  it.each([
    [id, []],
    ["", ["f FIELD_REQUIRED"]],
    [id.toUpperCase(), ["f INVALID_SESSION_ID"]],
    [`${id}\n`, ["f INVALID_SESSION_ID"]],
  ])("of a session: %j", (value, expected) => {
    expect(judged((check) => check.sessionId("f", value))).toEqual(expected);
  });

  it.each([
    ["", true],
    ["0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a01", true],
    ["0B1C7E2E-6F0D-4E0A-9A55-1D1A6A3F7A01", true],
    ["0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a01 ", false],
    ["0b1c7e2e6f0d4e0a9a551d1a6a3f7a01", false],
    ["gb1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a01", false],
  ])("of a request: %j", (value, isGood) => {
    const expected = isGood ? [] : ["request_id INVALID_VALUE"];
    expect(judged((check) => check.requestId(value))).toEqual(expected);
  });
});

it.each([
  ["x".repeat(256), true],
  ["x".repeat(257), false],
  ["🔔".repeat(256), true],
  ["🔔".repeat(257), false],
  ["x".repeat(1_000_000), false],
])("counts a comment in characters", (comment, isGood) => {
  expect(judged((check) => check.comment(comment))).toEqual(
    isGood ? [] : ["comment INVALID_VALUE"],
  );
});

it.each([
  [0, 50, []],
  [1, 1, []],
  [250, 250, []],
  [251, 250, []],
  [2 ** 31 - 1, 250, []],
  [-1, undefined, ["page_size INVALID_VALUE"]],
])("a page size of %s", (asked, granted, expected) => {
  const check = new RequestCheck();
  const size = check.pageSize(asked, 50, 250);
  if (granted !== undefined) expect(size).toBe(granted);
  expect(problems(check)).toEqual(expected);
});

describe("filter and order", () => {
  it("are read", () => {
    const check = new RequestCheck();
    expect(check.filter("")).toBeUndefined();
    expect(check.filter("  ")).toBeUndefined();
    expect(check.filter("state = RUNNING")).toBeDefined();
    expect(check.filter("mode = SESSION_MODE_SIMULATION")).toBeDefined();
    expect(check.orderBy("strategy_id")).toEqual([
      { field: "strategy_id", descending: false },
      { field: "session_id", descending: false },
    ]);
    expect(check.isBad).toBe(false);
  });

  it("have their offset in the message and the metadata", () => {
    const check = new RequestCheck();
    expect(check.filter("state = RUNING")).toBeUndefined();
    let error: unknown;
    try {
      check.throwIfBad();
    } catch (thrown) {
      error = thrown;
    }
    const status = statusOfError(ConnectError.from(error));
    expect(status.message).toContain("at character 8");
    expect(status.details[0]).toMatchObject({ metadata: { offset: "8", fields: "filter" } });
    expect(judged((each) => each.orderBy("x"))).toEqual(["order_by INVALID_ORDER_BY"]);
  });
});

describe("of the feed", () => {
  const of = (filter: object) =>
    judged((check) => check.feedFilter(create(FeedFilterSchema, filter)));

  it("a filter has bounds", () => {
    expect(judged((check) => check.feedFilter(undefined))).toEqual([]);
    expect(of({ sessionIds: Array(250).fill(id), strategyIds: Array(50).fill("a") })).toEqual([]);
    expect(of({ modes: [SessionMode.PAPER, SessionMode.UNSPECIFIED] })).toEqual([
      "filter.modes[1] INVALID_VALUE",
    ]);
    expect(of({ sessionIds: Array(251).fill(id), strategyIds: Array(51).fill("a") })).toEqual([
      "filter.session_ids INVALID_VALUE",
      "filter.strategy_ids INVALID_VALUE",
    ]);
    // What is beyond the bound is one problem, not thousands.
    expect(of({ sessionIds: Array(5_000).fill("x") })).toHaveLength(250 + 1);
  });

  it("kinds are those that are served", () => {
    const { LIFECYCLE, TRADING_DAYS, SAMPLES, ORDERS, FILLS, UNSPECIFIED } = EventKind;
    const kinds = (list: readonly EventKind[], samples: boolean) =>
      judged((check) => check.kinds(list, samples));
    expect(kinds([LIFECYCLE, TRADING_DAYS, SAMPLES, LIFECYCLE], true)).toEqual([]);
    expect(kinds([LIFECYCLE, SAMPLES], false)).toEqual(["kinds[1] NOT_SUPPORTED"]);
    expect(kinds([ORDERS, FILLS, UNSPECIFIED], true)).toEqual(["kinds[2] INVALID_VALUE"]);
  });

  it("a start is a token, now, or the usual", () => {
    const check = new RequestCheck();
    const usual = { from: "oldest" } as const;
    expect(check.feedStart({}, usual)).toBe(usual);
    expect(check.feedStart({ case: "resumeToken", value: "" }, usual)).toEqual({
      from: "token",
      token: "",
    });
    expect(check.feedStart({ case: "fromNow", value: true }, usual)).toEqual({ from: "now" });
    expect(check.isBad).toBe(false);
    check.feedStart({ case: "fromNow", value: false }, usual);
    expect(problems(check)).toEqual(["from_now INVALID_VALUE"]);
  });

  it("a wait is from nothing to its most", () => {
    const wait = (seconds: bigint, nanos = 0) => {
      const check = new RequestCheck();
      const waitMs = check.wait(create(DurationSchema, { seconds, nanos }), 20_000);
      return check.isBad ? "refused" : waitMs;
    };
    expect(new RequestCheck().wait(undefined, 20_000)).toBe(0);
    expect([wait(0n), wait(1n, 500_000_000), wait(20n)]).toEqual([0, 1_500, 20_000]);
    expect([wait(20n, 1), wait(0n, -1), wait(2n ** 60n)]).toEqual(Array(3).fill("refused"));
  });
});

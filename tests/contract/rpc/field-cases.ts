/**
 * What a field of a request may not say, by the field's name or, for one that is a message, by its
 * type. Every field of every request has its rows here; one that cannot be wrong says why.
 */
import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { BadField, ExpectedStatus } from "./expect-status.ts";
import { forgedPosition, forgedToken } from "./forged-token.ts";
import type { KnownSessions } from "./known-sessions.ts";
import { marketCases } from "./market-cases.ts";
import { readingCases } from "./reading-cases.ts";
import { specCases } from "./spec-cases.ts";
import { tradingCases } from "./trading-cases.ts";

/** A row: what is wrong, what is written in place of the good request's, and what comes back. */
export interface FieldCase {
  readonly name: string;
  /** Fields of the request by their JSON name; null takes one away. */
  readonly change: JsonObject;
  readonly expected: ExpectedStatus;
}

/** Rows that depend on what the server holds. */
export type FieldCases = (known: KnownSessions, method: string) => readonly FieldCase[];

/** The row of one bad field of the request. */
function bad(
  name: string,
  change: JsonObject,
  path: string,
  reason: string,
  metadata: ExpectedStatus["metadata"] = {},
): FieldCase {
  return { name, change, expected: { fields: [[path, reason]], metadata } };
}

/** A row that is not about the form of a field. */
function refused(
  name: string,
  change: JsonObject,
  reason: string,
  metadata: ExpectedStatus["metadata"] = {},
): FieldCase {
  return { name, change, expected: { reason, metadata } };
}

const none: FieldCases = () => [];

/** A boolean says yes or no, and both are right. */
const eitherIsRight = none;

/** Methods that tell of a session, or find nothing left to do, until it is purged. */
const readsDeleted = [
  ...["getSession", "releaseDriver", "getOrder", "listOrders", "listFills", "listTrades"],
  ...["listPositions", "getAccount", "getSessionCapabilities", "getSessionReport"],
  "readEquityCurve",
];

const sessionId: FieldCases = ({ missingId, deletedId }, method) => [
  bad("no session id", { sessionId: "" }, "session_id", "FIELD_REQUIRED"),
  ...["nope", missingId.toUpperCase(), missingId.slice(4), `${missingId} `, "ses_'; --"].map((id) =>
    bad(`session id ${id}`, { sessionId: id }, "session_id", "INVALID_SESSION_ID"),
  ),
  refused("a missing session", { sessionId: missingId }, "SESSION_NOT_FOUND", {
    session_id: missingId,
  }),
  ...(readsDeleted.includes(method)
    ? []
    : [
        refused("a deleted session", { sessionId: deletedId }, "SESSION_DELETED", {
          session_id: deletedId,
          delete_time: /^\d{4}-\d\d-\d\dT/,
        }),
      ]),
];

const etag: FieldCases = () => [
  refused("a stale etag", { etag: "stale" }, "ETAG_MISMATCH", { etag: /^(?!stale).+$/ }),
];

const requestId: FieldCases = ({ usedRequestId }) => [
  ...["nope", usedRequestId.replaceAll("-", ""), `{${usedRequestId}}`, ` ${usedRequestId}`].map(
    (id) => bad(`request id ${id}`, { requestId: id }, "request_id", "INVALID_VALUE"),
  ),
  ...[usedRequestId, usedRequestId.toUpperCase()].map((id) =>
    bad(`used request id ${id}`, { requestId: id }, "request_id", "REQUEST_ID_REUSED", {
      request_id: usedRequestId,
    }),
  ),
];

const comment: FieldCases = () => [
  bad("a long comment", { comment: "x".repeat(257) }, "comment", "INVALID_VALUE"),
  bad("a long comment of signs", { comment: "🔔".repeat(257) }, "comment", "INVALID_VALUE"),
];

const pageSize: FieldCases = () =>
  [-1, -(2 ** 31)].map((size) =>
    bad(`page size ${size}`, { pageSize: size }, "page_size", "INVALID_VALUE"),
  );

const pageToken: FieldCases = ({ pageToken: token }) => {
  const badToken = (name: string, change: JsonObject) =>
    bad(name, change, "page_token", "INVALID_PAGE_TOKEN");
  return [
    badToken("a page token of another filter", { pageToken: token, filter: "state = READY" }),
    badToken("a page token of another order", { pageToken: token, orderBy: "strategy_id" }),
    badToken("a page token without deleted ones", { pageToken: token, showDeleted: true }),
    badToken("garbage for a page token", { pageToken: "garbage" }),
    badToken("half a page token", { pageToken: token.slice(0, -9) }),
    ...forgedCursors.map((cursor) =>
      badToken(`a page token at ${JSON.stringify(cursor)}`, {
        pageToken: forgedPosition(token, cursor),
      }),
    ),
    {
      name: "garbage for a page token, and a negative page size",
      change: { pageToken: "garbage", pageSize: -1 },
      expected: {
        fields: [
          ["page_token", "INVALID_PAGE_TOKEN"],
          ["page_size", "INVALID_VALUE"],
        ],
      },
    },
    bad(
      "a page token and a bad filter",
      { pageToken: token, filter: "=" },
      "filter",
      "INVALID_FILTER",
    ),
    bad(
      "a page token and a bad order",
      { pageToken: token, orderBy: "x" },
      "order_by",
      "INVALID_ORDER_BY",
    ),
    {
      name: "garbage for a page token, a filter and an order",
      change: { pageToken: "garbage", filter: "=", orderBy: "x" },
      expected: {
        fields: [
          ["page_token", "INVALID_PAGE_TOKEN"],
          ["filter", "INVALID_FILTER"],
          ["order_by", "INVALID_ORDER_BY"],
        ],
      },
    },
  ];
};

const id = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";
/** Positions that no page of this order ends at. */
const forgedCursors: readonly JsonValue[] = [
  [],
  ["1"],
  ["x", id],
  ["9999999999999999999", id],
  ["1", id, id],
  ["1e9", id],
  [1, id],
  ["1", null],
  { 0: "1", 1: id },
];

const listFilter: FieldCases = () =>
  (
    [
      ["state = ", 8],
      ["state = RUNNING AND", 19],
      ["nope = 1", 0],
      ["state = RUNNING AND (mode = LIVE", 32],
      ["state = NOPE", 8],
      ['labels.a = "🔔" AND nope = 1', 19],
      ['create_time > "yesterday"', 14],
      ["(".repeat(10_000), undefined],
      [`strategy_id = "${"x".repeat(20_000)}"`, undefined],
    ] as const
  ).map(([filter, offset]) =>
    bad(`filter ${filter.slice(0, 40)}`, { filter }, "filter", "INVALID_FILTER", {
      offset: offset === undefined ? /^\d+$/ : String(offset),
    }),
  );

const orderBy: FieldCases = () =>
  (
    [
      ["nope", 0],
      ["create_time, nope", 13],
      ["create_time down", 12],
      ["create_time,", 12],
      ["create_time, create_time", 13],
      ["session_id; DROP TABLE session", 0],
    ] as const
  ).map(([order, offset]) =>
    bad(`order ${order}`, { orderBy: order }, "order_by", "INVALID_ORDER_BY", {
      offset: String(offset),
    }),
  );

/** Rows of the spec, under the name that it has in a request. */
export const spec: FieldCases = () => [
  bad("no spec", { spec: null }, "spec", "FIELD_REQUIRED"),
  ...specCases.map(({ name, spec: value, fields, metadata = {} }) => ({
    name,
    change: { spec: value },
    expected: { fields, metadata },
  })),
];

const long = "x".repeat(64);
const texts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));

/** Rows of labels or annotations. */
function texted(map: string): readonly (readonly [string, JsonObject, BadField])[] {
  const keys = ["", "Team", "-a", "a b", long, "__proto__", "ä"];
  return [
    ...keys.map((key): readonly [string, JsonObject, BadField] => [
      `${map} with the key ${JSON.stringify(key)}`,
      JSON.parse(`{${JSON.stringify(key)}:"x"}`),
      [
        `${map}[${JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}…` : key)}]`,
        "INVALID_LABEL",
      ],
    ]),
    [`65 ${map}`, texts(65), [map, "INVALID_LABEL"]],
    map === "labels"
      ? ["a long label", { team: long }, ['labels["team"]', "INVALID_LABEL"]]
      : ["17 KiB of annotations", { a: "x".repeat(17_408) }, [map, "INVALID_LABEL"]],
  ];
}

const textMap =
  (map: string): FieldCases =>
  () =>
    texted(map).map(([name, value, field]) => bad(name, { [map]: value }, ...field));

const session: FieldCases = ({ ids, missingId, deletedId }) => {
  const of = (change: JsonObject) => ({ session: { sessionId: ids.READY, ...change } });
  return [
    bad("no session", { session: null }, "session.session_id", "FIELD_REQUIRED"),
    bad("no session id", { session: {} }, "session.session_id", "FIELD_REQUIRED"),
    bad("a malformed id", of({ sessionId: "x" }), "session.session_id", "INVALID_SESSION_ID"),
    refused("a missing session", of({ sessionId: missingId, labels: {} }), "SESSION_NOT_FOUND", {
      session_id: missingId,
    }),
    refused("a deleted session", of({ sessionId: deletedId }), "SESSION_DELETED"),
    refused("a stale etag in the session", of({ etag: "stale" }), "ETAG_MISMATCH", {
      etag: /^(?!stale).+$/,
    }),
    bad("two etags", { ...of({ etag: "a" }), etag: "b" }, "etag", "INVALID_VALUE"),
    ...(specCases
      .filter(({ notInUpdates }) => notInUpdates !== true)
      .map(({ name, spec: value, fields, metadata = {} }) => ({
        name,
        change: { ...of({ spec: value }), updateMask: "spec" },
        expected: { fields: fields.map(([at, reason]) => [`session.${at}`, reason]), metadata },
      })) as FieldCase[]),
    ...["labels", "annotations"].flatMap((map) =>
      texted(map).map(([name, value, [path, reason]]) =>
        bad(name, { ...of({ [map]: value }), updateMask: map }, `session.${path}`, reason),
      ),
    ),
  ];
};

const updateMask: FieldCases = ({ ids }) => {
  const masks = ["nope", "session", "spec.nope", "state", "etag", "labels.", "spec.symbols.x"];
  const spec = { strategyId: "other", paper: {} };
  const change = { session: { sessionId: ids.READY, spec } };
  return [
    ...masks.map((updateMask) =>
      bad(`the mask ${updateMask}`, { updateMask }, "update_mask", "INVALID_UPDATE_MASK"),
    ),
    {
      name: "two bad paths of a mask",
      change: { updateMask: "nope,labels,owner" },
      expected: {
        fields: [
          ["update_mask", "INVALID_UPDATE_MASK"],
          ["update_mask", "INVALID_UPDATE_MASK"],
        ],
      },
    },
    bad(
      "another strategy",
      { ...change, updateMask: "spec.strategyId" },
      "session.spec.strategy_id",
      "IMMUTABLE_FIELD",
    ),
    bad(
      "another mode",
      { ...change, updateMask: "spec.paper" },
      "session.spec.mode_spec",
      "IMMUTABLE_FIELD",
    ),
    {
      name: "another strategy and mode",
      change: { ...change, updateMask: "spec" },
      expected: {
        fields: [
          ["session.spec.strategy_id", "IMMUTABLE_FIELD"],
          ["session.spec.mode_spec", "IMMUTABLE_FIELD"],
        ],
      },
    },
  ];
};

const feedFilter: FieldCases = ({ missingId }) => {
  const of = (filter: JsonObject, path: string, reason: string) =>
    bad(`a feed of ${JSON.stringify(filter).slice(0, 60)}`, { filter }, `filter.${path}`, reason);
  return [
    of({ sessionIds: [missingId, "x"] }, "session_ids[1]", "INVALID_SESSION_ID"),
    of({ sessionIds: [""] }, "session_ids[0]", "FIELD_REQUIRED"),
    of({ sessionIds: Array(251).fill(missingId) }, "session_ids", "INVALID_VALUE"),
    of({ strategyIds: Array(51).fill("a") }, "strategy_ids", "INVALID_VALUE"),
    of({ modes: [0] }, "modes[0]", "INVALID_VALUE"),
  ];
};

const kinds: FieldCases = (_, method) => [
  bad("the kind 0", { kinds: ["EVENT_KIND_UNSPECIFIED"] }, "kinds[0]", "INVALID_VALUE"),

  ...(method === "listSessionEvents"
    ? [bad("SAMPLES", { kinds: ["EVENT_KIND_SAMPLES"] }, "kinds[0]", "NOT_SUPPORTED")]
    : []),
];

const resumeToken: FieldCases = ({ resumeToken: token, foreignToken, ids }) => {
  const resume = (name: string, reason: string, resumeToken: string, further: JsonObject = {}) =>
    refused(name, { resumeToken, ...further }, reason);
  const noToken = (name: string, resumeToken: string) =>
    bad(name, { resumeToken }, "resume_token", "INVALID_RESUME_TOKEN");
  return [
    noToken("an empty resume token", ""),
    noToken("garbage for a resume token", "garbage"),
    noToken("half a resume token", token.slice(0, -9)),
    noToken(
      "a resume token of another form",
      forgedToken(token, (parts) => parts.with(0, 99)),
    ),
    noToken(
      "a resume token at -1",
      forgedToken(token, (parts) => parts.with(3, "-1")),
    ),
    resume("another store", "STORE_CHANGED", foreignToken),
    resume("another filter", "FILTER_CHANGED", token, { filter: { sessionIds: [ids.READY] } }),
    resume("other kinds", "FILTER_CHANGED", token, { kinds: ["EVENT_KIND_TRADING_DAYS"] }),
    resume(
      "a token of before a backup was restored",
      "STORE_RESTORED",
      forgedToken(token, (parts) => parts.with(5, "0123456789abcdef")),
    ),
    {
      name: "a token of the future",
      change: { resumeToken: forgedToken(token, (parts) => parts.with(3, "999999")) },
      expected: { reason: "REVISION_IN_FUTURE", metadata: { requested_revision: "999999" } },
    },
    {
      name: "a token of a removed revision",
      change: {
        resumeToken: forgedToken(token, (parts) => parts.with(3, "0").with(5, "").with(8, "0")),
      },
      expected: {
        reason: "REVISION_COMPACTED",
        metadata: { requested_revision: "0", oldest_revision: /^[1-9]/ },
      },
    },
  ];
};

const fromNow: FieldCases = () => [
  bad("from_now false", { fromNow: false }, "from_now", "INVALID_VALUE"),
];

const heartbeatInterval: FieldCases = () =>
  ["-1s", "-0.000000001s"].map((heartbeatInterval) =>
    bad(
      `a heartbeat every ${heartbeatInterval}`,
      { heartbeatInterval },
      "heartbeat_interval",
      "INVALID_VALUE",
    ),
  );

const wait: FieldCases = () =>
  ["-1s", "-0.000000001s", "20.000000001s", "315576000000s"].map((wait) =>
    bad(`a wait of ${wait}`, { wait }, "wait", "INVALID_VALUE"),
  );

/** The rows by `request type.field`, else by type of the field, else by its name. */
export const fieldCases: Readonly<Record<string, FieldCases>> = {
  session_id: sessionId,
  etag,
  request_id: requestId,
  comment,
  page_size: pageSize,
  page_token: pageToken,
  "openbell.v1.ListSessionsRequest.filter": listFilter,
  order_by: orderBy,
  show_deleted: eitherIsRight,
  "openbell.v1.SessionSpec": spec,
  labels: textMap("labels"),
  annotations: textMap("annotations"),
  start: eitherIsRight,
  validate_only: eitherIsRight,
  "openbell.v1.Session": session,
  "google.protobuf.FieldMask": updateMask,
  // Of an enum only its unknown numbers are wrong, and the walk adds those.
  stop_policy: none,
  "openbell.v1.FeedFilter": feedFilter,
  kinds,
  resume_token: resumeToken,
  from_now: fromNow,
  heartbeat_interval: heartbeatInterval,
  wait,
  ...marketCases,
  ...readingCases,
  ...tradingCases,
};

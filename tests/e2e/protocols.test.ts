/**
 * One body of tests over every protocol and client: a session's whole life seen by a watcher that
 * reconnects, and errors with all their details. What a protocol cannot carry fails here.
 */
import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionState as S, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { type ExpectedStatus, expectStatus } from "../contract/rpc/expect-status.ts";
import { goodSpec, slowSpec } from "../contract/rpc/good-specs.ts";
import { statusOfError } from "../contract/rpc/status-of-error.ts";
import { startTrialServer, type TrialServer } from "../contract/rpc/trial-server.ts";
import { createGrpcJsTransport } from "./grpc-js-transport.ts";

let server: TrialServer;
const closers: (() => void)[] = [];

beforeAll(async () => {
  server = await startTrialServer();
});

afterAll(async () => {
  for (const close of closers) close();
  expect(server.logged).toEqual([]);
  await server.stop();
});

const onGrpc = () => `http://${server.grpcAddress}`;

function nativeTransport(address: string): Transport {
  const transport = createGrpcJsTransport(address);
  closers.push(() => transport.close());
  return transport;
}

const protocols: readonly (readonly [name: string, open: () => Transport])[] = [
  ["gRPC, gRPC address", () => createGrpcTransport({ baseUrl: onGrpc() })],
  ["gRPC, HTTP address", () => createGrpcTransport({ baseUrl: server.url })],
  ["grpc-js, gRPC address", () => nativeTransport(server.grpcAddress)],
  ["grpc-js, HTTP address", () => nativeTransport(server.httpAddress)],
  ...(["1.1", "2"] as const).flatMap((httpVersion) => [
    [
      `gRPC-Web, HTTP/${httpVersion}`,
      () => createGrpcWebTransport({ baseUrl: server.url, httpVersion }),
    ] as const,
    [
      `Connect binary, HTTP/${httpVersion}`,
      () => createConnectTransport({ baseUrl: server.url, httpVersion }),
    ] as const,
    [
      `Connect JSON, HTTP/${httpVersion}`,
      () => createConnectTransport({ baseUrl: server.url, httpVersion, useBinaryFormat: false }),
    ] as const,
  ]),
  ...([true, false] as const).map(
    (useBinaryFormat) =>
      [
        `Connect ${useBinaryFormat ? "binary" : "JSON"}, reads with GET`,
        () =>
          createConnectTransport({
            ...{ baseUrl: server.url, httpVersion: "1.1", useHttpGet: true, useBinaryFormat },
          }),
      ] as const,
  ),
];

interface Caller {
  readonly client: Client<typeof SessionService>;
  readonly strategyId: string;
}

describe.concurrent.each(protocols)("%s", (name, open) => {
  const caller = (test: string): Caller => ({
    client: createClient(SessionService, open()),
    strategyId: `${test}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
  });

  it("carries a session's whole life", () => livesThrough(caller("life")));
  it("carries errors and their details", () => refusesAll(caller("errors")));
});

const specOf = (json: JsonObject, strategyId: string) =>
  fromJson(SessionSpecSchema, { ...json, strategyId });

/** Frames of one watch until one is the last; ends the watch. */
async function framesUntil(
  { client, strategyId }: Caller,
  resumeToken: string,
  isLast: (frame: WatchSessionsResponse) => boolean,
): Promise<readonly WatchSessionsResponse[]> {
  const frames: WatchSessionsResponse[] = [];
  const start = resumeToken === "" ? {} : { case: "resumeToken" as const, value: resumeToken };
  const filter = { strategyIds: [strategyId] };
  const request = { filter, heartbeatInterval: { seconds: 1n }, ...(resumeToken && { start }) };
  for await (const frame of client.watchSessions(request as object)) {
    frames.push(frame);
    if (isLast(frame)) break;
  }
  frames.forEach((frame, index) => {
    expect(frame.frameNumber).toBe(BigInt(index + 1));
  });
  return frames;
}

const kindsOf = (frames: readonly WatchSessionsResponse[]) => frames.map(({ frame }) => frame.case);
const statesOf = (frames: readonly WatchSessionsResponse[]) =>
  frames.flatMap(({ frame }) =>
    frame.case === "record" ? [frame.value.session?.status?.state] : [],
  );
const reaches = (state: S) => (frame: WatchSessionsResponse) => statesOf([frame]).includes(state);

async function livesThrough(caller: Caller): Promise<void> {
  const { client, strategyId } = caller;
  const requestId = crypto.randomUUID();
  const creation = { spec: specOf(slowSpec, strategyId), labels: { é: "x" }, requestId };
  await expect(client.createSession(creation)).rejects.toMatchObject({
    code: Code.InvalidArgument,
  });
  const asked = { ...creation, labels: { team: "α β" } };
  const { session } = await client.createSession(asked);
  expect((await client.createSession(asked)).session).toEqual(session);
  const sessionId = session?.sessionId ?? "";
  expect(session?.labels).toEqual({ team: "α β" });

  const paused = framesUntil(caller, "", reaches(S.PAUSED));
  await client.startSession({ sessionId, comment: "go — 🔔" });
  await client.pauseSession({ sessionId });
  const before = await paused;
  expect(kindsOf(before).slice(0, 3)).toEqual(["opened", "snapshot", "snapshotEnd"]);
  const token = before.at(-1)?.resumeToken ?? "";

  await client.resumeSession({ sessionId });
  await client.stopSession({ sessionId });
  const after = await framesUntil(caller, token, ({ frame }) => frame.case === "heartbeat");
  expect(kindsOf(after)).toEqual(["opened", "record", "record", "heartbeat"]);
  expect(statesOf(after)).toEqual([S.RUNNING, S.STOPPED]);
  expect(after[1]?.previousRevision).toBe(before.at(-1)?.revision);
  expect(after[2]?.previousRevision).toBe(after[1]?.revision);

  await runsToItsEnd(caller);
  const list = await client.listSessions({ filter: `strategy_id = "${strategyId}"`, pageSize: 1 });
  expect(list.sessions).toHaveLength(1);
  expect(list.nextPageToken).not.toBe("");
  await client.deleteSession({ sessionId });
  expect((await client.getSession({ sessionId })).session?.deleteTime).toBeDefined();
}

async function runsToItsEnd(caller: Caller): Promise<void> {
  const { client, strategyId } = caller;
  const { session } = await client.createSession({
    spec: specOf(goodSpec, strategyId),
    start: true,
  });
  const sessionIds = [session?.sessionId ?? ""];
  const kinds = [EventKind.LIFECYCLE, EventKind.TRADING_DAYS];
  const events: bigint[] = [];
  let days = 0;
  for (let token = "", state: S | undefined; state !== S.COMPLETED; ) {
    const start = token === "" ? undefined : { case: "resumeToken" as const, value: token };
    const page = await client.listSessionEvents({
      filter: { sessionIds },
      kinds,
      wait: { seconds: 5n },
      ...(start && { start }),
    });
    token = page.resumeToken;
    for (const record of page.records) {
      events.push(...record.events.map(({ eventNumber }) => eventNumber));
      days += record.events.filter(({ payload }) => payload.case === "tradingDayClosed").length;
      state = record.session?.status?.state ?? state;
    }
  }
  // 2019 had 252 trading days at New York; every event is there, once.
  expect(days).toBe(252);
  expect(events).toEqual(events.map((_, index) => BigInt(index + 1)));
}

async function refusesAll({ client, strategyId }: Caller): Promise<void> {
  const spec = specOf(goodSpec, strategyId);
  const requestId = crypto.randomUUID();
  const { session } = await client.createSession({ spec, requestId });
  const sessionId = session?.sessionId ?? "";
  const missingId = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";
  const watch = async (resumeToken: string) => {
    const start = { case: "resumeToken" as const, value: resumeToken };
    for await (const frame of client.watchSessions({ start })) return frame;
    return undefined;
  };
  const rows: readonly (readonly [() => Promise<unknown>, ExpectedStatus])[] = [
    [() => client.createSession({}), { fields: [["spec", "FIELD_REQUIRED"]] }],
    [
      () =>
        client.createSession({
          spec: {
            symbols: ["NOPE"],
            initialCapital: "1e5",
            riskControls: { maxOpenOrders: -1 },
          },
        }),
      {
        fields: [
          ["spec.symbols[0]", "INVALID_SYMBOL"],
          ["spec.initial_capital", "INVALID_DECIMAL"],
          ["spec.risk_controls.max_open_orders", "INVALID_VALUE"],
          ["spec.mode_spec", "FIELD_REQUIRED"],
        ],
      },
    ],
    [
      () => client.createSession({ spec, requestId, start: true }),
      { reason: "REQUEST_ID_REUSED", metadata: { request_id: requestId } },
    ],
    [
      () => client.createSession({ spec, annotations: { a: "x".repeat(5 * 2 ** 20) } }),
      { reason: "MESSAGE_TOO_LARGE" },
    ],
    [() => client.getSession({ sessionId: missingId }), { reason: "SESSION_NOT_FOUND" }],
    [
      () => client.getSession({ sessionId: "é 🔔" }),
      { fields: [["session_id", "INVALID_SESSION_ID"]] },
    ],
    [
      () => client.pauseSession({ sessionId }),
      {
        reason: "ILLEGAL_TRANSITION",
        metadata: { current_state: "READY", allowed_states: "RUNNING" },
      },
    ],
    [() => client.startSession({ sessionId, etag: "x" }), { reason: "ETAG_MISMATCH" }],
    [
      () => client.listSessions({ filter: 'labels.a = "é" AND' }),
      { fields: [["filter", "INVALID_FILTER"]], metadata: { offset: "18" } },
    ],
    [
      () => client.listSessions({ pageToken: "x", pageSize: -1 }),
      {
        fields: [
          ["page_token", "INVALID_PAGE_TOKEN"],
          ["page_size", "INVALID_VALUE"],
        ],
      },
    ],
    [() => watch("garbage"), { fields: [["resume_token", "INVALID_RESUME_TOKEN"]] }],
  ];
  for (const [send, expected] of rows) await expectRefusal(send(), expected);
  const validation = await client.validateSession({ spec: { symbols: ["NOPE"] } });
  expect(validation.violations.length).toBeGreaterThan(1);
  const waiting = client.listSessionEvents(
    { filter: { sessionIds: [missingId] }, wait: { seconds: 20n } },
    { timeoutMs: 100 },
  );
  await expect(waiting).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  expect((await client.getSession({ sessionId })).session).toEqual(session);
}

async function expectRefusal(call: Promise<unknown>, expected: ExpectedStatus): Promise<void> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => ConnectError.from(reason),
  );
  expectStatus(statusOfError(error), expected);
}

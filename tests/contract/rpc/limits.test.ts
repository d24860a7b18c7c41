/** What a server refuses because there is too much of it already. */

import { fromJson } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { expect, it, onTestFinished } from "vitest";
import { RetryInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { type ExpectedStatus, expectStatus, findDetail } from "./expect-status.ts";
import { goodSpec } from "./good-specs.ts";
import { statusOfError } from "./status-of-error.ts";
import { startTrialServer } from "./trial-server.ts";
import type { WireStatus } from "./wire-call.ts";

type SessionClient = Client<typeof SessionService>;

async function startWith(env: Readonly<Record<string, string>>): Promise<SessionClient> {
  const server = await startTrialServer(env);
  onTestFinished(() => server.stop());
  const transport = createConnectTransport({ baseUrl: server.url, httpVersion: "2" });
  return createClient(SessionService, transport);
}

const spec = fromJson(SessionSpecSchema, goodSpec);

async function refused(call: Promise<unknown>, expected: ExpectedStatus): Promise<WireStatus> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => ConnectError.from(reason),
  );
  const status = statusOfError(error);
  expectStatus(status, expected);
  return status;
}

async function countSessions(client: SessionClient): Promise<number> {
  return (await client.listSessions({ showDeleted: true })).sessions.length;
}

it("a session more than may be open, until one ends", async () => {
  const client = await startWith({ OPENBELL_LIMITS_OPEN_SESSIONS_PER_OWNER: "2" });
  const first = await client.createSession({ spec });
  await client.createSession({ spec });
  const full = { reason: "SESSION_LIMIT_EXCEEDED", metadata: { limit: "2", open: "2" } };
  await refused(client.createSession({ spec }), full);
  await refused(client.createSession({ spec, validateOnly: true }), full);
  await refused(client.createSession({ spec, start: true }), full);
  expect(await countSessions(client)).toBe(2);
  // A spec that is bad besides is judged first: it could never be created.
  await refused(client.createSession({}), { fields: [["spec", "FIELD_REQUIRED"]] });
  await client.deleteSession({ sessionId: first.session?.sessionId ?? "" });
  await client.createSession({ spec });
  await refused(client.createSession({ spec }), full);
});

it("creations in flight together beyond what may be open", async () => {
  const client = await startWith({ OPENBELL_LIMITS_OPEN_SESSIONS_PER_OWNER: "3" });
  const all = await Promise.allSettled(
    Array.from({ length: 12 }, () => client.createSession({ spec })),
  );
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  for (const each of all) {
    if (each.status === "fulfilled") continue;
    expectStatus(statusOfError(ConnectError.from(each.reason)), {
      reason: "SESSION_LIMIT_EXCEEDED",
    });
  }
  expect(await countSessions(client)).toBe(3);
});

it("a creation too soon, with the time to wait", async () => {
  const client = await startWith({ OPENBELL_LIMITS_CREATES_PER_MINUTE: "1" });
  const requestId = "0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a02";
  const { session } = await client.createSession({ spec, requestId });
  const expected = { reason: "RATE_LIMITED", metadata: { limit: "1" } };
  const status = await refused(client.createSession({ spec }), expected);
  const delay = findDetail(status, RetryInfoSchema)?.retryDelay;
  const delayMs = Number(delay?.seconds) * 1_000 + Number(delay?.nanos) / 1e6;
  expect(delayMs).toBeGreaterThan(50_000);
  expect(delayMs).toBeLessThanOrEqual(60_000);
  // To repeat what was done costs nothing.
  expect((await client.createSession({ spec, requestId })).session).toEqual(session);
  expect(await countSessions(client)).toBe(1);
});

it("a watch more than may be open, until one ends", async () => {
  const client = await startWith({ OPENBELL_LIMITS_WATCHERS: "1" });
  const open = async (signal?: AbortSignal) => {
    const frames = client.watchSessions({}, signal && { signal })[Symbol.asyncIterator]();
    return { first: await frames.next(), next: () => frames.next() };
  };
  const cancel = new AbortController();
  const { first, next } = await open(cancel.signal);
  expect(first.value?.frame.case).toBe("opened");
  await refused(open(), { reason: "WATCHER_LIMIT_EXCEEDED", metadata: { limit: "1" } });
  // Pages are no watches.
  await client.listSessionEvents({});
  cancel.abort();
  await expect(drain(next)).rejects.toMatchObject({ code: Code.Canceled });
  await expect
    .poll(() => open().then(({ first: frame }) => frame.value?.frame.case))
    .toBe("opened");
});

async function drain(next: () => Promise<IteratorResult<unknown>>): Promise<void> {
  while ((await next()).done !== true) {
    // What was on its way is read to the end.
  }
}

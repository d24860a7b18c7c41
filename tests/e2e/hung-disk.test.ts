/** What everyone sees of a server whose disk does not answer, and afterwards. */
import { randomUUID } from "node:crypto";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { expect, onTestFinished, test } from "vitest";
import { ErrorInfoSchema, RetryInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import {
  Health,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { createGrpcJsTransport } from "./grpc-js-transport.ts";
import { hang, hangingServer, letGo, mend } from "./hanging-disk.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "./server-process.ts";

const settings = {
  OPENBELL_STORAGE_STALL_AFTER: "1s",
  OPENBELL_SHUTDOWN_GRACE: "0s",
  OPENBELL_LOG_LEVEL: "warn",
};

/** A server whose disk can hang, and clients on both of its addresses. */
async function serving(folder?: string) {
  const made = folder === undefined ? await dataFolder() : undefined;
  if (made !== undefined) onTestFinished(() => made.remove());
  const path = folder ?? made?.path ?? "";
  const server = await startServerProcess(path, settings, hangingServer);
  onTestFinished(() => server.kill());
  return { path, server, ...clientsOf(server) };
}

function clientsOf({ grpcUrl, httpUrl }: ServerProcess) {
  const native = createGrpcJsTransport(new URL(grpcUrl).host);
  onTestFinished(() => native.close());
  const http = createGrpcTransport({ baseUrl: httpUrl });
  return {
    sessions: [createClient(SessionService, native), createClient(SessionService, http)] as const,
    health: [createClient(Health, native), createClient(Health, http)] as const,
  };
}

/** A request for a session, started as fast as it goes or left alone. */
function order(start = false) {
  const value = { startDate: "2000-01-03", endDate: "2020-04-17" };
  const modeSpec = { case: "simulation" as const, value };
  const spec = { symbols: ["SP500"], initialCapital: "100000", modeSpec };
  return { requestId: randomUUID(), start, spec };
}

async function expectStalled(call: Promise<unknown>): Promise<void> {
  const error = await call.then(() => undefined, ConnectError.from);
  expect(error?.code).toBe(Code.Unavailable);
  expect(error?.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: "STORAGE_UNAVAILABLE" }]);
  expect(error?.findDetails(RetryInfoSchema)).toMatchObject([{ retryDelay: { seconds: 5n } }]);
  expect(error?.rawMessage).toMatch(/has not answered for \d+ s: nothing was changed/);
}

test("what needs the disk is refused until it answers, and then all goes on", async () => {
  const { path, server, sessions, health } = await serving();
  const [native, http] = sessions;
  const { session: kept } = await native.createSession(order());
  const sessionId = kept?.sessionId ?? "";
  const { currentRevision } = await http.listSessionEvents({
    start: { case: "fromNow", value: true },
  });
  hang(path);
  const doubtful = native.createSession(order(true));
  await server.wrote(/the disk does not answer/);

  for (const client of health) expect(await client.check({})).toMatchObject({ status: 2 });
  const { statuses } = await health[0].list({});
  for (const { status } of Object.values(statuses)) expect(status).toBe(Serving.NOT_SERVING);
  const refused = order();
  for (const client of sessions) {
    await expectStalled(client.createSession(refused));
    await expectStalled(client.startSession({ sessionId }));
    await expectStalled(client.getSession({ sessionId }));
    await expectStalled(client.listSessions({}));
    // What does without the disk goes on: the feed out of memory, and the judgement of specs.
    const page = await client.listSessionEvents({ start: { case: "fromNow", value: true } });
    expect(page.currentRevision).toBe(currentRevision);
    expect((await client.validateSession({ spec: order().spec })).valid).toBe(true);
  }

  const watch = health[1].watch({})[Symbol.asyncIterator]();
  expect((await watch.next()).value).toMatchObject({ status: Serving.NOT_SERVING });
  letGo(path);
  expect((await watch.next()).value).toMatchObject({ status: Serving.SERVING });
  await server.wrote(/the disk answers again/);
  const { session: replay } = await doubtful;
  const { session: made } = await native.createSession(refused);
  const { session: again } = await http.createSession(refused);
  expect(again?.sessionId).toBe(made?.sessionId);
  const { sessions: listed } = await native.listSessions({});
  expect(listed.map((each) => each.sessionId).sort()).toEqual(
    [sessionId, replay?.sessionId, made?.sessionId].sort(),
  );
  expect(server.output().match(/the disk does not answer/g)).toHaveLength(1);
  expect(await server.stop()).toBe(0);
});

test("a run that waits for the disk goes on and ends as it would have", async () => {
  const { path, server, sessions, health } = await serving();
  const [native] = sessions;
  const digests: string[] = [];
  for (const hangs of [false, true]) {
    const { session } = await native.createSession(order(true));
    const sessionId = session?.sessionId ?? "";
    if (hangs) {
      hang(path);
      await server.wrote(/the disk does not answer/);
      letGo(path);
      await server.wrote(/the disk answers again/);
    }
    for (;;) {
      const { session: now } = await native.getSession({ sessionId });
      if (now?.status?.state === SessionState.COMPLETED) {
        digests.push(now.status.resultsDigest);
        break;
      }
      expect(now?.status?.state).toBe(SessionState.RUNNING);
      const start = { case: "fromNow" as const, value: true };
      await native.listSessionEvents({ start, wait: { seconds: 1n } });
    }
  }
  expect(digests[1]).toBe(digests[0]);
  expect(await health[0].check({})).toMatchObject({ status: Serving.SERVING });
});

test("SIGTERM ends it with 1 although the disk does not answer, and nothing is lost", async () => {
  const { path, server, sessions } = await serving();
  const [native, http] = sessions;
  const acknowledged = await native.createSession(order());
  hang(path);
  const doubtful = order();
  const unanswered = native.createSession(doubtful).then(() => undefined, ConnectError.from);
  await server.wrote(/the disk does not answer/);
  await expectStalled(http.createSession(order()));
  expect(await server.stop()).toBe(1);
  expect(server.output()).toContain("the server ends without waiting for it");
  expect((await unanswered)?.code).toBe(Code.Unavailable);

  mend(path);
  const next = await serving(path);
  const { session } = await next.sessions[0].createSession(doubtful);
  const { sessions: found } = await next.sessions[1].listSessions({});
  const ids = [acknowledged.session?.sessionId, session?.sessionId];
  expect(found.map(({ sessionId }) => sessionId).sort()).toEqual(ids.sort());
});

test("a second signal ends it at once, also while it waits for the disk", async () => {
  const made = await dataFolder();
  onTestFinished(() => made.remove());
  const patient = { ...settings, OPENBELL_SHUTDOWN_GRACE: "10m" };
  const server = await startServerProcess(made.path, patient, hangingServer);
  onTestFinished(() => server.kill());
  const { sessions } = clientsOf(server);
  hang(made.path);
  void sessions[0].createSession(order()).catch(() => {});
  await server.wrote(/the disk does not answer/);
  server.signal("SIGTERM");
  await server.wrote(/stopping; a second signal ends at once/);
  server.signal("SIGINT");
  expect((await server.exited).code).toBe(130);
});

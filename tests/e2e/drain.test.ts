/** What everyone sees of a server that stops, and that nobody can keep it from stopping. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { type AddressInfo, createServer } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { describe, expect, onTestFinished, test } from "vitest";
import { ErrorInfoSchema, RetryInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import {
  Health,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  ClosingReason,
  type WatchSessionsResponse,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  SessionService,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import {
  frame,
  framesOf,
  frameType,
  grpcHeaders,
  http2Hello,
  openSocket,
} from "../unit/server/raw-socket.ts";
import { createGrpcJsTransport } from "./grpc-js-transport.ts";
import {
  dataFolder,
  launchServer,
  type ServerProcess,
  startServerProcess,
} from "./server-process.ts";

const scope = { tenant: "default", owner: "local" };
const kinds = [EventKind.LIFECYCLE, EventKind.TRADING_DAYS, EventKind.SAMPLES];
/** Longer than any test waits: a stop that needed it would fail by the time of the test. */
const endless = { OPENBELL_SHUTDOWN_GRACE: "10m" };

async function folder(): Promise<string> {
  const made = await dataFolder();
  onTestFinished(() => made.remove());
  return made.path;
}

async function serving(env: Readonly<Record<string, string>>, path?: string) {
  const server = await startServerProcess(path ?? (await folder()), env);
  onTestFinished(() => server.kill());
  return server;
}

/** The three clients that a stop has to reach, each over its own connection. */
function transportsTo({ grpcUrl, httpUrl }: ServerProcess): Record<string, Transport> {
  const native = createGrpcJsTransport(grpcUrl.replace("http://", ""));
  onTestFinished(() => native.close());
  return {
    "native gRPC": native,
    "Connect over HTTP/2": createConnectTransport({ baseUrl: httpUrl, httpVersion: "2" }),
    "Connect over HTTP/1.1": createConnectTransport({ baseUrl: httpUrl, httpVersion: "1.1" }),
  };
}

/** Reads a stream to its end. */
function follow<Frame>(stream: AsyncIterable<Frame>) {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  const read = async (): Promise<ConnectError | undefined> => {
    try {
      for await (const each of stream) {
        frames.push(each);
        for (const look of [...waiting]) look();
      }
      return undefined;
    } catch (error) {
      return ConnectError.from(error);
    }
  };
  const until = (matches: (frame: Frame) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (frames.some(matches)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { frames, ended: read(), until };
}

/** A session that is started at its creation. */
function replay(
  pace: { case: "asFast"; value: true } | { case: "intervalPerSlice"; value: { nanos: number } },
  endDate = "2020-04-17",
) {
  return {
    start: true,
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation" as const,
        value: { startDate: "2000-01-03", endDate, pace: { kind: pace } },
      },
    },
  };
}

/** What is told to a call that a stopping server ends. */
function expectStopping(error: ConnectError | undefined): void {
  expect(error?.code).toBe(Code.Unavailable);
  expect(error?.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: "SERVER_STOPPING" }]);
  expect(error?.findDetails(RetryInfoSchema)).toHaveLength(1);
}

/** The trading days that were shown, in the order in which they were: `date barrier`. */
function closedDays(frames: readonly WatchSessionsResponse[]): readonly string[] {
  return frames
    .flatMap(({ frame }) => (frame.case === "record" ? frame.value.events : []))
    .flatMap(({ payload }) =>
      payload.case === "tradingDayClosed" ? [`${payload.value.date} ${payload.value.barrier}`] : [],
    );
}

/** The furthest barrier that a sample showed. */
function furthestSample(frames: readonly WatchSessionsResponse[]): number {
  const barriers = frames.map(({ frame }) =>
    frame.case === "sample" ? Number(frame.value.progress?.barrier ?? 0n) : 0,
  );
  return Math.max(...barriers);
}

/** The checkpoint of a session on disk, without a server. */
async function checkpointOnDisk(path: string, sessionId: string) {
  const store = openSqliteStore({ folder: path, clock: systemClock, randomBytes });
  try {
    expect(await store.upkeep.verify()).toEqual([]);
    const stored = await store.readSession(scope, sessionId);
    return {
      barrier: stored?.checkpoint?.simulation?.barrier ?? 0n,
      digest: stored?.session.status?.resultsDigest,
    };
  } finally {
    await store.close();
  }
}

function isSnapshotEnd({ frame }: WatchSessionsResponse): boolean {
  return frame.case === "snapshotEnd";
}

/** A watch by hand: what comes over the wire, frame by frame. */
function rawWatch(url: string, request = create(WatchSessionsRequestSchema)) {
  const raw = openSocket(Number(new URL(url).port));
  raw.socket.write(http2Hello);
  raw.socket.write(grpcHeaders("/openbell.v1.SessionService/WatchSessions"));
  const message = toBinary(WatchSessionsRequestSchema, request);
  const envelope = Buffer.alloc(5);
  envelope.writeUInt32BE(message.length, 1);
  raw.socket.write(frame(frameType.data, 1, 1, Buffer.concat([envelope, message])));
  return raw;
}

describe("a server that is told to stop", () => {
  test("says so to everyone, in order, and goes on where it stopped", async () => {
    const path = await folder();
    const short = "2002-12-31";
    const server = await serving(endless, path);
    const [native, ...others] = Object.values(transportsTo(server));
    if (native === undefined) throw new Error("no transport");
    const service = createClient(SessionService, native);
    // Started when it is watched: what happened before would be in the snapshot, not among the records.
    const ready = async (pace: Parameters<typeof replay>[0]) => {
      const { session } = await service.createSession({ ...replay(pace, short), start: false });
      return session?.sessionId ?? "";
    };
    const unbrokenId = await ready({ case: "asFast", value: true });
    const watched = follow(service.watchSessions({ filter: { sessionIds: [unbrokenId] }, kinds }));
    await watched.until(isSnapshotEnd);
    await service.startSession({ sessionId: unbrokenId });
    await watched.until(isCompleted);
    const sessionId = await ready(everyMs(3));
    const filter = { sessionIds: [sessionId] };

    const clients = [native, ...others];
    const watches = clients.map((transport) =>
      follow(createClient(SessionService, transport).watchSessions({ filter, kinds })),
    );
    for (const watch of watches) await watch.until(isSnapshotEnd);
    await service.startSession({ sessionId });
    const healths = clients.map((transport) => follow(createClient(Health, transport).watch({})));
    const pages = clients.map((transport) =>
      createClient(SessionService, transport).listSessionEvents({
        filter: { sessionIds: [unbrokenId] },
        start: { case: "fromNow", value: true },
        wait: { seconds: 20n },
      }),
    );
    const raws = [server.grpcUrl, server.httpUrl].map((url) => rawWatch(url));
    for (const raw of raws) await raw.until((bytes) => framesOf(bytes).some(isData));
    for (const health of healths) await health.until(({ status }) => status === Serving.SERVING);
    for (const watch of watches) {
      await watch.until(
        ({ frame }) => frame.case === "sample" && (frame.value.progress?.barrier ?? 0n) > 100n,
      );
    }
    server.signal("SIGTERM");

    for (const health of healths) {
      expectStopping(await health.ended);
      expect(health.frames.map(({ status }) => status)).toEqual([
        Serving.SERVING,
        Serving.NOT_SERVING,
      ]);
    }
    for (const watch of watches) {
      expectStopping(await watch.ended);
      const last = watch.frames.at(-1);
      expect(last?.resumeToken).not.toBe("");
      expect(last?.frame).toMatchObject({
        case: "closing",
        value: { reason: ClosingReason.SERVER_STOPPING, reconnectAfter: expect.anything() },
      });
    }
    for (const page of pages) expect(await page).toMatchObject({ records: [], caughtUp: true });
    for (const raw of raws) {
      const types = framesOf(await raw.closed).map(({ type }) => type);
      raw.socket.end();
      expect(types).toContain(frameType.goAway);
      expect(types.indexOf(frameType.goAway)).toBeLessThan(types.lastIndexOf(frameType.data));
    }
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(server.output()).toMatch(/stopped\n$/);

    const { barrier, digest } = await checkpointOnDisk(path, sessionId);
    const again = await serving({}, path);
    const client = createClient(SessionService, transportsTo(again)["native gRPC"] ?? native);
    for (const { frames } of watches) {
      expect(furthestSample(frames)).toBeLessThanOrEqual(Number(barrier));
      const token = frames.at(-1)?.resumeToken ?? "";
      const start = { case: "resumeToken" as const, value: token };
      const rest = follow(client.watchSessions({ filter, kinds, start }));
      await rest.until(isCompleted);
      expect(closedDays([...frames, ...rest.frames])).toEqual(closedDays(watched.frames));
      const recovering = rest.frames.map(sessionOf).find((session) => session !== undefined);
      expect(recovering?.status).toMatchObject({ progress: { barrier }, resultsDigest: digest });
    }
    const [whole, broken] = await Promise.all(
      [unbrokenId, sessionId].map((id) => client.getSession({ sessionId: id })),
    );
    expect(broken?.session?.status?.resultsDigest).toBe(whole?.session?.status?.resultsDigest);
    expect(await again.stop()).toBe(0);
  }, 60_000);

  test("keeps no connection of HTTP/1.1 alive", async () => {
    const server = await serving(endless);
    const port = Number(new URL(server.httpUrl).port);
    const [idle, busy] = [openSocket(port), openSocket(port)];
    busy.socket.write(post("openbell.v1.SessionService/ListSessionEvents", '{"wait":"20s"}'));
    idle.socket.write(post("grpc.health.v1.Health/Check", "{}"));
    expect(String(await idle.until((bytes) => bytes.includes("SERVING")))).not.toMatch(closes);
    server.signal("SIGTERM");
    await idle.closed;
    const answered = String(await busy.closed);
    expect(answered).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answered).toMatch(closes);
    expect((await server.exited).code).toBe(0);
  }, 30_000);

  test("cuts off who does not read, does not write and does not close", async () => {
    const server = await serving({ OPENBELL_SHUTDOWN_GRACE: "1s" });
    const urls = [server.grpcUrl, server.httpUrl];
    const stalled = await stalledWatches(server);
    const halfSent = urls.map((url) => {
      const session = connectHttp2(url);
      onTestFinished(() => session.destroy());
      const call = session.request({
        ":method": "POST",
        ":path": "/openbell.v1.SessionService/GetSession",
        "content-type": "application/grpc",
      });
      call.write(Buffer.alloc(3));
      return new Promise((resolve) => {
        call.on("response", ({ "grpc-status": status }) => status && resolve(status));
        call.on("trailers", ({ "grpc-status": status }) => resolve(status));
        call.on("error", resolve);
      });
    });
    const halfSent1 = openSocket(Number(new URL(server.httpUrl).port));
    halfSent1.socket.write(post("openbell.v1.SessionService/GetSession", "{}").slice(0, -1));
    for (const transport of Object.values(transportsTo(server))) {
      await createClient(Health, transport).check({});
    }
    server.signal("SIGTERM");
    expect(await Promise.all(halfSent)).toEqual(["14", "14"]);
    expect(String(await halfSent1.closed)).toContain('"reason":"SERVER_STOPPING"');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    for (const raw of stalled) raw.socket.resume();
  }, 30_000);

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)(
    "ends at once at a second signal, %s, with %i",
    async (signal, code) => {
      const path = await folder();
      const server = await serving(endless, path);
      const [raw] = await stalledWatches(server);
      const service = createClient(
        SessionService,
        transportsTo(server)["native gRPC"] as Transport,
      );
      const { session } = await service.createSession({ ...replay(everyMs(1)), start: true });
      server.signal("SIGTERM");
      await server.wrote(/stopping/);
      server.signal(signal);
      expect(await server.exited).toEqual({ code, signal: null });
      await checkpointOnDisk(path, session?.sessionId ?? "");
      raw?.socket.resume();
    },
    30_000,
  );
});

describe("a server that is started before another has stopped", () => {
  /** The environment of a server at the place of another. */
  const inPlaceOf = (server: ServerProcess) => ({
    OPENBELL_GRPC_ADDRESS: new URL(server.grpcUrl).host,
    OPENBELL_HTTP_ADDRESS: new URL(server.httpUrl).host,
  });

  test("waits for its folder, then serves in its place", async () => {
    const path = await folder();
    const old = await serving({}, path);
    const service = createClient(SessionService, transportsTo(old)["native gRPC"] as Transport);
    const { session } = await service.createSession({ ...replay(everyMs(1)), start: false });
    const launched = launchServer(path, { ...inPlaceOf(old), OPENBELL_STARTUP_WAIT: "10m" });
    onTestFinished(() => launched.signal("SIGKILL"));
    await launched.wrote(/in use by another Openbell server.*Waiting for it, 600 s at most\n/);
    expect(await old.stop()).toBe(0);
    const next = await launched.served;
    expect([next.grpcUrl, next.httpUrl]).toEqual([old.grpcUrl, old.httpUrl]);
    const found = createClient(SessionService, transportsTo(next)["native gRPC"] as Transport);
    expect(await found.getSession({ sessionId: session?.sessionId ?? "" })).toMatchObject({});
    expect(await next.stop()).toBe(0);
  }, 30_000);

  test("waits for an address, then serves there", async () => {
    const occupant = createServer().listen(0, "127.0.0.1");
    await once(occupant, "listening");
    const { port } = occupant.address() as AddressInfo;
    const address = `127.0.0.1:${port}`;
    const launched = launchServer(await folder(), { OPENBELL_GRPC_ADDRESS: address });
    onTestFinished(() => launched.signal("SIGKILL"));
    await launched.wrote(/EADDRINUSE.*Waiting for it/);
    occupant.close();
    expect((await launched.served).grpcUrl).toBe(`http://${address}`);
  }, 30_000);

  test("gives up in the end, or at once where it is not to wait", async () => {
    const path = await folder();
    await serving({}, path);
    const impatient = launchServer(path, { OPENBELL_STARTUP_WAIT: "0s" });
    const patient = launchServer(path, { OPENBELL_STARTUP_WAIT: "200ms" });
    expect(await impatient.exited).toEqual({ code: 1, signal: null });
    expect(await patient.exited).toEqual({ code: 1, signal: null });
    expect(impatient.output()).toMatch(/^openbell cannot start: The folder .* is in use/);
    expect(patient.output()).toMatch(/Waited in vain; 0.2 s are over\nopenbell cannot start: The/);
  }, 30_000);

  test("stops while it waits", async () => {
    const path = await folder();
    await serving({}, path);
    const launched = launchServer(path, { OPENBELL_STARTUP_WAIT: "10m" });
    await launched.wrote(/Waiting for it/);
    launched.signal("SIGTERM");
    expect(await launched.exited).toEqual({ code: 0, signal: null });
  }, 30_000);
});

const closes = /^connection: close\r$/im;

function post(method: string, json: string): string {
  const head = `POST /${method} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
  return `${head}content-length: ${json.length}\r\n\r\n${json}`;
}

function everyMs(ms: number) {
  return { case: "intervalPerSlice" as const, value: { nanos: ms * 1e6 } };
}

/** Watches on both ports with much to read, which nobody reads: each window of HTTP/2 is full. */
async function stalledWatches(server: ServerProcess) {
  const service = createClient(SessionService, transportsTo(server)["native gRPC"] as Transport);
  const { session } = await service.createSession(replay({ case: "asFast", value: true }));
  const selected = {
    filter: { sessionIds: [session?.sessionId ?? ""] },
    kinds: [EventKind.TRADING_DAYS],
  };
  const page = await service.listSessionEvents({
    ...selected,
    pageSize: 1,
    wait: { seconds: 20n },
  });
  const start = { case: "resumeToken" as const, value: page.resumeToken };
  const request = create(WatchSessionsRequestSchema, { ...selected, start });
  const raws = [server.grpcUrl, server.httpUrl].map((url) => rawWatch(url, request));
  for (const raw of raws) await raw.until(({ length }) => length > 65_000);
  return raws;
}

function sessionOf({ frame }: WatchSessionsResponse): Session | undefined {
  return frame.case === "record" ? frame.value.session : undefined;
}

function isCompleted(response: WatchSessionsResponse): boolean {
  return sessionOf(response)?.status?.state === SessionState.COMPLETED;
}

function isData({ type }: { readonly type: number }): boolean {
  return type === frameType.data;
}

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { healthRoutes } from "../../../src/rpc/health.ts";
import { HealthStatus } from "../../../src/rpc/health-status.ts";
import { listenGrpc } from "../../../src/server/grpc-transport.ts";
import { FourKinds } from "./four-kinds.ts";
import { openGrpcTrial } from "./grpc-trial-transport.ts";
import { framesOf, frameType, http2Hello, openSocket } from "./raw-socket.ts";

const stopping = { code: Code.Unavailable, rawMessage: "the server is stopping; try again" };

describe("a transport that closes", () => {
  it("without calls is closed at once, and tells its clients to go", async () => {
    const { transport, port } = await openGrpcTrial();
    const raw = openSocket(port);
    raw.socket.on("end", () => raw.socket.end());
    raw.socket.write(http2Hello);
    await raw.until((bytes) => framesOf(bytes).some(({ type }) => type === frameType.settings));
    await transport.close(60_000);
    expect(framesOf(await raw.closed).at(-1)?.type).toBe(frameType.goAway);
    await expect(dial(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("ends streams at once, lets unary calls finish, and joins a second close", async () => {
    const answer = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const trial = await openGrpcTrial({}, (router) => {
      router.service(FourKinds, {
        async one() {
          asked.resolve();
          await answer.promise;
          return { value: "done" };
        },
        async *many(_, { signal }) {
          yield { value: "first" };
          await new Promise((_resolve, reject) =>
            signal.addEventListener("abort", () => reject(signal.reason)),
          );
        },
      });
    });
    const client = createClient(FourKinds, createGrpcTransport({ baseUrl: trial.url }));
    const unary = client.one({});
    const answers = client.many({})[Symbol.asyncIterator]();
    await answers.next();
    await asked.promise;
    const closing = trial.transport.close(60_000);
    expect(trial.transport.close(0)).toBe(closing);
    // The stream ends while the unary call still waits; that goes on to its end.
    await expect(answers.next()).rejects.toMatchObject(stopping);
    answer.resolve();
    expect((await unary).value).toBe("done");
    await closing;
    expect(trial.logged).toEqual([]);
  });

  it("ends what is left when its patience does, whatever the services do", async () => {
    const never = () => new Promise<never>(() => {});
    const trial = await openGrpcTrial({}, (router) => {
      router.service(FourKinds, {
        one: never,
        async *many() {
          yield { value: "first" };
          await never();
        },
      });
    });
    const client = createClient(FourKinds, createGrpcTransport({ baseUrl: trial.url }));
    const answers = client.many({})[Symbol.asyncIterator]();
    await answers.next();
    const unary = client.one({});
    const outcomes = Promise.allSettled([unary, answers.next()]);
    // The answer to a later call on the same connection: the earlier one has arrived.
    const later = client.many({})[Symbol.asyncIterator]();
    await later.next();
    later.return?.();
    await trial.transport.close(20);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: stopping });
    }
    expect(trial.logged).toEqual([]);
  });

  it("cuts off who does not read even the end", async () => {
    const trial = await openGrpcTrial({}, (router) => {
      router.service(FourKinds, {
        async *many() {
          for (;;) yield { value: "x".repeat(50_000) };
        },
      });
    });
    const session = connectHttp2(trial.url);
    session.on("error", () => {});
    onTestFinished(() => session.destroy());
    const headers = { ":method": "POST", ":path": "/trial.FourKinds/Many" };
    const stream = session.request({ ...headers, "content-type": "application/grpc" });
    stream.on("error", () => {}).end(Buffer.alloc(5));
    await new Promise((resolve) => stream.once("response", resolve));
    await trial.transport.close(20);
    await expect(dial(trial.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("drops connections that have not said anything yet", async () => {
    const { transport, port } = await openGrpcTrial();
    const raw = openSocket(port);
    await new Promise((resolve) => raw.socket.once("connect", resolve));
    // A second connection that is served: the first has been accepted before.
    const second = openSocket(port);
    second.socket.on("end", () => second.socket.end());
    second.socket.write(http2Hello);
    await second.until((bytes) => bytes.length > 0);
    await transport.close(60_000);
    expect(await raw.closed).toHaveLength(0);
  });
});

describe("a transport at several addresses", () => {
  const log = { error: () => {}, warn: () => {} };
  const health = new HealthStatus();
  health.set("", 1);
  const routes = [healthRoutes(health)];
  const free = { host: "127.0.0.1", port: 0 };
  function freePath(): string {
    const folder = mkdtempSync(join(tmpdir(), "openbell-grpc-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, "grpc.sock");
  }

  it("serves the same at each, and leaves no socket behind", async () => {
    const path = freePath();
    const addresses = [free, { path }, { host: "::1", port: 0 }];
    const transport = await listenGrpc({ addresses, routes, log });
    const [ipv4, unix, ipv6] = transport.addresses;
    expect(ipv4).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(unix).toBe(`unix:${path}`);
    expect(ipv6).toMatch(/^\[::1\]:\d+$/);
    const onUnix = createGrpcTransport({
      baseUrl: "http://localhost",
      nodeOptions: { createConnection: () => connect({ path }) },
    });
    const others = [ipv4, ipv6].map((at) => createGrpcTransport({ baseUrl: `http://${at}` }));
    for (const client of [onUnix, ...others]) {
      expect((await createClient(Health, client).check({})).status).toBe(1);
    }
    await transport.close(1_000);
    expect(existsSync(path)).toBe(false);
  });

  it("listens at none where one cannot be had", async () => {
    const path = freePath();
    const first = await listenGrpc({ addresses: [free], routes, log });
    onTestFinished(() => first.close(0));
    const taken = { host: "127.0.0.1", port: Number(first.addresses[0]?.split(":")[1]) };
    const second = listenGrpc({ addresses: [{ path }, taken], routes, log });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect(existsSync(path)).toBe(false);
  });
});

function dial(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", reject);
    socket.on("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}

import { connect as connectHttp2, constants } from "node:http2";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { healthRoutes } from "../../../src/rpc/health.ts";
import { HealthStatus } from "../../../src/rpc/health-status.ts";
import { defaultConnectionSettings } from "../../../src/server/connection-settings.ts";
import { GrpcCalls, type RunningCall } from "../../../src/server/grpc-calls.ts";
import { collectGrpcMethods } from "../../../src/server/grpc-methods.ts";
import { createGrpcServer } from "../../../src/server/grpc-server.ts";
import { PendingBytes } from "../../../src/server/request-body.ts";
import { defaultTransportLimits } from "../../../src/server/transport-limits.ts";
import { openGrpcTrial } from "./grpc-trial-transport.ts";
import { framesOf, frameType, grpcHeaders, http2Hello, openSocket } from "./raw-socket.ts";

const check = "/grpc.health.v1.Health/Check";
const watch = "/grpc.health.v1.Health/Watch";

function openSession(url: string) {
  const session = connectHttp2(url);
  session.on("error", () => {});
  onTestFinished(() => session.destroy());
  const call = (path: string, more = {}) => {
    const headers = { ":method": "POST", ":path": path, "content-type": "application/grpc" };
    const stream = session.request({ ...headers, ...more });
    stream.on("error", () => {});
    stream.end(Buffer.alloc(5));
    return stream;
  };
  return { session, call };
}

const answered = (stream: NodeJS.EventEmitter) =>
  new Promise<Buffer>((resolve) => stream.once("data", resolve));

describe("a connection is granted", () => {
  it("so many calls at a time and headers of such a size", async () => {
    const trial = await openGrpcTrial({ maxConcurrentStreams: 7, maxHeaderBytes: 5_000 });
    const { session } = openSession(trial.url);
    const settings = await new Promise((resolve) => session.once("remoteSettings", resolve));
    expect(settings).toMatchObject({ maxConcurrentStreams: 7, maxHeaderListSize: 5_000 });
  });

  it("room for several streams at full speed", async () => {
    const trial = await openGrpcTrial();
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    const isRoom = ({ type, streamId }: { type: number; streamId: number }) =>
      type === 8 && streamId === 0;
    const received = await raw.until((bytes) => framesOf(bytes).some(isRoom));
    const more = framesOf(received).find(isRoom)?.payload.readUInt32BE(0) ?? 0;
    expect(65_535 + more).toBe(1_048_576);
  });

  it("no larger headers than that", async () => {
    const trial = await openGrpcTrial({ maxHeaderBytes: 5_000 });
    const { call, session } = openSession(trial.url);
    await new Promise((resolve) => session.once("remoteSettings", resolve));
    const stream = call(check, { "x-long": "x".repeat(6_000) });
    await new Promise((resolve) => stream.on("close", resolve));
    expect(stream.rstCode).not.toBe(constants.NGHTTP2_NO_ERROR);
    expect((await answered(call(check))).toString("hex")).toBe("00000000020801");
  });

  it("no call above the number", async () => {
    const trial = await openGrpcTrial({ maxConcurrentStreams: 2 });
    const raw = openSocket(trial.port);
    const open = [1, 3, 5].map((id) => {
      const headers = grpcHeaders(watch);
      headers.writeUInt32BE(id, 5);
      return headers;
    });
    raw.socket.write(Buffer.concat([http2Hello, ...open]));
    const isReset = ({ type }: { type: number }) => type === frameType.reset;
    const received = await raw.until((bytes) => framesOf(bytes).some(isReset));
    const resets = framesOf(received).filter(isReset);
    expect(resets.map(({ streamId, payload }) => [streamId, payload.readUInt32BE()])).toEqual([
      [5, constants.NGHTTP2_REFUSED_STREAM],
    ]);
  });
});

it("a server holds no call that is over, however it ended", async () => {
  const held = new Set<RunningCall>();
  const forgotten = Promise.withResolvers<void>();
  class CountedCalls extends GrpcCalls {
    override add(call: RunningCall): void {
      super.add(call);
      held.add(call);
    }
    override delete(call: RunningCall): void {
      super.delete(call);
      held.delete(call);
      if (held.size === 0) forgotten.resolve();
    }
  }
  const health = new HealthStatus();
  const server = createGrpcServer({
    methods: collectGrpcMethods([healthRoutes(health)]),
    connection: defaultConnectionSettings,
    limits: defaultTransportLimits,
    pending: new PendingBytes(defaultTransportLimits.pendingMaxBytes),
    running: new CountedCalls(),
    interceptors: [],
    log: { error: () => {}, warn: () => {} },
  });
  const port = createServer((socket) => server.take(socket));
  await new Promise<void>((resolve) => port.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void port.close());
  const { call } = openSession(`http://127.0.0.1:${(port.address() as AddressInfo).port}`);
  const [good, refused, left] = [call(check), call(check, { "grpc-timeout": "1n" }), call(watch)];
  await Promise.all([answered(good), answered(left)]);
  refused.resume();
  left.close(constants.NGHTTP2_CANCEL);
  await forgotten.promise;
});

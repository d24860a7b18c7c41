/** The care for connections, seen from their other end: those of the native transport. */
import { connect as connectHttp2, constants } from "node:http2";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { spreadAge } from "../../../src/server/connection-care.ts";
import { type GrpcTrial, openGrpcTrial } from "./grpc-trial-transport.ts";
import { frame, framesOf, frameType, grpcHeaders, http2Hello, openSocket } from "./raw-socket.ts";

const check = "/grpc.health.v1.Health/Check";
const watch = "/grpc.health.v1.Health/Watch";
const pingType = 6;
const ack = 1;

function openSession(trial: GrpcTrial) {
  const session = connectHttp2(trial.url);
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

describe("a connection that is quiet", () => {
  it("is asked whether it lives, and closed if it does not say so", async () => {
    const connection = { keepaliveIntervalMs: 20, keepaliveTimeoutMs: 20 };
    const trial = await openGrpcTrial({}, undefined, { connection });
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    const frames = framesOf(await raw.closed);
    expect(frames.some(({ type }) => type === pingType)).toBe(true);
  });

  it("stays when it says so", async () => {
    const connection = { keepaliveIntervalMs: 10, keepaliveTimeoutMs: 5_000 };
    const trial = await openGrpcTrial({}, undefined, { connection });
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    for (let count = 1; count <= 3; count += 1) {
      const pings = (bytes: Buffer) => framesOf(bytes).filter(({ type }) => type === pingType);
      const received = await raw.until((bytes) => pings(bytes).length >= count);
      const payload = pings(received)[count - 1]?.payload ?? Buffer.alloc(8);
      raw.socket.write(frame(pingType, ack, 0, payload));
    }
    expect(framesOf(raw.received()).some(({ type }) => type === frameType.goAway)).toBe(false);
  });

  it("may ask the server as often, without a call", async () => {
    const trial = await openGrpcTrial();
    const { session, call } = openSession(trial);
    await new Promise((resolve) => session.once("connect", resolve));
    for (let i = 0; i < 20; i += 1) {
      await new Promise<void>((resolve, reject) => {
        session.ping((error) => (error ? reject(error) : resolve()));
      });
    }
    expect((await answered(call(check))).toString("hex")).toBe("00000000020801");
  });

  it("is told to go when it has no call for long", async () => {
    const trial = await openGrpcTrial({ idleTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    expect(framesOf(await raw.closed).at(-1)?.type).toBe(frameType.goAway);
  });

  it("is told to go once its last call has been over for long", async () => {
    const trial = await openGrpcTrial({ idleTimeoutMs: 40 });
    const { session, call } = openSession(trial);
    const stream = call(watch);
    await answered(stream);
    const idle = openSocket(trial.port);
    idle.socket.write(http2Hello);
    await idle.closed;
    const told = new Promise((resolve) => session.on("goaway", resolve));
    stream.close(constants.NGHTTP2_CANCEL);
    expect(await told).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it("with an open stream stays, and takes further calls", async () => {
    const trial = await openGrpcTrial({ idleTimeoutMs: 40 });
    const { session, call } = openSession(trial);
    let toldToGo = false;
    session.on("goaway", () => {
      toldToGo = true;
    });
    await answered(call(watch));
    // A connection without a stream, opened later, is closed: so time was up for this one too.
    const idle = openSocket(trial.port);
    idle.socket.write(http2Hello);
    await idle.closed;
    await answered(call(check));
    expect(toldToGo).toBe(false);
  });
});

describe("a connection that is old, or told to go,", () => {
  it("is told to make new calls elsewhere, and keeps the calls that it has", async () => {
    const trial = await openGrpcTrial({}, undefined, { connection: { maxAgeMs: 100 } });
    const { session, call } = openSession(trial);
    const stream = call(watch);
    const told = new Promise<number>((resolve) => session.on("goaway", resolve));
    await answered(stream);
    expect(await told).toBe(constants.NGHTTP2_NO_ERROR);
    const next = answered(stream);
    trial.health.set("", 2);
    expect((await next).toString("hex")).toBe("00000000020802");
  });

  it("loses no call that it made before it knew: that is told apart", async () => {
    const trial = await openGrpcTrial();
    const raw = openSocket(trial.port);
    const call = (id: number, body: Buffer) => {
      const headers = grpcHeaders(check);
      headers.writeUInt32BE(id, 5);
      return Buffer.concat([headers, body]);
    };
    raw.socket.write(Buffer.concat([http2Hello, call(1, Buffer.alloc(0))]));
    await raw.until((bytes) => framesOf(bytes).some(({ type }) => type === frameType.settings));
    trial.transport.drain();
    await raw.until((bytes) => framesOf(bytes).some(({ type }) => type === frameType.goAway));
    raw.socket.write(call(3, frame(frameType.data, 1, 3, Buffer.alloc(5))));
    raw.socket.write(frame(frameType.data, 1, 1, Buffer.alloc(5)));
    const frames = framesOf(await raw.closed);
    const goAway = frames.find(({ type }) => type === frameType.goAway);
    // The last call that is served: by HTTP/2 a client may repeat all later ones elsewhere.
    expect(goAway?.payload.readUInt32BE(0)).toBe(1);
    const answers = frames.filter(({ type }) => type === frameType.data);
    expect(answers.map(({ streamId }) => streamId)).toEqual([1]);
  });

  it("loses them after the grace", async () => {
    const connection = { maxAgeMs: 20, maxAgeGraceMs: 20 };
    const trial = await openGrpcTrial({}, undefined, { connection });
    const { session, call } = openSession(trial);
    call(watch);
    await new Promise((resolve) => session.on("close", resolve));
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    expect((await client.check({})).status).toBe(1);
  });
});

describe("ages", () => {
  it("differ by up to a tenth, in both directions", () => {
    expect([0, 0.5, 1].map((random) => Math.round(spreadAge(1_000, random)))).toEqual([
      900, 1_000, 1_100,
    ]);
  });
});

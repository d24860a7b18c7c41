import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { type GrpcTrial, openGrpcTrial } from "./grpc-trial-transport.ts";
import { frame, framesOf, frameType, grpcHeaders, http2Hello, openSocket } from "./raw-socket.ts";

const check = "/grpc.health.v1.Health/Check";

async function expectGood({ url }: GrpcTrial) {
  const client = createClient(Health, createGrpcTransport({ baseUrl: url }));
  expect((await client.check({})).status).toBe(1);
}

describe("a connection", () => {
  it("may send one byte at a time", async () => {
    const trial = await openGrpcTrial();
    const raw = openSocket(trial.port);
    const call = Buffer.concat([http2Hello, grpcHeaders(check)]);
    await raw.writeBytewise(Buffer.concat([call, frame(frameType.data, 1, 1, Buffer.alloc(5))]));
    const received = await raw.until((bytes) =>
      framesOf(bytes).some(({ type }) => type === frameType.data),
    );
    const data = framesOf(received).find(({ type }) => type === frameType.data);
    expect(data?.payload.toString("hex")).toBe("00000000020801");
  });

  it("of HTTP/1.1 is told where to go", async () => {
    const trial = await openGrpcTrial();
    const raw = openSocket(trial.port);
    raw.socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    const [head = "", body = ""] = (await raw.closed).toString().split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 505 /);
    const { message, details } = JSON.parse(body);
    expect(message).toContain("HTTP address");
    expect(details).toMatchObject([{ debug: { reason: "PROTOCOL_NOT_SUPPORTED" } }]);
    await expectGood(trial);
  });

  it.each([
    ["noise", Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "latin1")],
    ["a preface with a flaw", Buffer.from("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n")],
    ["a frame that is none", Buffer.concat([http2Hello, Buffer.alloc(30, 0xff)])],
    ["headers that are none", Buffer.concat([http2Hello, frame(1, 4, 1, Buffer.alloc(9, 0xff))])],
  ])("of %s harms nobody else", async (_, bytes) => {
    const trial = await openGrpcTrial();
    const raw = openSocket(trial.port);
    raw.socket.write(bytes);
    await raw.closed;
    await expectGood(trial);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["half a preface", Buffer.from("PRI * HT")],
    ["a preface and no settings", Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")],
  ])("that says %s is closed when time is up", async (_, bytes) => {
    const trial = await openGrpcTrial({ handshakeTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write(bytes);
    await raw.closed;
    await expectGood(trial);
  });

  it("that was ended here and is not ended there gives its place to others", async () => {
    const trial = await openGrpcTrial({
      maxConnections: 1,
      idleTimeoutMs: 20,
      handshakeTimeoutMs: 200,
    });
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    await raw.closed;
    for (;;) {
      const next = openSocket(trial.port);
      next.socket.write(http2Hello);
      // Dropped while the place is taken.
      const answer = next.until((bytes) => bytes.length > 0);
      if ((await Promise.race([answer, next.closed])).length > 0) break;
    }
    expect(raw.socket.writable).toBe(true);
  });

  it("above the limit is closed at once", async () => {
    const trial = await openGrpcTrial({ maxConnections: 2 });
    const open = [openSocket(trial.port), openSocket(trial.port)];
    for (const raw of open) {
      raw.socket.write(http2Hello);
      await raw.until((bytes) => bytes.length > 0);
    }
    expect(await openSocket(trial.port).closed).toHaveLength(0);
    expect(trial.logged).toEqual(["warn too many connections"]);
  });
});

import { connect as connectHttp2 } from "node:http2";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { defaultConnectionSettings } from "../../../src/server/connection-settings.ts";
import { openHttpPort } from "../../../src/server/http-port.ts";
import { defaultTransportLimits } from "../../../src/server/transport-limits.ts";
import {
  frame,
  framesOf,
  frameType,
  grpcHeaders,
  http2Hello,
  http2Preface,
  openSocket,
} from "./raw-socket.ts";
import { openTrialTransport, type TrialTransport } from "./trial-transport.ts";

async function expectGood({ url }: TrialTransport) {
  const client = createClient(Health, createGrpcTransport({ baseUrl: url }));
  expect((await client.check({})).status).toBe(1);
}

const check = "/grpc.health.v1.Health/Check";
const http1Check = Buffer.from(
  `POST ${check} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    "content-length: 2\r\nconnection: close\r\n\r\n{}",
);
const hasFrame = (type: number) => (received: Buffer) =>
  framesOf(received).some((each) => each.type === type);

/** The body of a hand-written answer of HTTP/1.1, and its status. */
function parseHttp1(received: Buffer) {
  const [head = "", body = ""] = received.toString().split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), error: JSON.parse(body) };
}

describe("the first bytes of a connection", () => {
  it("are HTTP/1.1, one at a time", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    await raw.writeBytewise(http1Check);
    const received = (await raw.closed).toString();
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/\{"status":"SERVING"\}$/);
  });

  it("are HTTP/2, one at a time", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    await raw.writeBytewise(http2Hello);
    await raw.writeBytewise(grpcHeaders(check));
    await raw.writeBytewise(frame(frameType.data, 1, 1, Buffer.alloc(5)));
    const received = await raw.until(hasFrame(frameType.data));
    const data = framesOf(received).find((each) => each.type === frameType.data);
    expect(data?.payload.toString("hex")).toBe("00000000020801");
  });

  it("are HTTP/2 with a call, all at once", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const call = [grpcHeaders(check), frame(frameType.data, 1, 1, Buffer.alloc(5))];
    raw.socket.write(Buffer.concat([http2Hello, ...call]));
    await raw.until(hasFrame(frameType.data));
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a part of the preface", http2Preface.subarray(0, 20)],
    ["a preface without settings", http2Preface],
  ])("are %s, until time is up", async (_, bytes) => {
    const trial = await openTrialTransport({ handshakeTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write(bytes);
    await raw.closed;
    await expectGood(trial);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a part of the preface", http2Preface.subarray(0, 20)],
  ])("are %s, and then the client goes", async (_, bytes) => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    raw.socket.end(bytes);
    await raw.closed;
    await expectGood(trial);
  });

  it.each([
    ["noise", Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "latin1")],
    ["text", Buffer.from("hello?\r\n\r\n")],
    ["a preface with a flaw", Buffer.from("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n")],
  ])("are %s", async (_, bytes) => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    raw.socket.write(bytes);
    const { status, error } = parseHttp1(await raw.closed);
    expect(status).toBe(400);
    expect(error.details).toMatchObject([{ debug: { reason: "MALFORMED_REQUEST" } }]);
    await expectGood(trial);
  });
});

describe("a head of HTTP/1.1", () => {
  it("that is too large is refused", async () => {
    const trial = await openTrialTransport({ maxHeaderBytes: 1_000 });
    const raw = openSocket(trial.port);
    raw.socket.write(`GET / HTTP/1.1\r\nx: ${"a".repeat(2_000)}\r\n\r\n`);
    const { status, error } = parseHttp1(await raw.closed);
    expect(status).toBe(431);
    expect(error.details[0].debug).toMatchObject({
      reason: "MESSAGE_TOO_LARGE",
      metadata: { limit_bytes: "1000" },
    });
  });

  it("that does not end is refused when time is up", async () => {
    const trial = await openTrialTransport({ handshakeTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write("GET / HTTP/1.1\r\nhost: local");
    const { status, error } = parseHttp1(await raw.closed);
    expect(status).toBe(408);
    expect(error.details).toMatchObject([{ debug: { reason: "DEADLINE_EXCEEDED" } }]);
  });

  it("with too many headers is refused", async () => {
    const trial = await openTrialTransport({ maxHeaderPairs: 5 });
    const raw = openSocket(trial.port);
    const many = Array.from({ length: 6 }, (_, i) => `x-${i}: 1\r\n`).join("");
    const text = http1Check.toString().replace("host:", `${many}host:`);
    raw.socket.write(text);
    const received = (await raw.closed).toString();
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).toContain("MALFORMED_REQUEST");
  });
});

describe("a connection of HTTP/2", () => {
  it("that has no call is told to go", async () => {
    const trial = await openTrialTransport({ idleTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write(http2Hello);
    expect(framesOf(await raw.closed).at(-1)?.type).toBe(frameType.goAway);
  });

  it("with an open stream stays, and takes further calls", async () => {
    const trial = await openTrialTransport({ idleTimeoutMs: 40 });
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const call = (path: string) => {
      const headers = { ":method": "POST", ":path": path, "content-type": "application/grpc" };
      const stream = session.request(headers);
      stream.end(Buffer.alloc(5));
      return new Promise((resolve) => stream.once("data", resolve));
    };
    let toldToGo = false;
    session.on("goaway", () => {
      toldToGo = true;
    });
    await call("/grpc.health.v1.Health/Watch");
    // A connection without a stream, opened later, is closed: so time was up for this one too.
    const idle = openSocket(trial.port);
    idle.socket.write(http2Hello);
    await idle.closed;
    await call(check);
    expect(toldToGo).toBe(false);
  });

  it("with too many headers loses the stream", async () => {
    const trial = await openTrialTransport({ maxHeaderPairs: 10 });
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x-${i}`, "1"]));
    const stream = session.request({ ":path": check, ":method": "POST", ...many });
    const code = await new Promise((resolve) => {
      stream.on("error", () => {});
      stream.on("close", () => resolve(stream.rstCode));
    });
    expect(code).not.toBe(0);
    await expectGood(trial);
  });
});

describe("the port", () => {
  it("takes no more connections than its limit", async () => {
    const trial = await openTrialTransport({ maxConnections: 2 });
    const [first, second] = [openSocket(trial.port), openSocket(trial.port)];
    first.socket.write("P");
    second.socket.write("P");
    await Promise.all([first, second].map(({ socket }) => opened(socket)));
    expect(await openSocket(trial.port).closed).toHaveLength(0);
    expect(trial.logged).toEqual(["warn too many connections"]);
  });

  it("fails to open where another listens", async () => {
    const trial = await openTrialTransport();
    const options = {
      address: { host: "127.0.0.1", port: trial.port },
      limits: defaultTransportLimits,
      connection: defaultConnectionSettings,
      log: { error: () => {}, warn: () => {} },
      onRequest: () => {},
    };
    await expect(openHttpPort(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

async function opened(socket: ReturnType<typeof openSocket>["socket"]): Promise<void> {
  if (socket.connecting) await new Promise((resolve) => socket.once("connect", resolve));
}

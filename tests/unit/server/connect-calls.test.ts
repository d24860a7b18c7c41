import { connect as connectHttp2, constants } from "node:http2";
import { Code, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { ServerReflection } from "../../../gen/ts/grpc/reflection/v1/reflection_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { callHttp1, callHttp2, envelope, rawProtocols, readStatus } from "./raw-calls.ts";
import { frame, framesOf, frameType, grpcHeaders, http2Hello, openSocket } from "./raw-socket.ts";
import { openTrialTransport, type TrialTransport } from "./trial-transport.ts";

const check = "/grpc.health.v1.Health/Check";
const reflect = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

async function expectGood({ url }: TrialTransport) {
  const client = createClient(Health, createGrpcTransport({ baseUrl: url }));
  expect((await client.check({})).status).toBe(1);
}

/** DATA frames of so many bytes each. */
function dataFrames(body: Buffer, bytes: number): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at < body.length; at += bytes) {
    const isLast = at + bytes >= body.length;
    frames.push(frame(frameType.data, isLast ? 1 : 0, 1, body.subarray(at, at + bytes)));
  }
  return Buffer.concat(frames);
}

/** A request of reflection that is not understood, of so many bytes; its answer says so. */
const longRequest = (bytes: number) => envelope(Buffer.concat([unknownField(bytes - 5)]));

/** Field 100, of bytes. */
function unknownField(bytes: number): Buffer {
  const length = bytes - 5;
  const tag = Buffer.of(
    0xa2,
    0x06,
    (length & 0x7f) | 0x80,
    ((length >> 7) & 0x7f) | 0x80,
    length >> 14,
  );
  return Buffer.concat([tag, Buffer.alloc(length)]);
}

describe("a body in small pieces", () => {
  it("is read", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const body = dataFrames(longRequest(64_000), 100);
    raw.socket.write(Buffer.concat([http2Hello, grpcHeaders(check), body]));
    const received = await raw.until((bytes) =>
      framesOf(bytes).some(({ type }) => type === frameType.data),
    );
    const data = framesOf(received).find(({ type }) => type === frameType.data);
    expect(data?.payload.toString("hex")).toBe("00000000020801");
  });

  it("of one byte each is stopped, where one message is expected", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const body = dataFrames(longRequest(64_000), 1);
    raw.socket.write(Buffer.concat([http2Hello, grpcHeaders(check), body]));
    const received = await raw.until((bytes) =>
      framesOf(bytes).some(({ type }) => type === frameType.reset),
    );
    const reset = framesOf(received).find(({ type }) => type === frameType.reset);
    expect(reset?.payload.readUInt32BE()).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    await expectGood(trial);
    expect(trial.logged).toEqual([]);
  });

  it("of one byte each is read in time that is linear, where messages are a stream", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const before = process.cpuUsage();
    raw.socket.write(
      Buffer.concat([http2Hello, grpcHeaders(reflect), dataFrames(longRequest(64_000), 1)]),
    );
    await raw.until((bytes) => framesOf(bytes).some(({ type }) => type === frameType.data));
    // Of the processor, whatever else the machine does: twenty-five seconds where the cost is
    // quadratic; a twentieth of this where it is not.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(10);
  });

  it("of HTTP/1.1 is read", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const json = `${" ".repeat(20_000)}{}`;
    raw.socket.write(
      `POST ${check} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
        "connection: close\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    raw.socket.write(`${[...json].map((char) => `1\r\n${char}\r\n`).join("")}0\r\n\r\n`);
    expect((await raw.closed).toString()).toMatch(/\{"status":"SERVING"\}$/);
  });
});

describe("a body that does not end", () => {
  it.each(rawProtocols.map((protocol) => [protocol.name, protocol] as const))(
    "in %s is refused when time is up, and its stream let go",
    async (_, protocol) => {
      const trial = await openTrialTransport({ bodyTimeoutMs: 40 });
      const headers = { ":path": protocol.path, "content-type": protocol.contentType };
      const answer = await callHttp2(trial.url, headers, [Buffer.alloc(3)], false);
      const status = readStatus(answer);
      expect(status).toMatchObject({
        code: "DeadlineExceeded",
        infos: [{ reason: "DEADLINE_EXCEEDED" }],
      });
      await expectGood(trial);
    },
  );

  it("of HTTP/1.1 is refused when time is up", async () => {
    const trial = await openTrialTransport({ bodyTimeoutMs: 40, handshakeTimeoutMs: 40 });
    const raw = openSocket(trial.port);
    raw.socket.write(
      `POST ${check} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
        'content-length: 100\r\n\r\n{"service":',
    );
    const received = (await raw.until((bytes) => bytes.includes("DEADLINE_EXCEEDED"))).toString();
    expect(received).toMatch(/^HTTP\/1\.1 504 /);
  });

  it("is refused at the deadline of the call, if that is earlier", async () => {
    const trial = await openTrialTransport({ bodyTimeoutMs: 60_000 });
    const headers = { ":path": check, "content-type": "application/grpc", "grpc-timeout": "40m" };
    const answer = await callHttp2(trial.url, headers, [Buffer.alloc(3)], false);
    expect(readStatus(answer).infos).toMatchObject([{ reason: "DEADLINE_EXCEEDED" }]);
  });

  it("is refused within a message of a stream, but not between two", async () => {
    const trial = await openTrialTransport({ bodyTimeoutMs: 40 });
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const headers = { ":method": "POST", ":path": reflect, "content-type": "application/grpc" };
    const stream = session.request(headers, { endStream: false });
    const trailers = new Promise<Record<string, unknown>>((resolve) =>
      stream.on("trailers", resolve),
    );
    const answered = () => new Promise((resolve) => stream.once("data", resolve));
    stream.write(envelope(Buffer.of(0x3a, 0)));
    await answered();
    // Another call runs into the time limit meanwhile, and this one does not.
    const other = { ":path": check, "content-type": "application/grpc" };
    await callHttp2(trial.url, other, [Buffer.alloc(3)], false);
    stream.write(envelope(Buffer.of(0x3a, 0)));
    await answered();
    stream.write(Buffer.alloc(3));
    expect((await trailers)["grpc-status"]).toBe("4");
  });
});

describe("a refused call", () => {
  it("of HTTP/1.1 whose body goes on still gets its answer", async () => {
    const trial = await openTrialTransport({ readMaxBytes: 1_000 });
    const raw = openSocket(trial.port);
    raw.socket.write(
      `POST ${check} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
        `transfer-encoding: chunked\r\n\r\n7d0\r\n${" ".repeat(2_000)}\r\n`,
    );
    const received = (await raw.until((bytes) => bytes.includes("MESSAGE_TOO_LARGE"))).toString();
    expect(received).toMatch(/^HTTP\/1\.1 429 /);
  });

  it("whose body is withheld is let go", async () => {
    const trial = await openTrialTransport();
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const headers = { ":method": "POST", ":path": "/nowhere", "content-type": "application/grpc" };
    const stream = session.request(headers, { endStream: false });
    stream.resume();
    await new Promise((resolve) => stream.on("close", resolve));
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it("to a path that is no address does not harm the server", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    raw.socket.write("GET // HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n");
    expect((await raw.closed).toString()).toContain("MALFORMED_REQUEST");
    await expectGood(trial);
  });

  it("of both directions over HTTP/1.1 says what it needs", async () => {
    const trial = await openTrialTransport();
    const headers = { ":path": reflect, "content-type": "application/connect+proto" };
    const status = readStatus(await callHttp1(trial.url, headers, Buffer.alloc(0)));
    expect(status).toMatchObject({
      code: "Unimplemented",
      infos: [{ reason: "PROTOCOL_NOT_SUPPORTED" }],
    });
    expect(status.message).toContain("HTTP/2");
  });

  it("is one too many for the memory of the server", async () => {
    const trial = await openTrialTransport({ pendingMaxBytes: 1_000 });
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const headers = { ":path": check, "content-type": "application/grpc" };
    const half = envelope(unknownField(800)).subarray(0, 600);
    const answers = [1, 2].map(() => {
      const stream = session.request({ ":method": "POST", ...headers }, { endStream: false });
      stream.write(half);
      stream.on("error", () => {});
      return new Promise((resolve) => stream.on("trailers", resolve));
    });
    // Two halves are too much; one of them may stay, whichever was first.
    expect(await Promise.race(answers)).toMatchObject({ "grpc-status": "8" });
  });

  it("gives back the memory that it held", async () => {
    const trial = await openTrialTransport({ pendingMaxBytes: 1_000, bodyTimeoutMs: 20 });
    const headers = { ":path": check, "content-type": "application/grpc" };
    const half = envelope(unknownField(800)).subarray(0, 600);
    for (let i = 0; i < 3; i += 1) {
      const answer = await callHttp2(trial.url, headers, [half], false);
      expect(readStatus(answer).infos).toMatchObject([{ reason: "DEADLINE_EXCEEDED" }]);
    }
  });
});

describe("a call with its message in the address", () => {
  const openSessions = () =>
    openTrialTransport({}, (router) => {
      router.service(SessionService, {
        getSession: ({ sessionId }) => ({ session: { sessionId } }),
      });
    });
  const path = "/openbell.v1.SessionService/GetSession";
  const get = (url: string, query: string) =>
    callHttp1(url, { ":method": "GET", ":path": `${path}?${query}` }, Buffer.alloc(0));

  it("is answered", async () => {
    const { url } = await openSessions();
    const message = encodeURIComponent('{"sessionId":"ses_1"}');
    const answer = await get(url, `connect=v1&encoding=json&message=${message}`);
    expect(JSON.parse(answer.body.toString())).toEqual({ session: { sessionId: "ses_1" } });
  });

  it.each([
    ["connect=v1", "MALFORMED_REQUEST"],
    ["connect=v1&encoding=xml&message=", "MALFORMED_REQUEST"],
    ["connect=v1&encoding=proto&base64=1&message=%00", "MALFORMED_REQUEST"],
    ["connect=v1&encoding=proto&base64=1&message=_____w", "MALFORMED_REQUEST"],
    ["connect=v1&encoding=json&message=%7B", "MALFORMED_REQUEST"],
    ["connect=v1&encoding=json&compression=br&message=", "COMPRESSION_NOT_SUPPORTED"],
    ["connect=v1&encoding=json&compression=gzip&message=abc", "MALFORMED_REQUEST"],
  ])("is refused: %s", async (query, reason) => {
    const { url } = await openSessions();
    expect(readStatus(await get(url, query)).infos).toMatchObject([{ reason }]);
  });

  it("is refused where the method changes something", async () => {
    const { url } = await openSessions();
    const headers = { ":method": "GET", ":path": "/openbell.v1.SessionService/CreateSession" };
    const answer = await callHttp1(url, headers, Buffer.alloc(0));
    expect(answer.httpStatus).toBe(405);
    expect(answer.headers.allow).toBe("POST");
  });
});

describe("a caller that does not read its answers", () => {
  it("is cut off, and its service let go", async () => {
    const ended = Promise.withResolvers<void>();
    const trial = await openTrialTransport({ stalledReaderTimeoutMs: 40 }, (router) => {
      router.service(ServerReflection, {
        async *serverReflectionInfo() {
          try {
            for (;;) yield { validHost: "x".repeat(50_000) };
          } finally {
            ended.resolve();
          }
        },
      });
    });
    const session = connectHttp2(trial.url);
    onTestFinished(() => session.destroy());
    const headers = { ":method": "POST", ":path": reflect, "content-type": "application/grpc" };
    const stream = session.request(headers, { endStream: false });
    stream.on("error", () => {});
    await ended.promise;
    await new Promise((resolve) => stream.on("close", resolve));
    expect(stream.rstCode).toBe(constants.NGHTTP2_CANCEL);
    expect(trial.logged).toEqual([]);
  });

  it("and goes away lets its service go", async () => {
    const ended = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const trial = await openTrialTransport({}, (router) => {
      router.service(ServerReflection, {
        async *serverReflectionInfo() {
          try {
            started.resolve();
            for (;;) yield { validHost: "x".repeat(50_000) };
          } finally {
            ended.resolve();
          }
        },
      });
    });
    const session = connectHttp2(trial.url);
    const headers = { ":method": "POST", ":path": reflect, "content-type": "application/grpc" };
    session.request(headers, { endStream: false }).on("error", () => {});
    await started.promise;
    session.destroy();
    await ended.promise;
    expect(trial.logged).toEqual([]);
  });
});

describe("a caller of a quiet stream", () => {
  const watch = "/grpc.health.v1.Health/Watch";
  const body = envelope(Buffer.alloc(0));
  const openQuiet = async () => {
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        async *watch(_, { signal }) {
          yield { status: 1 };
          started.resolve();
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          ended.resolve();
        },
      });
    });
    return { ...trial, started: started.promise, ended: ended.promise };
  };
  const calls = {
    "HTTP/1.1": Buffer.concat([
      Buffer.from(
        `POST ${watch} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n` +
          "content-type: application/connect+proto\r\n\r\n",
      ),
      body,
    ]),
    "HTTP/2": Buffer.concat([http2Hello, grpcHeaders(watch), frame(frameType.data, 1, 1, body)]),
  };

  it.each(Object.entries(calls))(
    "who ends its connection lets the service go: %s",
    async (_, call) => {
      const trial = await openQuiet();
      const raw = openSocket(trial.port);
      raw.socket.write(call);
      await trial.started;
      raw.socket.end();
      await trial.ended;
      expect(trial.logged).toEqual([]);
    },
  );

  it.each(Object.entries(calls))(
    "whose connection breaks lets the service go: %s",
    async (_, call) => {
      const trial = await openQuiet();
      const raw = openSocket(trial.port);
      raw.socket.write(call);
      await trial.started;
      raw.socket.resetAndDestroy();
      await trial.ended;
      expect(trial.logged).toEqual([]);
    },
  );
});

const stopping = { code: Code.Unavailable, rawMessage: "the server is stopping; try again" };

describe("noise within an answer of HTTP/1.1", () => {
  it("ends the connection, and adds nothing to the answer", async () => {
    const started = Promise.withResolvers<void>();
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        async *watch(_, { signal }) {
          yield { status: 1 };
          started.resolve();
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        },
      });
    });
    const raw = openSocket(trial.port);
    raw.socket.write(
      "POST /grpc.health.v1.Health/Watch HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n" +
        "content-type: application/connect+proto\r\n\r\n\0\0\0\0\0",
    );
    await started.promise;
    raw.socket.write("noise\r\n\r\n");
    expect((await raw.closed).toString().match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe("closing", () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });

  it("ends streams at once with a reason, and waits for unary calls", async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        async check() {
          started.resolve();
          await finish.promise;
          return { status: 1 };
        },
        async *watch(_, { signal }) {
          yield { status: 1 };
          await untilAborted(signal);
        },
      });
    });
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    const unary = client.check({});
    const frames = client.watch({})[Symbol.asyncIterator]();
    await frames.next();
    await started.promise;
    const idle = openSocket(trial.port);
    await new Promise((resolve) => idle.socket.once("connect", resolve));
    const closed = trial.transport.close(60_000);
    await expect(frames.next()).rejects.toMatchObject(stopping);
    await idle.closed;
    finish.resolve();
    expect(await unary).toMatchObject({ status: 1 });
    await closed;
    await expect(fetch(trial.url)).rejects.toThrow();
  });

  it("ends unary calls when the grace is over, and cuts off what does not listen", async () => {
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        check: () => new Promise(() => {}),
        async *watch() {
          yield { status: 1 };
          await new Promise(() => {});
        },
      });
    });
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    const unary = client.check({});
    const frames = client.watch({})[Symbol.asyncIterator]();
    await frames.next();
    const lost = expect(frames.next()).rejects.toThrow();
    const ended = expect(unary).rejects.toMatchObject(stopping);
    const closed = trial.transport.close(20);
    expect(trial.transport.close(60_000)).toBe(closed);
    await closed;
    await Promise.all([ended, lost]);
  });

  it("that only drains says goodbye on every connection, and lets calls go on", async () => {
    const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const finish = Promise.withResolvers<void>();
    let calls = 0;
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        async check() {
          started[calls++]?.resolve();
          await finish.promise;
          return { status: 1 };
        },
        async *watch(_, { signal }) {
          yield { status: 1 };
          await finish.promise;
          expect(signal.aborted).toBe(false);
          yield { status: 2 };
        },
      });
    });
    const http1 = openSocket(trial.port);
    http1.socket.write(
      "POST /grpc.health.v1.Health/Check HTTP/1.1\r\nhost: localhost\r\n" +
        "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
    );
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    const frames = client.watch({})[Symbol.asyncIterator]();
    await frames.next();
    const unary = client.check({});
    await Promise.all(started.map(({ promise }) => promise));
    const http2 = openSocket(trial.port);
    http2.socket.on("end", () => http2.socket.end());
    http2.socket.write(http2Hello);
    await http2.until((bytes) => framesOf(bytes).some(({ type }) => type === frameType.settings));
    trial.transport.drain();
    expect(framesOf(await http2.closed).at(-1)?.type).toBe(frameType.goAway);
    finish.resolve();
    expect((await frames.next()).value?.status).toBe(2);
    expect((await frames.next()).done).toBe(true);
    expect((await unary).status).toBe(1);
    expect(String(await http1.closed)).toMatch(
      /^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i,
    );
    await trial.transport.close(60_000);
  });

  it("closes a connection of HTTP/1.1 after the call that it was in", async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const trial = await openTrialTransport({}, (router) => {
      router.service(Health, {
        async *watch() {
          yield { status: 1 };
          started.resolve();
          await finish.promise;
        },
      });
    });
    const raw = openSocket(trial.port);
    raw.socket.write(
      "POST /grpc.health.v1.Health/Watch HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n" +
        "content-type: application/connect+proto\r\n\r\n\0\0\0\0\0",
    );
    await started.promise;
    const closed = trial.transport.close(60_000);
    finish.resolve();
    expect((await raw.closed).toString()).toMatch(/\{\}\r\n0\r\n\r\n$/);
    await closed;
  });

  it("does not wait for idle connections of HTTP/1.1", async () => {
    const trial = await openTrialTransport();
    const raw = openSocket(trial.port);
    const keepAlive =
      `POST ${check} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
      "content-length: 2\r\n\r\n{}";
    raw.socket.write(keepAlive);
    await raw.until((bytes) => bytes.includes("SERVING"));
    await trial.transport.close(60_000);
  });
});

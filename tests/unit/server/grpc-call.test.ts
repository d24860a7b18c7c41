import { type ClientHttp2Stream, constants } from "node:http2";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it } from "vitest";
import { RetryInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { refusalError } from "../../../src/rpc/error-map.ts";
import { FourKinds, pathOf } from "./four-kinds.ts";
import {
  closed,
  grpc,
  type Kinds,
  openKinds,
  openStream,
  text,
  trailersOf,
} from "./four-kinds-calls.ts";
import { type GrpcTrial, openGrpcTrial } from "./grpc-trial-transport.ts";
import { callHttp2, envelope, readStatus } from "./raw-calls.ts";
import { frame, framesOf, frameType, grpcHeaders, http2Hello, openSocket } from "./raw-socket.ts";

const info = (reason: string, metadata = {}) => [{ reason, domain: "openbell.dev", metadata }];

const kinds = ["One", "Many", "Sum", "Talk"] as const;
type Behaviour = (signal: AbortSignal) => Promise<string>;

/** All four methods do this; those that stream have read a first message. */
const behaving = (behave: Behaviour): Kinds => ({
  one: async (_, { signal }) => ({ value: await behave(signal) }),
  async *many(_, { signal }) {
    yield { value: await behave(signal) };
  },
  async sum(requests, { signal }) {
    await requests[Symbol.asyncIterator]().next();
    return { value: await behave(signal) };
  },
  async *talk(requests, { signal }) {
    await requests[Symbol.asyncIterator]().next();
    yield { value: await behave(signal) };
  },
});

async function call(trial: GrpcTrial, kind: (typeof kinds)[number], headers = {}) {
  const all = { ":path": pathOf(kind), ...grpc, ...headers };
  return readStatus(await callHttp2(trial.url, all, [text("x")]));
}

/** A service that listens to its signal and to nothing else. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

describe.each(kinds)("a service whose method %s", (kind) => {
  it("throws something else tells no more than that, and is logged", async () => {
    const trial = await openKinds(behaving(() => Promise.reject(new Error("password is hunter2"))));
    expect(await call(trial, kind)).toEqual({
      code: "Internal",
      message: "internal error",
      infos: info("INTERNAL"),
    });
    expect(trial.logged).toEqual([
      "error a call failed with an internal error: password is hunter2",
    ]);
  });

  it("refuses is passed on as it is", async () => {
    const metadata = { session_id: "ses_1" };
    const refusal = { reason: ErrorReason.SESSION_NOT_FOUND, message: "keine ses_ü%", metadata };
    const trial = await openKinds(behaving(() => Promise.reject(refusalError(refusal))));
    expect(await call(trial, kind)).toEqual({
      code: "NotFound",
      message: "keine ses_ü%",
      infos: info("SESSION_NOT_FOUND", metadata),
    });
    expect(trial.logged).toEqual([]);
  });

  it("refuses with a detail that is none is a defect", async () => {
    const refusal = refusalError({
      reason: ErrorReason.SESSION_NOT_FOUND,
      message: "no such session",
      metadata: {},
    });
    const value = { retryDelay: { seconds: "soon" } } as never;
    refusal.details.push({ desc: RetryInfoSchema, value });
    const trial = await openKinds(behaving(() => Promise.reject(refusal)));
    expect(await call(trial, kind)).toMatchObject({ code: "Internal", infos: info("INTERNAL") });
    expect(trial.logged).toHaveLength(1);
  });

  it("throws a status without a reason is treated as a defect", async () => {
    const upstream = new ConnectError("from upstream", Code.PermissionDenied);
    const trial = await openKinds(behaving(() => Promise.reject(upstream)));
    expect(await call(trial, kind)).toMatchObject({ code: "Internal", infos: info("INTERNAL") });
    expect(trial.logged).toHaveLength(1);
  });

  it("answers too much is cut short, and is logged", async () => {
    const trial = await openKinds(
      behaving(async () => "long"),
      { writeMaxBytes: 5 },
    );
    expect(await call(trial, kind)).toMatchObject({
      code: "ResourceExhausted",
      infos: info("MESSAGE_TOO_LARGE", { limit_bytes: "5" }),
    });
    expect(trial.logged).toHaveLength(1);
  });

  it("fails after its first answer tells that behind the answer", async () => {
    const trial = await openKinds({
      async *many() {
        yield { value: "first" };
        throw new Error("second");
      },
      async *talk() {
        yield { value: "first" };
        throw new Error("second");
      },
    });
    if (kind === "One" || kind === "Sum") return;
    const { stream } = openStream(trial, kind);
    stream.write(kind === "Many" ? text("x") : Buffer.alloc(3));
    if (kind === "Many") stream.end();
    const trailers = trailersOf(stream);
    let bytes = Buffer.alloc(0);
    stream.on("data", (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
    });
    expect((await trailers)["grpc-status"]).toBe("13");
    await closed(stream);
    expect(bytes).toEqual(text("first"));
    expect(trial.logged).toEqual(["error a call failed with an internal error: second"]);
  });

  it("outlives the deadline of its caller is interrupted", async () => {
    const reasons: unknown[] = [];
    const trial = await openKinds(
      behaving((signal) => {
        signal.addEventListener("abort", () => reasons.push(signal.reason));
        return untilAborted(signal);
      }),
    );
    expect(await call(trial, kind, { "grpc-timeout": "40m" })).toMatchObject({
      code: "DeadlineExceeded",
      infos: info("DEADLINE_EXCEEDED"),
    });
    expect(reasons).toMatchObject([{ code: Code.DeadlineExceeded }]);
    expect(trial.logged).toEqual([]);
  });

  it("does not look at its signal ends for its caller all the same", async () => {
    const trial = await openKinds(behaving(() => new Promise(() => {})));
    const status = await call(trial, kind, { "grpc-timeout": "40m" });
    expect(status.infos).toEqual(info("DEADLINE_EXCEEDED"));
  });

  it("fails after the deadline is logged", async () => {
    const late = Promise.withResolvers<string>();
    const trial = await openKinds(behaving(() => late.promise));
    await call(trial, kind, { "grpc-timeout": "20m" });
    late.reject(new Error("too late"));
    await late.promise.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(trial.logged).toEqual(["error a call failed with an internal error: too late"]);
  });

  it("is interrupted when its caller gives up, which is no defect", async () => {
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    const trial = await openKinds(
      behaving((signal) => {
        signal.addEventListener("abort", () => ended.resolve(signal.reason));
        started.resolve();
        return untilAborted(signal);
      }),
    );
    const { stream } = openStream(trial, kind);
    stream.end(text("x"));
    await started.promise;
    stream.close(constants.NGHTTP2_CANCEL);
    expect(await ended.promise).toMatchObject({ code: Code.Canceled });
    expect(trial.logged).toEqual([]);
  });

  it("leaves no call behind that was reset before it began", async () => {
    const trial = await openKinds(behaving(async () => "x"));
    const { session } = openStream(trial, kind);
    const resets = [...Array(50)].map(() => {
      const stream = session.request({ ":method": "POST", ":path": pathOf(kind), ...grpc });
      stream.on("error", () => {});
      stream.close(constants.NGHTTP2_CANCEL);
      return closed(stream);
    });
    await Promise.all(resets);
    expect((await call(trial, kind)).code).toBe("0");
    expect(trial.logged).toEqual([]);
  });

  it("that has headers nobody can send is a defect", async () => {
    const trial = await openKinds({
      one: (_, { responseTrailer }) => {
        responseTrailer.set("x-word", "ü");
        return { value: "" };
      },
      async *many(_, { responseHeader }) {
        responseHeader.set("x-word", "ü");
        yield { value: "" };
      },
      sum: async (_, { responseHeader }) => {
        responseHeader.set("x-word", "ü");
        return { value: "" };
      },
      async *talk(_, { responseTrailer }) {
        responseTrailer.set("x-word", "ü");
        yield { value: "" };
      },
    });
    expect(await call(trial, kind)).toMatchObject({ code: "Internal", infos: info("INTERNAL") });
    expect(trial.logged).toHaveLength(1);
  });

  it("is not there says so", async () => {
    const trial = await openKinds({});
    const status = await call(trial, kind);
    expect(status.infos).toEqual(info("METHOD_NOT_FOUND", { path: pathOf(kind) }));
  });

  it("refuses with very long texts still reaches its caller", async () => {
    const reason = ErrorReason.INVALID_SYMBOL;
    const violations = Array.from({ length: 200 }, (_, i) => ({
      field: `symbols[${i}]`,
      reason,
      message: "ü".repeat(300),
    }));
    const message = "é%\ud800".repeat(50_000);
    const refusal = { reason, message, metadata: { fields: "x".repeat(50_000) }, violations };
    const trial = await openKinds(behaving(() => Promise.reject(refusalError(refusal))));
    const status = await call(trial, kind);
    expect(status.code).toBe("InvalidArgument");
    expect(status.infos).toMatchObject([{ reason: "INVALID_SYMBOL" }]);
  });
});

it("a unary call ends at the limit of the server, whatever its caller and its service do", async () => {
  const trial = await openKinds(
    behaving(() => new Promise(() => {})),
    { unaryTimeoutMs: 40 },
  );
  for (const headers of [{}, { "grpc-timeout": "1H" }]) {
    expect((await call(trial, "One", headers)).infos).toEqual(info("DEADLINE_EXCEEDED"));
  }
});

describe("a body that does not end", () => {
  it.each(kinds)("is refused when time is up, and its stream let go: %s", async (kind) => {
    const trial = await openKinds(behaving(untilAborted), { bodyTimeoutMs: 40 });
    const { stream } = openStream(trial, kind);
    stream.write(Buffer.alloc(3));
    stream.resume();
    const trailers = trailersOf(stream);
    expect((await trailers)["grpc-status"]).toBe("4");
    expect(await closed(stream)).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it("is refused within a message of a stream, but not between two", async () => {
    const trial = await openKinds(
      {
        async *talk(requests) {
          yield* requests;
        },
        one: untilRefused,
      },
      { bodyTimeoutMs: 40 },
    );
    const { stream } = openStream(trial, "Talk");
    const answered = () => new Promise((resolve) => stream.once("data", resolve));
    stream.write(text("a"));
    await answered();
    // Another call runs into the time limit meanwhile, and this one does not.
    await closed(openHalf(trial));
    stream.write(text("b"));
    await answered();
    stream.write(Buffer.alloc(3));
    expect((await trailersOf(stream))["grpc-status"]).toBe("4");
  });

  it("is not refused while it is the service that does not read", async () => {
    const goOn = Promise.withResolvers<void>();
    const trial = await openKinds(
      {
        async *talk(requests) {
          for await (const { value } of requests) {
            yield { value };
            await goOn.promise;
          }
        },
        one: untilRefused,
      },
      { bodyTimeoutMs: 40 },
    );
    const { stream } = openStream(trial, "Talk");
    const second = text("b");
    stream.write(Buffer.concat([text("a"), second.subarray(0, 6)]));
    await new Promise((resolve) => stream.once("data", resolve));
    await closed(openHalf(trial));
    const trailers = trailersOf(stream);
    stream.end(second.subarray(6));
    goOn.resolve();
    stream.resume();
    expect((await trailers)["grpc-status"]).toBe("0");
  });

  const untilRefused = () => new Promise<never>(() => {});
  function openHalf(trial: GrpcTrial): ClientHttp2Stream {
    const { stream } = openStream(trial, "One");
    stream.write(Buffer.alloc(3));
    stream.resume();
    return stream;
  }
});

describe("unfinished messages", () => {
  const half = envelope(Buffer.alloc(800)).subarray(0, 600);

  it("of all calls together are bounded", async () => {
    const trial = await openKinds(behaving(untilAborted), { pendingMaxBytes: 1_000 });
    const statuses = (["One", "Sum"] as const).map((kind) => {
      const { stream } = openStream(trial, kind);
      stream.write(half);
      stream.resume();
      return trailersOf(stream);
    });
    // Two halves are too much; one of them may stay, whichever was first.
    expect(await Promise.race(statuses)).toMatchObject({ "grpc-status": "8" });
  });

  it.each(["One", "Talk"] as const)("are forgotten with their call: %s", async (kind) => {
    const trial = await openKinds(behaving(untilAborted), {
      pendingMaxBytes: 1_000,
      bodyTimeoutMs: 20,
    });
    for (let i = 0; i < 3; i += 1) {
      const { stream } = openStream(trial, kind);
      stream.write(half);
      stream.resume();
      expect((await trailersOf(stream))["grpc-status"]).toBe("4");
    }
    const { stream, session } = openStream(trial, kind);
    stream.write(half);
    await new Promise((resolve) => session.ping(resolve));
    session.destroy();
    const after = openStream(trial, kind).stream;
    after.write(half);
    after.resume();
    expect((await trailersOf(after))["grpc-status"]).toBe("4");
  });
});

describe("a body in tiny pieces", () => {
  const frames = (body: Buffer, bytes: number) =>
    Buffer.concat(
      [...Array(Math.ceil(body.length / bytes)).keys()].map((i) => {
        const piece = body.subarray(i * bytes, (i + 1) * bytes);
        return frame(frameType.data, (i + 1) * bytes >= body.length ? 1 : 0, 1, piece);
      }),
    );
  const echo: Kinds = {
    one: (request) => request,
    async *talk(requests) {
      yield* requests;
    },
  };
  const long = text("x".repeat(64_000));

  it("is stopped, where one message is expected", async () => {
    const trial = await openKinds(echo);
    const raw = openSocket(trial.port);
    raw.socket.write(Buffer.concat([http2Hello, grpcHeaders(pathOf("One")), frames(long, 1)]));
    const isReset = ({ type }: { type: number }) => type === frameType.reset;
    const received = await raw.until((bytes) => framesOf(bytes).some(isReset));
    const code = framesOf(received).find(isReset)?.payload.readUInt32BE();
    expect(code).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    expect((await call(trial, "One")).code).toBe("0");
    expect(trial.logged).toEqual([]);
  });

  it("is read where pieces are small and not tiny", async () => {
    const trial = await openKinds(echo);
    const raw = openSocket(trial.port);
    raw.socket.write(Buffer.concat([http2Hello, grpcHeaders(pathOf("One")), frames(long, 100)]));
    const isData = ({ type }: { type: number }) => type === frameType.data;
    await raw.until((bytes) => framesOf(bytes).some(isData));
  });

  it("is read at a cost that is linear, where messages are a stream", async () => {
    const trial = await openKinds(echo);
    const raw = openSocket(trial.port);
    // Where the cost is quadratic these take minutes, and the test runs out of its time.
    const longer = frames(text("x".repeat(128_000)), 1);
    raw.socket.write(Buffer.concat([http2Hello, grpcHeaders(pathOf("Talk")), longer]));
    const isData = ({ type }: { type: number }) => type === frameType.data;
    await raw.until((bytes) => framesOf(bytes).some(isData));
  });
});

it("a service that is slow holds back who sends it a stream", async () => {
  const goOn = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let read = 0;
  const trial = await openKinds({
    async sum(requests) {
      for await (const _ of requests) {
        read += 1;
        started.resolve();
        await goOn.promise;
      }
      return { value: String(read) };
    },
  });
  const { stream, session } = openStream(trial, "Sum");
  let written = 0;
  const total = 400;
  for (let i = 0; i < total; i += 1) {
    stream.write(text("x".repeat(1_000)), () => {
      written += 1;
    });
  }
  stream.end();
  await started.promise;
  let before = -1;
  for (let quiet = 0; quiet < 20; quiet += 1) {
    if (written !== before) quiet = 0;
    before = written;
    await new Promise((resolve) => session.ping(resolve));
  }
  // One window of 64 KiB is on its way, the rest is still with the caller.
  expect(written).toBeLessThan(150);
  expect(read).toBe(1);
  const answer = new Promise<Buffer>((resolve) => stream.once("data", resolve));
  goOn.resolve();
  expect((await answer).subarray(7).toString()).toBe(String(total));
});

it("a stream that nobody reads does not hold up the calls beside it", async () => {
  const trial = await openKinds({
    sum: () => new Promise(() => {}),
    one: (request) => request,
  });
  const { stream, session } = openStream(trial, "Sum");
  stream.write(text("x".repeat(100_000)));
  const headers = { ":method": "POST", ":path": pathOf("One"), ...grpc };
  const beside = session.request(headers);
  beside.end(text("y"));
  const answer = new Promise<Buffer>((resolve) => beside.once("data", resolve));
  expect(await answer).toEqual(text("y"));
});

it("answers that end on request are told when nobody wants them any more", async () => {
  const ended = Promise.withResolvers<void>();
  const answers: AsyncIterable<{ value: string }> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: async () => {
        ended.resolve();
        return { done: true, value: undefined };
      },
    }),
  };
  const trial = await openKinds({ many: () => answers });
  expect((await call(trial, "Many", { "grpc-timeout": "20m" })).code).toBe("DeadlineExceeded");
  await ended.promise;
});

it("a service that stops reading early gives its answer, and the stream is let go", async () => {
  const trial = await openKinds({
    async sum(requests) {
      for await (const { value } of requests) return { value };
      return { value: "none" };
    },
  });
  const { stream } = openStream(trial, "Sum");
  stream.write(text("first"));
  const trailers = trailersOf(stream);
  stream.resume();
  expect((await trailers)["grpc-status"]).toBe("0");
  expect(await closed(stream)).toBe(constants.NGHTTP2_NO_ERROR);
});

it("the signal of a call that went well says that it is over", async () => {
  const over = Promise.withResolvers<boolean>();
  const trial = await openKinds({
    one: (_, { signal }) => {
      signal.addEventListener("abort", () => over.resolve(signal.aborted));
      return { value: "" };
    },
  });
  await createClient(FourKinds, createGrpcTransport({ baseUrl: trial.url })).one({});
  expect(await over.promise).toBe(true);
});

it.each(["Check", "Watch"])("an answer that is no message is a defect: %s", async (method) => {
  const trial = await openGrpcTrial({}, (router) => {
    router.service(Health, {
      check: () => ({ status: "x" as never }),
      async *watch() {
        yield { status: "x" as never };
      },
    });
  });
  const headers = { ":path": `/grpc.health.v1.Health/${method}`, ...grpc };
  expect(readStatus(await callHttp2(trial.url, headers, [text("")]))).toEqual({
    code: "Internal",
    message: "internal error",
    infos: info("INTERNAL"),
  });
  expect(trial.logged).toHaveLength(1);
});

it("a mounted path has one service", async () => {
  const twice = openGrpcTrial({}, (router) => {
    router.service(FourKinds, {}).rpc(FourKinds.method.one, (request) => request);
  });
  await expect(twice).rejects.toThrow("/trial.FourKinds/One is mounted twice");
});

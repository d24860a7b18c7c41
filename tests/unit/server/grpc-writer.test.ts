import { EventEmitter } from "node:events";
import { constants, type ServerHttp2Stream } from "node:http2";
import { gunzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import type { GrpcContext } from "../../../src/server/grpc-context.ts";
import { GrpcWriter } from "../../../src/server/grpc-writer.ts";
import { pathOf } from "./four-kinds.ts";
import { closed, grpc, type Kinds, openKinds, openStream, text } from "./four-kinds-calls.ts";
import { callHttp2 } from "./raw-calls.ts";

const request = text("x");

it("nothing is written to a stream that is closed, though its call does not know yet", () => {
  const stream = new EventEmitter() as unknown as ServerHttp2Stream;
  for (const state of ["destroyed", "closed"]) {
    const writer = new GrpcWriter({
      stream: Object.assign(stream, { destroyed: false, closed: false, [state]: true }),
      context: {} as GrpcContext,
      clock: { start: () => {}, end: () => {} },
      stalledReaderTimeoutMs: 1,
      compresses: false,
    });
    expect(writer.write([Buffer.alloc(5)])).toBe(true);
    writer.succeed();
    writer.refuse(new ConnectError("late"));
  }
});

describe("answers", () => {
  const short = "x";
  const long = "x".repeat(5_000);
  const answering: Kinds = {
    one: () => ({ value: long }),
    async *many() {
      yield { value: short };
      yield { value: long };
      yield { value: short };
    },
  };
  const asks = { "grpc-encoding": "gzip", "grpc-accept-encoding": "identity,deflate,gzip" };

  async function answersOf(kind: "One" | "Many", headers = {}) {
    const trial = await openKinds(answering);
    const all = { ":path": pathOf(kind), ...grpc, ...headers };
    const { headers: head, trailers, body } = await callHttp2(trial.url, all, [request]);
    expect(trailers["grpc-status"]).toBe("0");
    const answers: { compressed: boolean; bytes: Buffer }[] = [];
    for (let at = 0; at < body.length; ) {
      const end = at + 5 + body.readUInt32BE(at + 1);
      answers.push({ compressed: body[at] === 1, bytes: body.subarray(at + 5, end) });
      at = end;
    }
    return { encoding: head["grpc-encoding"], answers };
  }
  const plainValue = ({ compressed, bytes }: { compressed: boolean; bytes: Buffer }) =>
    fromBinary(StringValueSchema, compressed ? gunzipSync(bytes) : bytes).value;

  it("to a caller that compresses are compressed, unless they are small", async () => {
    const one = await answersOf("One", asks);
    expect([one.encoding, one.answers.map(plainValue)]).toEqual(["gzip", [long]]);
    expect(one.answers[0]?.bytes.length).toBeLessThan(500);
    const many = await answersOf("Many", asks);
    expect(many.answers.map(({ compressed }) => compressed)).toEqual([false, true, false]);
    expect(many.answers.map(plainValue)).toEqual([short, long, short]);
  });

  it.each([
    ["a caller that only could read it", { "grpc-accept-encoding": "gzip" }],
    ["a caller that does not say it can read it", { "grpc-encoding": "gzip" }],
    ["a caller that reads something else", { ...asks, "grpc-accept-encoding": "deflate, zstd" }],
    ["a caller that does not know of it", {}],
  ])("are not compressed for %s", async (_, headers) => {
    for (const kind of ["One", "Many"] as const) {
      const { encoding, answers } = await answersOf(kind, headers);
      expect(encoding).toBeUndefined();
      expect(answers.some(({ compressed }) => compressed)).toBe(false);
    }
  });

  it("say which compression the server reads", async () => {
    const trial = await openKinds(answering);
    const headers = { ":path": pathOf("One"), ...grpc };
    const answer = await callHttp2(trial.url, headers, [request]);
    expect(answer.headers["grpc-accept-encoding"]).toBe("gzip");
    const unread = { ...headers, "grpc-encoding": "zstd" };
    const refused = await callHttp2(trial.url, unread, [request]);
    expect(refused.headers["grpc-accept-encoding"]).toBe("gzip");
  });
});

describe("a caller that does not read its answers", () => {
  const flood = (ended: () => void, pulled: () => void = () => {}): Kinds => ({
    async *many() {
      try {
        for (;;) {
          pulled();
          yield { value: "x".repeat(50_000) };
        }
      } finally {
        ended();
      }
    },
    one: () => ({ value: "x".repeat(3_000_000) }),
  });

  it("is cut off, and its service let go", async () => {
    const ended = Promise.withResolvers<void>();
    const trial = await openKinds(flood(ended.resolve), { stalledReaderTimeoutMs: 40 });
    const { stream } = openStream(trial, "Many");
    stream.end(text(""));
    await ended.promise;
    expect(await closed(stream)).toBe(constants.NGHTTP2_CANCEL);
    expect(trial.logged).toEqual([]);
  });

  it("is cut off also from the status that its deadline brought", async () => {
    const ended = Promise.withResolvers<void>();
    const trial = await openKinds(flood(ended.resolve), { stalledReaderTimeoutMs: 60 });
    const { stream } = openStream(trial, "Many", { "grpc-timeout": "30m" });
    stream.end(text(""));
    await ended.promise;
    expect(await closed(stream)).toBe(constants.NGHTTP2_CANCEL);
  });

  it("is cut off from a single answer too", async () => {
    const trial = await openKinds(
      flood(() => {}),
      { stalledReaderTimeoutMs: 40 },
    );
    const { stream } = openStream(trial, "One");
    stream.end(text(""));
    expect(await closed(stream)).toBe(constants.NGHTTP2_CANCEL);
  });

  it("and goes away lets its service go", async () => {
    const ended = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const trial = await openKinds(flood(ended.resolve, started.resolve));
    const { stream, session } = openStream(trial, "Many");
    stream.end(text(""));
    await started.promise;
    session.destroy();
    await ended.promise;
    expect(trial.logged).toEqual([]);
  });

  it("holds its service back after what its window takes", async () => {
    let pulls = 0;
    const trial = await openKinds(
      flood(
        () => {},
        () => pulls++,
      ),
    );
    const { stream, session } = openStream(trial, "Many");
    stream.end(text(""));
    // Rounds to the server and back, in which it would go on if nothing held it.
    const ping = () => new Promise((resolve) => session.ping(resolve));
    let before = -1;
    for (let quiet = 0; quiet < 20; quiet += 1) {
      if (pulls !== before) quiet = 0;
      before = pulls;
      await ping();
      if (pulls > 1_000) break;
    }
    // The window of the stream has 65,535 bytes: two messages, one in the buffer, one at hand.
    expect(pulls).toBeLessThanOrEqual(4);
    let bytes = 0;
    stream.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > 5_000_000) stream.close(constants.NGHTTP2_CANCEL);
    });
    await closed(stream);
    expect(pulls).toBeGreaterThan(99);
  });
});

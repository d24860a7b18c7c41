import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it } from "vitest";
import { Health, HealthCheckRequestSchema } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { type GrpcTrial, openGrpcTrial } from "./grpc-trial-transport.ts";
import { callHttp2, envelope, readStatus } from "./raw-calls.ts";

async function expectGood({ url }: GrpcTrial) {
  const client = createClient(Health, createGrpcTransport({ baseUrl: url }));
  expect((await client.check({})).status).toBe(1);
}

const message = (service: string) =>
  toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema, { service }));
const good = message("");
const gzip = { "grpc-encoding": "gzip" };

const methods = {
  "a unary method": "/grpc.health.v1.Health/Check",
  "a method that answers with a stream": "/grpc.health.v1.Health/Watch",
  "a method that takes a stream": "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
};
type MethodName = keyof typeof methods;
const streamIn = "a method that takes a stream";

interface Attack {
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Sends no byte of the body and leaves the request open. */
  readonly withholdsBody?: boolean;
  readonly not?: MethodName;
  readonly code: string;
  readonly reason: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

const malformed = { code: "InvalidArgument", reason: "MALFORMED_REQUEST" };
const tooLarge = { code: "ResourceExhausted", reason: "MESSAGE_TOO_LARGE" };
const tooLate = { code: "DeadlineExceeded", reason: "DEADLINE_EXCEEDED" };
const limit = { limit_bytes: "4194304" };

const attacks: readonly Attack[] = [
  {
    name: "bytes that are no message",
    body: envelope(Buffer.from("ffffffffff", "hex")),
    ...malformed,
  },
  {
    name: "a path that nobody serves",
    headers: { ":path": "/no.such.Service/Méthod%" },
    code: "Unimplemented",
    reason: "METHOD_NOT_FOUND",
  },
  {
    name: "a path that nobody serves, whose body is withheld",
    headers: { ":path": "/no.such.Service/Method" },
    withholdsBody: true,
    code: "Unimplemented",
    reason: "METHOD_NOT_FOUND",
    metadata: { path: "/no.such.Service/Method" },
  },
  {
    name: "an unknown compression",
    headers: { "grpc-encoding": "zstd" },
    code: "Unimplemented",
    reason: "COMPRESSION_NOT_SUPPORTED",
    metadata: { encoding: "zstd" },
  },
  {
    name: "a compression that the server does not read",
    headers: { "grpc-encoding": "deflate" },
    withholdsBody: true,
    code: "Unimplemented",
    reason: "COMPRESSION_NOT_SUPPORTED",
    metadata: { encoding: "deflate" },
  },
  {
    name: "gzip that is none",
    headers: gzip,
    body: envelope(Buffer.from("no gzip"), 1),
    ...malformed,
  },
  {
    name: "gzip that breaks off",
    headers: gzip,
    body: envelope(gzipSync(message("a".repeat(500))).subarray(0, 20), 1),
    ...malformed,
  },
  {
    name: "a gzip bomb",
    headers: gzip,
    body: envelope(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 1),
    ...tooLarge,
    metadata: limit,
  },
  {
    name: "a declared length over the limit",
    headers: { "content-length": String(4 * 1024 * 1024 + 6) },
    withholdsBody: true,
    ...tooLarge,
    metadata: limit,
  },
  {
    name: "a prefix that announces 4 GiB",
    body: Buffer.from("00ffffffff", "hex"),
    ...tooLarge,
    metadata: limit,
  },
  {
    name: "more bytes than the limit",
    body: envelope(Buffer.alloc(4 * 1024 * 1024 + 1)),
    ...tooLarge,
    metadata: limit,
  },
  {
    name: "a message that breaks off",
    body: envelope(Buffer.alloc(100)).subarray(0, 50),
    ...malformed,
  },
  {
    name: "a good message and one that breaks off",
    body: Buffer.concat([envelope(Buffer.of(0x3a, 0)), Buffer.alloc(3)]),
    ...malformed,
  },
  { name: "no message", body: Buffer.alloc(0), not: streamIn, ...malformed },
  {
    name: "two messages",
    body: Buffer.concat([envelope(good), envelope(good)]),
    not: streamIn,
    ...malformed,
  },
  { name: "flags without a meaning", body: envelope(good, 0x82), ...malformed },
  {
    name: "a compressed message without a compression",
    body: envelope(gzipSync(good), 1),
    ...malformed,
  },
  { name: "a timeout that is none", headers: { "grpc-timeout": "soon" }, ...malformed },
  { name: "a timeout with words around it", headers: { "grpc-timeout": "x5Sx" }, ...malformed },
  { name: "a timeout of nine digits", headers: { "grpc-timeout": "123456789S" }, ...malformed },
  { name: "a deadline that has passed", headers: { "grpc-timeout": "0n" }, ...tooLate },
  {
    name: "another method of HTTP",
    headers: { ":method": "PUT" },
    code: "Unimplemented",
    reason: "PROTOCOL_NOT_SUPPORTED",
  },
  {
    name: "messages of another kind",
    headers: { "content-type": "application/grpc+json" },
    code: "Unimplemented",
    reason: "PROTOCOL_NOT_SUPPORTED",
  },
  {
    name: "too many headers",
    headers: Object.fromEntries([...Array(70).keys()].map((i) => [`x-${i}`, "1"])),
    ...malformed,
  },
];

const cases = attacks.flatMap((attack) =>
  Object.entries(methods)
    .filter(([name]) => name !== attack.not)
    .map(([name, path]) => [attack.name, name, attack, path] as const),
);

describe("a call that cannot succeed", () => {
  it.each(cases)("%s, to %s", async (_, __, attack, path) => {
    const trial = await openGrpcTrial();
    const headers = { ":path": path, "content-type": "application/grpc", ...attack.headers };
    const answer = attack.withholdsBody
      ? await callHttp2(trial.url, headers, [], false)
      : await callHttp2(trial.url, headers, [attack.body ?? envelope(good)]);
    expect(answer.httpStatus).toBe(200);
    const status = readStatus(answer);
    expect(status.code).toBe(attack.code);
    expect(status.message).not.toBe("");
    expect(status.infos).toHaveLength(1);
    expect(status.infos[0]).toMatchObject({
      reason: attack.reason,
      domain: "openbell.dev",
      ...(attack.metadata && { metadata: attack.metadata }),
    });
    if (attack.withholdsBody) expect(answer.resetCode).toBe(0);
    expect(trial.logged).toEqual([]);
    await expectGood(trial);
  });
});

describe("who speaks no gRPC", () => {
  it.each(["application/json", "application/grpc-web+proto", "text/html", ""])(
    "but %s, is told so in JSON",
    async (contentType) => {
      const trial = await openGrpcTrial();
      const headers = { ":path": "/grpc.health.v1.Health/Check", "content-type": contentType };
      const answer = await callHttp2(trial.url, headers, [Buffer.from("{}")]);
      expect(answer.httpStatus).toBe(415);
      const { code, details } = JSON.parse(answer.body.toString());
      expect(code).toBe("unimplemented");
      expect(details).toMatchObject([{ debug: { reason: "PROTOCOL_NOT_SUPPORTED" } }]);
      await expectGood(trial);
    },
  );
});

describe("a call with unusual headers", () => {
  it.each([
    ["960H", "a deadline further away than a timer of Node reaches"],
    ["99999999H", "the furthest deadline there is"],
    ["9000000S", "a deadline of more milliseconds than 32 bits hold"],
  ])("of %s has %s", async (timeout) => {
    const trial = await openGrpcTrial();
    for (const path of Object.values(methods).slice(0, 1)) {
      const headers = { ":path": path, "content-type": "application/grpc" };
      const answer = await callHttp2(trial.url, { ...headers, "grpc-timeout": timeout }, [
        envelope(good),
      ]);
      expect(answer.body.toString("hex")).toBe("00000000020801");
      expect(answer.trailers["grpc-status"]).toBe("0");
    }
  });

  it.each(["gzip", "identity"])("names the compression %s", async (encoding) => {
    const trial = await openGrpcTrial();
    const headers = { ":path": methods["a unary method"], "content-type": "application/grpc" };
    const body = [
      envelope(encoding === "gzip" ? gzipSync(good) : good, encoding === "gzip" ? 1 : 0),
    ];
    const answer = await callHttp2(trial.url, { ...headers, "grpc-encoding": encoding }, body);
    expect(answer.trailers["grpc-status"]).toBe("0");
  });
});

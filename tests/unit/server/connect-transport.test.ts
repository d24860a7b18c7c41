import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { describe, expect, it } from "vitest";
import { Health, HealthCheckRequestSchema } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import {
  bodyOf,
  callHttp1,
  callHttp2,
  envelope,
  type RawProtocol,
  rawProtocols,
  readStatus,
} from "./raw-calls.ts";
import { openTrialTransport, type TrialTransport } from "./trial-transport.ts";

const transports: Readonly<Record<string, (baseUrl: string) => Transport>> = {
  "gRPC, HTTP/2": (baseUrl) => createGrpcTransport({ baseUrl }),
  "gRPC in JSON, HTTP/2": (baseUrl) => createGrpcTransport({ baseUrl, useBinaryFormat: false }),
  "gRPC-Web, HTTP/1.1": (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
  "gRPC-Web, HTTP/2": (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "2" }),
  "Connect, HTTP/1.1": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1" }),
  "Connect, HTTP/2": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2" }),
  "Connect in JSON, HTTP/1.1": (baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
};

async function expectGood({ url }: TrialTransport) {
  const client = createClient(Health, createGrpcTransport({ baseUrl: url }));
  expect((await client.check({})).status).toBe(1);
}

describe("one port", () => {
  it.each(Object.entries(transports))("serves %s", async (_, open) => {
    const trial = await openTrialTransport();
    const client = createClient(Health, open(trial.url));
    expect((await client.check({})).status).toBe(1);
    const abort = new AbortController();
    const seen: number[] = [];
    for await (const { status } of client.watch({}, { signal: abort.signal })) {
      seen.push(status);
      if (seen.length === 2) break;
      trial.health.set("", 2);
    }
    abort.abort();
    expect(seen).toEqual([1, 2]);
  });

  it("serves curl", async () => {
    const { url } = await openTrialTransport();
    const answer = await fetch(`${url}/grpc.health.v1.Health/Check`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(await answer.json()).toEqual({ status: "SERVING" });
  });

  it("unpacks gzip", async () => {
    const { url } = await openTrialTransport();
    const headers = {
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/json",
      "content-encoding": "gzip",
    };
    const answer = await callHttp1(url, headers, gzipSync("{}"));
    expect(JSON.parse(answer.body.toString())).toEqual({ status: "SERVING" });
  });
});

const message = (service: string) =>
  toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema, { service }));
const good = message("");

interface Attack {
  readonly name: string;
  readonly code: string;
  readonly reason: string;
  readonly headers?: (protocol: RawProtocol) => Record<string, string>;
  readonly body?: (protocol: RawProtocol) => Uint8Array;
  /** Sends no byte of the body and leaves the request open. */
  readonly withholdsBody?: boolean;
  /** Left out of these protocols, where it means nothing. */
  readonly not?: readonly RawProtocol["name"][];
  readonly metadata?: Record<string, string>;
}

const plain = ["connect proto", "connect json"] as const;

const attacks: readonly Attack[] = [
  {
    name: "bytes that are no message",
    body: (protocol) => bodyOf(protocol, Buffer.from("ffffffffff", "hex")),
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "a path that nobody serves",
    headers: () => ({ ":path": "/no.such.Service/Method" }),
    code: "Unimplemented",
    reason: "METHOD_NOT_FOUND",
    metadata: { path: "/no.such.Service/Method" },
  },
  {
    name: "an unknown compression",
    headers: (protocol) => ({ [protocol.encodingHeader]: "zstd" }),
    code: "Unimplemented",
    reason: "COMPRESSION_NOT_SUPPORTED",
    metadata: { encoding: "zstd" },
  },
  {
    name: "gzip that is none",
    headers: (protocol) => ({ [protocol.encodingHeader]: "gzip" }),
    body: (protocol) =>
      protocol.enveloped ? envelope(Buffer.from("no gzip"), 1) : Buffer.from("no gzip"),
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "gzip that breaks off",
    headers: (protocol) => ({ [protocol.encodingHeader]: "gzip" }),
    body: (protocol) => {
      const half = gzipSync(message("a".repeat(500))).subarray(0, 20);
      return protocol.enveloped ? envelope(half, 1) : half;
    },
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "a gzip bomb",
    headers: (protocol) => ({ [protocol.encodingHeader]: "gzip" }),
    body: (protocol) => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
      return protocol.enveloped ? envelope(bomb, 1) : bomb;
    },
    code: "ResourceExhausted",
    reason: "MESSAGE_TOO_LARGE",
    metadata: { limit_bytes: "4194304" },
  },
  {
    name: "a declared length over the limit",
    headers: () => ({ "content-length": String(4 * 1024 * 1024 + 6) }),
    withholdsBody: true,
    code: "ResourceExhausted",
    reason: "MESSAGE_TOO_LARGE",
  },
  {
    name: "a prefix that announces 4 GiB",
    body: () => Buffer.from("00ffffffff", "hex"),
    not: plain,
    code: "ResourceExhausted",
    reason: "MESSAGE_TOO_LARGE",
  },
  {
    name: "more bytes than the limit, undeclared",
    body: (protocol) => bodyOf(protocol, Buffer.alloc(4 * 1024 * 1024 + 1)),
    code: "ResourceExhausted",
    reason: "MESSAGE_TOO_LARGE",
  },
  {
    name: "a message that breaks off",
    body: () => envelope(Buffer.alloc(100)).subarray(0, 50),
    not: plain,
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "no message",
    body: () => Buffer.alloc(0),
    not: plain,
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "two messages",
    body: () => Buffer.concat([envelope(good), envelope(good)]),
    not: plain,
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "flags without a meaning",
    body: () => envelope(good, 0x82),
    not: plain,
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "a compressed message without a compression",
    body: () => envelope(gzipSync(good), 1),
    not: plain,
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "a timeout that is none",
    headers: (protocol) => ({ [protocol.timeoutHeader]: "soon" }),
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
  {
    name: "a deadline that has passed",
    headers: (protocol) => ({
      [protocol.timeoutHeader]: protocol.timeoutHeader === "grpc-timeout" ? "0n" : "0",
    }),
    code: "DeadlineExceeded",
    reason: "DEADLINE_EXCEEDED",
  },
  {
    name: "a content type of nobody",
    headers: () => ({ "content-type": "text/plain" }),
    code: "Unimplemented",
    reason: "PROTOCOL_NOT_SUPPORTED",
  },
  {
    name: "another method of HTTP",
    headers: () => ({ ":method": "PUT" }),
    code: "Unimplemented",
    reason: "PROTOCOL_NOT_SUPPORTED",
  },
  {
    name: "an authority that is none",
    headers: () => ({ ":authority": "[" }),
    code: "InvalidArgument",
    reason: "MALFORMED_REQUEST",
  },
];

const cases = attacks.flatMap((attack) =>
  rawProtocols
    .filter((protocol) => !attack.not?.includes(protocol.name))
    .map((protocol) => [attack.name, protocol.name, attack, protocol] as const),
);

describe("a call that cannot succeed", () => {
  it.each(cases)("%s, in %s", async (_, __, attack, protocol) => {
    const trial = await openTrialTransport();
    const headers = {
      ":path": protocol.path,
      "content-type": protocol.contentType,
      ...attack.headers?.(protocol),
    };
    const json = protocol.name === "connect json" ? Buffer.from("{}") : good;
    const body = attack.body?.(protocol) ?? bodyOf(protocol, json);
    const answer = attack.withholdsBody
      ? await callHttp2(trial.url, headers, [], false)
      : await callHttp2(trial.url, headers, [body]);
    const status = readStatus(answer);
    expect(status.code).toBe(attack.code);
    expect(status.infos).toHaveLength(1);
    expect(status.infos[0]).toMatchObject({
      reason: attack.reason,
      domain: "openbell.dev",
      ...(attack.metadata && { metadata: attack.metadata }),
    });
    expect(status.message).not.toBe("");
    expect(trial.logged).toEqual([]);
    await expectGood(trial);
  });
});

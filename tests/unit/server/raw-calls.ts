/** Calls written by hand, to send what no client library would, and to see all that comes back. */
import { request as http1Request } from "node:http";
import { connect, constants } from "node:http2";
import { fromBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { codeFromString } from "@connectrpc/connect/protocol-connect";
import { onTestFinished } from "vitest";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../../../gen/ts/google/rpc/status_pb.ts";

/** A protocol, and a method of the health service that is called in it. */
export interface RawProtocol {
  readonly name: "grpc" | "grpc-web" | "connect proto" | "connect json" | "connect stream";
  readonly contentType: string;
  readonly enveloped: boolean;
  readonly path: string;
  readonly timeoutHeader: string;
  readonly encodingHeader: string;
}

const check = "/grpc.health.v1.Health/Check";
const watch = "/grpc.health.v1.Health/Watch";
const ofGrpc = { timeoutHeader: "grpc-timeout", encodingHeader: "grpc-encoding" };
const ofConnect = { timeoutHeader: "connect-timeout-ms", encodingHeader: "content-encoding" };

export const rawProtocols: readonly RawProtocol[] = [
  { name: "grpc", contentType: "application/grpc", enveloped: true, path: check, ...ofGrpc },
  {
    name: "grpc-web",
    contentType: "application/grpc-web+proto",
    enveloped: true,
    path: check,
    ...ofGrpc,
  },
  {
    name: "connect proto",
    contentType: "application/proto",
    enveloped: false,
    path: check,
    ...ofConnect,
  },
  {
    name: "connect json",
    contentType: "application/json",
    enveloped: false,
    path: check,
    ...ofConnect,
  },
  {
    name: "connect stream",
    contentType: "application/connect+proto",
    enveloped: true,
    path: watch,
    timeoutHeader: "connect-timeout-ms",
    encodingHeader: "connect-content-encoding",
  },
];

/** What came back. */
export interface RawAnswer {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly trailers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  /** The code with which the server reset the stream. */
  readonly resetCode: number;
}

/** One request over HTTP/2: the pieces of its body are written one by one. */
export async function callHttp2(
  url: string,
  headers: Readonly<Record<string, string>>,
  pieces: readonly Uint8Array[],
  end = true,
): Promise<RawAnswer> {
  const session = connect(url);
  onTestFinished(() => session.destroy());
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  session.on("error", reject);
  const stream = session.request({ ":method": "POST", ...headers }, { endStream: false });
  let head: Record<string, unknown> = {};
  let trailers: Record<string, unknown> = {};
  const body: Buffer[] = [];
  stream.on("response", (received) => {
    head = received;
  });
  stream.on("trailers", (received) => {
    trailers = received;
  });
  stream.on("data", (piece: Buffer) => body.push(piece));
  stream.on("error", () => {});
  // A stream that the server resets after its answer stays open on our side while it has bytes
  // left; one that we leave open is closed by the server's reset alone.
  stream.on("close", settle);
  if (end) stream.on("end", settle);
  function settle() {
    session.close();
    resolve({
      httpStatus: Number(head[constants.HTTP2_HEADER_STATUS]),
      headers: head,
      trailers,
      body: Buffer.concat(body),
      resetCode: stream.rstCode,
    });
  }
  for (const piece of pieces) stream.write(piece);
  if (end) stream.end();
  return await promise;
}

/** One request over HTTP/1.1. */
export async function callHttp1(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<RawAnswer> {
  const { ":path": path = "", ":method": method = "POST", ...rest } = headers;
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const request = http1Request(url + path, { method, headers: rest }, async (response) => {
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    resolve({
      httpStatus: response.statusCode ?? 0,
      headers: response.headers,
      trailers: response.trailers,
      body: Buffer.concat(pieces),
      resetCode: 0,
    });
  });
  request.on("error", reject).end(body);
  return await promise;
}

/** A message with the prefix that streams need. */
export function envelope(message: Uint8Array, flags = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** A body of this protocol that holds one message. */
export function bodyOf(protocol: RawProtocol, message: Uint8Array): Buffer {
  return protocol.enveloped ? envelope(message) : Buffer.from(message);
}

/** The status that an answer tells, read as a client of the protocol does. */
export interface RawStatus {
  readonly code: string;
  readonly message: string;
  /** Every ErrorInfo. */
  readonly infos: readonly { reason: string; domain: string; metadata: Record<string, string> }[];
}

export function readStatus(answer: RawAnswer): RawStatus {
  const type = String(answer.headers["content-type"]);
  if (type.startsWith("application/grpc-web")) {
    const { trailer } = lastEnvelope(answer.body);
    const lines = trailer.toString("latin1").trim().split("\r\n");
    return fromTrailers(Object.fromEntries(lines.map((line) => line.split(/: */, 2))));
  }
  if (type.startsWith("application/grpc")) {
    return fromTrailers({ ...answer.headers, ...answer.trailers });
  }
  const isStream = type.startsWith("application/connect+");
  const json = JSON.parse((isStream ? lastEnvelope(answer.body).trailer : answer.body).toString());
  const error = isStream ? json.error : json;
  return {
    code: Code[codeFromString(error.code) ?? Code.Unknown] ?? "",
    message: error.message,
    infos: (error.details ?? []).flatMap((detail: { type: string; value: string }) =>
      infoOf(detail.type, Buffer.from(detail.value, "base64")),
    ),
  };
}

function fromTrailers(trailers: Record<string, unknown>): RawStatus {
  const code = Number(trailers["grpc-status"]);
  const bin = Buffer.from(String(trailers["grpc-status-details-bin"] ?? ""), "base64");
  const status = fromBinary(StatusSchema, bin);
  return {
    code: Code[code] ?? String(code),
    message: decodeURIComponent(String(trailers["grpc-message"] ?? "")),
    infos: status.details.flatMap((any) => infoOf(any.typeUrl.split("/").at(-1), any.value)),
  };
}

function infoOf(typeName: string | undefined, value: Uint8Array) {
  if (typeName !== ErrorInfoSchema.typeName) return [];
  const { reason, domain, metadata } = fromBinary(ErrorInfoSchema, value);
  return [{ reason, domain, metadata }];
}

function lastEnvelope(body: Buffer): { trailer: Buffer } {
  for (let at = 0; ; ) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    if (end >= body.length) return { trailer: body.subarray(at + 5, end) };
    at = end;
  }
}

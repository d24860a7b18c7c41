/** Calls in the two plainest forms, Connect with JSON and with binary, without a client library. */
import {
  type DescMessage,
  type DescMethod,
  fromBinary,
  fromJson,
  type JsonValue,
  type Message,
} from "@bufbuild/protobuf";
import type { Code } from "@connectrpc/connect";
import { codeFromString } from "@connectrpc/connect/protocol-connect";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from "../../../gen/ts/google/rpc/error_details_pb.ts";

/** The body of a request. */
export interface WireRequest {
  readonly form: "json" | "binary";
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure as the wire tells it. */
export interface WireStatus {
  readonly code: Code | undefined;
  readonly message: string;
  readonly details: readonly Message[];
}

/** What came back: messages, and the status of a failure. */
export interface WireAnswer {
  readonly messages: readonly Message[];
  readonly status: WireStatus | undefined;
}

/** Calls a method. Of a stream that does not fail, `messagesMax` messages are read. */
export async function callWire(
  url: string,
  method: DescMethod,
  request: WireRequest,
  messagesMax = 1,
): Promise<WireAnswer> {
  const isStream = method.methodKind !== "unary";
  const subtype = request.form === "json" ? "json" : "proto";
  const contentType = `application/${isStream ? "connect+" : ""}${subtype}`;
  const abort = new AbortController();
  const response = await fetch(`${url}/${method.parent.typeName}/${method.name}`, {
    method: "POST",
    headers: { "content-type": contentType, ...request.headers },
    body: Buffer.from(isStream ? envelope(request.body) : request.body),
    signal: abort.signal,
  });
  const parse = (bytes: Uint8Array) => parseMessage(method.output, request.form, bytes);
  if (isStream && response.headers.get("content-type")?.startsWith("application/connect+")) {
    return await readStream(response, parse, messagesMax).finally(() => abort.abort());
  }
  const body = Buffer.from(await response.arrayBuffer());
  if (response.status === 200) return { messages: [parse(body)], status: undefined };
  return { messages: [], status: parseStatus(body.toString()) };
}

/** A message with the prefix that streams need. */
export function envelope(message: Uint8Array, flags = 0): Uint8Array {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

async function readStream(
  response: Response,
  parse: (bytes: Uint8Array) => Message,
  messagesMax: number,
): Promise<WireAnswer> {
  const messages: Message[] = [];
  let rest = Buffer.alloc(0);
  for await (const piece of response.body ?? []) {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      const message = rest.subarray(5, end);
      if ((rest.readUInt8(0) & 2) !== 0) {
        const { error } = JSON.parse(message.toString());
        return { messages, status: error && parseStatus(JSON.stringify(error)) };
      }
      messages.push(parse(message));
      if (messages.length === messagesMax) return { messages, status: undefined };
      rest = rest.subarray(end);
    }
  }
  throw new Error("the stream broke off without an end");
}

function parseMessage(desc: DescMessage, form: WireRequest["form"], bytes: Uint8Array): Message {
  if (form === "binary") return fromBinary(desc, bytes);
  return fromJson(desc, JSON.parse(Buffer.from(bytes).toString()) as JsonValue);
}

const detailTypes: readonly DescMessage[] = [
  ErrorInfoSchema,
  BadRequestSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  RetryInfoSchema,
  ResourceInfoSchema,
];

/** The status of an error of Connect, as JSON. */
export function parseStatus(json: string): WireStatus {
  const { code, message = "", details = [] } = JSON.parse(json);
  return {
    code: codeFromString(code),
    message,
    details: details.map((each: { type: string; value: string }) => {
      return parseDetail(each.type, Buffer.from(each.value, "base64"));
    }),
  };
}

/** A detail of a status; throws for one that no status of ours has. */
export function parseDetail(typeName: string, value: Uint8Array): Message {
  const desc = detailTypes.find((each) => each.typeName === typeName);
  if (desc === undefined) throw new Error(`no status has a detail ${typeName}`);
  return fromBinary(desc, value);
}

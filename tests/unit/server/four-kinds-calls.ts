/** Calls of the four kinds over the native transport, message by message. */
import { type ClientHttp2Stream, connect as connectHttp2 } from "node:http2";
import { create, toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { onTestFinished } from "vitest";
import type { TransportLimits } from "../../../src/server/transport-limits.ts";
import { FourKinds, pathOf } from "./four-kinds.ts";
import { type GrpcTrial, openGrpcTrial } from "./grpc-trial-transport.ts";
import { envelope } from "./raw-calls.ts";

export type Kinds = Partial<ServiceImpl<typeof FourKinds>>;
export type Kind = Parameters<typeof pathOf>[0];

/** Serves these methods. */
export const openKinds = (service: Kinds, limits: Partial<TransportLimits> = {}) =>
  openGrpcTrial(limits, (router) => {
    router.service(FourKinds, service);
  });

export const grpc = { "content-type": "application/grpc" };

/** A message as it is written. */
export const text = (value: string) =>
  envelope(toBinary(StringValueSchema, create(StringValueSchema, { value })));

/** A stream of a call on a connection of its own. */
export function openStream(trial: GrpcTrial, kind: Kind, headers = {}) {
  const session = connectHttp2(trial.url);
  session.on("error", () => {});
  onTestFinished(() => session.destroy());
  const all = { ":method": "POST", ":path": pathOf(kind), ...grpc, ...headers };
  const stream = session.request(all, { endStream: false });
  stream.on("error", () => {});
  return { session, stream };
}

/** Resolves with the code of the reset, or 0. */
export const closed = (stream: ClientHttp2Stream) =>
  new Promise<number>((resolve) => stream.on("close", () => resolve(stream.rstCode ?? -1)));
/** Resolves with the trailers, also where they come with the headers. */
export const trailersOf = (stream: ClientHttp2Stream) =>
  new Promise<Record<string, unknown>>((resolve) => {
    stream.on("trailers", resolve);
    stream.on("response", (headers) => "grpc-status" in headers && resolve(headers));
  });

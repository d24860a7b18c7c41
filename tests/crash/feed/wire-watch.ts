/** WatchSessions on grpc-js, with nothing between the wire and whoever looks. */
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import {
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { WatchSessionsRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { type CallEnd, callEnd } from "./call-end.ts";

/**
 * One stream on a connection of its own, so that a reader that stops holds up nobody else. Yields
 * each frame when it is asked for the next, and returns how the stream ended.
 */
export async function* wireWatch(
  url: string,
  request: MessageInitShape<typeof WatchSessionsRequestSchema>,
): AsyncGenerator<WatchSessionsResponse, CallEnd> {
  const options = { "grpc.use_local_subchannel_pool": 1 };
  const client = new Client(new URL(url).host, credentials.createInsecure(), options);
  const call = client.makeServerStreamRequest(
    "/openbell.v1.SessionService/WatchSessions",
    (message: Uint8Array) => Buffer.from(message),
    (bytes) => fromBinary(WatchSessionsResponseSchema, bytes),
    toBinary(WatchSessionsRequestSchema, create(WatchSessionsRequestSchema, request)),
    new Metadata(),
  );
  try {
    for await (const frame of call) yield frame as WatchSessionsResponse;
    return { code: "OK", reason: "" };
  } catch (error) {
    return callEnd(error);
  } finally {
    call.cancel();
    client.close();
  }
}

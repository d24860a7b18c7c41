import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  createRouterTransport,
  type HandlerContext,
  type ServiceImpl,
  type Transport,
} from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import {
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import {
  SessionService,
  type WatchSessionsRequest,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";

/** A transport to a service of which only these methods exist. */
export function scriptedService(service: Partial<ServiceImpl<typeof SessionService>>): Transport {
  return createRouterTransport(({ service: mount }) => mount(SessionService, service));
}

/** One stream of a scripted server. */
export type StreamScript = (
  request: WatchSessionsRequest,
  context: HandlerContext,
) => AsyncIterable<MessageInitShape<typeof WatchSessionsResponseSchema>>;

/** A method that plays these scripts, one for each watch, and the requests that it saw. */
export function scriptedWatches(...scripts: StreamScript[]) {
  const requests: WatchSessionsRequest[] = [];
  const watchSessions: StreamScript = (request, context) => {
    const script = scripts[requests.length];
    requests.push(request);
    // Refused as a defect, which ends a watch: any other error would have it try for ever.
    if (script === undefined) throw refusal(Code.Internal, "INTERNAL");
    return script(request, context);
  };
  return { watchSessions, requests };
}

/** A transport whose watches play these scripts, and the requests that it saw. */
export function scriptedFeed(...scripts: StreamScript[]) {
  const { watchSessions, requests } = scriptedWatches(...scripts);
  return { transport: scriptedService({ watchSessions }), requests };
}

/** An error as an Openbell server writes it. */
export function refusal(
  code: Code,
  reason: string,
  metadata: Record<string, string> = {},
  details: { desc: DescMessage; value: MessageInitShape<DescMessage> }[] = [],
): ConnectError {
  const info = {
    desc: ErrorInfoSchema,
    value: create(ErrorInfoSchema, { domain: "openbell.dev", reason, metadata }),
  };
  return new ConnectError(`refused: ${reason}`, code, undefined, [info, ...details]);
}

type FrameInit = MessageInitShape<typeof WatchSessionsResponseSchema>;
type Payload = NonNullable<FrameInit["frame"]>;

/** The position that a frame carries. */
export interface At {
  readonly revision?: bigint;
  readonly previous?: bigint;
  readonly token?: string;
}

/** A frame of the feed. */
export function frame(number: number, payload: Payload, at: At = {}): WatchSessionsResponse {
  return create(WatchSessionsResponseSchema, {
    frameNumber: BigInt(number),
    revision: at.revision ?? 0n,
    previousRevision: at.previous ?? 0n,
    resumeToken: at.token ?? "",
    frame: payload,
  });
}

/** `Opened`, with a heartbeat of one second. */
export function opened(number: number, snapshot: boolean, at: At = {}): WatchSessionsResponse {
  const value = { snapshot, heartbeatInterval: { seconds: 1n } };
  return frame(number, { case: "opened", value }, at);
}

/** One page of a snapshot with these ids. */
export function snapshot(number: number, ids: string[], at: At = {}): WatchSessionsResponse {
  const sessions = ids.map((sessionId) => ({ sessionId }));
  return frame(number, { case: "snapshot", value: { sessions } }, at);
}

/** The end of a snapshot of so many sessions. */
export function snapshotEnd(number: number, count: number, at: At = {}): WatchSessionsResponse {
  return frame(number, { case: "snapshotEnd", value: { sessionCount: BigInt(count) } }, at);
}

/** A record; its token is `t` and its revision. */
export function record(number: number, revision: number, previous: number): WatchSessionsResponse {
  const value = { revision: BigInt(revision), sessionId: "ses_a" };
  return frame(
    number,
    { case: "record", value },
    { revision: BigInt(revision), previous: BigInt(previous), token: `t${revision}` },
  );
}

/** A heartbeat. */
export function heartbeat(number: number, at: At = {}): WatchSessionsResponse {
  return frame(number, { case: "heartbeat", value: {} }, at);
}

/** Waits until the client hangs up, as a server does that has nothing to say. */
export function hangUp(context: HandlerContext): Promise<void> {
  return new Promise((resolve) => {
    if (context.signal.aborted) resolve();
    context.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** The connection broke. */
export function cut(): ConnectError {
  return new ConnectError("connection lost", Code.Unavailable);
}

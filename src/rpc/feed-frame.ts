/** Frames of the feed as messages of the contract. */
import { create, type UnknownField } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import {
  SnapshotSchema,
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { FeedFrame, FrameContent } from "../sessions/frame-writer.ts";
import type { LoggedRecord } from "../store/logged-record.ts";
import { packedField, repeatedBytes, takesBytes } from "./packed-field.ts";

/** Turns frames into messages for one call. */
export function frameMessages(
  context: HandlerContext,
): (frame: FeedFrame) => WatchSessionsResponse {
  return takesBytes(context) ? packedFrame : readableFrame;
}

/** The frame with what it carries as messages. */
export function readableFrame({ content, ...envelope }: FeedFrame): WatchSessionsResponse {
  return create(WatchSessionsResponseSchema, { ...envelope, frame: readable(content) });
}

/**
 * The same for binary forms only. A record, and its token, are in it as bytes, which all watchers
 * share, and the sessions of a snapshot as they are kept.
 */
export function packedFrame(frame: FeedFrame): WatchSessionsResponse {
  const { content, frameNumber, revision, previousRevision, emitTime, resumeToken } = frame;
  if (content.case !== "record" && content.case !== "snapshot") return readableFrame(frame);
  const carried = [
    content.case === "record"
      ? packedRecord(content.value)
      : packedField(
          snapshot,
          repeatedBytes(
            sessions,
            content.value.map(({ bytes }) => bytes),
          ),
        ),
  ];
  if (resumeToken !== "") carried.unshift(packedToken(resumeToken));
  return {
    $typeName: WatchSessionsResponseSchema.typeName,
    frameNumber,
    revision,
    previousRevision,
    resumeToken: "",
    emitTime,
    frame: { case: undefined },
    $unknown: carried,
  };
}

const { record, snapshot, resumeToken: token } = WatchSessionsResponseSchema.field;
const { sessions } = SnapshotSchema.field;
const packedRecords = new WeakMap<LoggedRecord, UnknownField>();
/** Of the last frame: watchers of the same filter, who get the same token, come together. */
let lastToken = { text: "", field: packedField(token, new Uint8Array()) };

function readable(content: FrameContent) {
  switch (content.case) {
    case "record":
      return { case: content.case, value: content.value.decode() };
    case "snapshot":
      return { case: content.case, value: { sessions: content.value.map((kept) => kept.session) } };
    default:
      return content;
  }
}

function packedRecord(logged: LoggedRecord): UnknownField {
  const known = packedRecords.get(logged);
  if (known !== undefined) return known;
  const field = packedField(record, logged.bytes);
  packedRecords.set(logged, field);
  return field;
}

function packedToken(text: string): UnknownField {
  if (lastToken.text !== text) lastToken = { text, field: packedField(token, Buffer.from(text)) };
  return lastToken.field;
}

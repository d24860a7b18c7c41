/** Frames of the feed as messages of the contract. */
import { create } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { HandlerContext } from "@connectrpc/connect";
import {
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { FeedFrame } from "../sessions/frame-writer.ts";
import type { LoggedRecord } from "../store/logged-record.ts";

/** Turns frames into messages for one call. */
export function frameMessages(
  context: HandlerContext,
): (frame: FeedFrame) => WatchSessionsResponse {
  const contentType = context.requestHeader.get("content-type") ?? "";
  return /[/+]json\b/.test(contentType) ? readableFrame : packedFrame;
}

/** The frame with its record as a message. */
export function readableFrame({ content, ...envelope }: FeedFrame): WatchSessionsResponse {
  const frame =
    content.case === "record" ? { case: content.case, value: content.value.decode() } : content;
  return create(WatchSessionsResponseSchema, { ...envelope, frame });
}

/**
 * The same for binary forms only. A record, and its token, are in it as bytes, which all watchers
 * share: what a message does not know it passes on as it is, and to whoever reads the bytes a field
 * that was passed on is a field like any other.
 */
export function packedFrame(frame: FeedFrame): WatchSessionsResponse {
  const { content, frameNumber, revision, previousRevision, emitTime, resumeToken } = frame;
  if (content.case !== "record") return readableFrame(frame);
  const carried = [packedRecord(content.value)];
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

type Field = NonNullable<WatchSessionsResponse["$unknown"]>[number];

const { record: recordField, resumeToken: tokenField } = WatchSessionsResponseSchema.field;
const packedRecords = new WeakMap<LoggedRecord, Field>();
/** Of the last frame: watchers of the same filter, who get the same token, come together. */
let lastToken = { token: "", field: packed(tokenField.number, new Uint8Array()) };

function packedRecord(record: LoggedRecord): Field {
  const known = packedRecords.get(record);
  if (known !== undefined) return known;
  const field = packed(recordField.number, record.bytes);
  packedRecords.set(record, field);
  return field;
}

function packedToken(token: string): Field {
  if (lastToken.token !== token) {
    lastToken = { token, field: packed(tokenField.number, Buffer.from(token)) };
  }
  return lastToken.field;
}

/** A field as messages carry one that they do not know: the length is part of its bytes. */
function packed(no: number, bytes: Uint8Array): Field {
  const data = new BinaryWriter().bytes(bytes).finish();
  return { no, wireType: WireType.LengthDelimited, data };
}

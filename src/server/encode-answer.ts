import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";

/** A message in binary form, in pieces that follow each other. */
export type EncodedAnswer = readonly [Uint8Array, ...Uint8Array[]];

/** What is carried and as large as this stays where it is; anything smaller is copied together. */
const apartMinBytes = 64 * 1_024;

/**
 * A message in binary form, as `toBinary` gives it. What it carries as bytes already is copied once
 * or, where it is large, not at all: it would otherwise be in memory several times, and most frames
 * of the feed and answers to turns are such bytes and little else.
 */
export function encodeAnswer<Desc extends DescMessage>(
  desc: Desc,
  message: MessageShape<Desc>,
): EncodedAnswer {
  const carried = message.$unknown;
  if (carried === undefined) return [toBinary(desc, message)];
  const own = toBinary(desc, message, { writeUnknownFields: false });
  const [only] = carried;
  if (carried.length === 1 && only !== undefined && only.data.length >= apartMinBytes) {
    const head = Buffer.allocUnsafe(own.length + tagMaxBytes);
    head.set(own);
    return [head.subarray(0, writeTag(head, only, own.length)), only.data];
  }
  const length = carried.reduce((sum, { data }) => sum + tagMaxBytes + data.length, own.length);
  const bytes = Buffer.allocUnsafe(length);
  bytes.set(own);
  let at = own.length;
  for (const field of carried) {
    at = writeTag(bytes, field, at);
    bytes.set(field.data, at);
    at += field.data.length;
  }
  return [bytes.subarray(0, at)];
}

/** Bytes of all pieces. */
export function answerBytes(pieces: EncodedAnswer): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

const tagMaxBytes = 5;

/** A varint, as all tags are. Returns where it ends. */
function writeTag(
  target: Buffer,
  { no, wireType }: { readonly no: number; readonly wireType: number },
  from: number,
): number {
  let [tag, at] = [no * 8 + wireType, from];
  for (; tag >= 0x80; tag = Math.floor(tag / 0x80)) at = target.writeUInt8((tag % 0x80) + 0x80, at);
  return target.writeUInt8(tag, at);
}

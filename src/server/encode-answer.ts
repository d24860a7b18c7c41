import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";

/**
 * A message in binary form, as `toBinary` gives it. What it carries as bytes already goes straight
 * into the result, which would otherwise grow around them in steps, each with a copy: most frames
 * of the feed are such bytes and little else.
 */
export function encodeAnswer<Desc extends DescMessage>(
  desc: Desc,
  message: MessageShape<Desc>,
): Uint8Array {
  const carried = message.$unknown;
  if (carried === undefined) return toBinary(desc, message);
  const own = toBinary(desc, message, { writeUnknownFields: false });
  const length = carried.reduce((sum, { data }) => sum + tagMaxBytes + data.length, own.length);
  const bytes = Buffer.allocUnsafe(length);
  bytes.set(own);
  let at = own.length;
  for (const { no, wireType, data } of carried) {
    // A varint, as all tags are.
    let tag = no * 8 + wireType;
    for (; tag >= 0x80; tag = Math.floor(tag / 0x80))
      at = bytes.writeUInt8((tag % 0x80) + 0x80, at);
    at = bytes.writeUInt8(tag, at);
    bytes.set(data, at);
    at += data.length;
  }
  return bytes.subarray(0, at);
}

const tagMaxBytes = 5;

/**
 * Answers whose messages are at hand as bytes. What a message does not know it passes on as it is,
 * and to whoever reads the bytes a field that was passed on is a field like any other; so what the
 * store keeps need not be decoded to be sent.
 */
import type { DescField, UnknownField } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { HandlerContext } from "@connectrpc/connect";
import { requestHeader } from "./request-header.ts";

/** Whether the caller gets the binary form, the only one in which bytes can be passed on. */
export function takesBytes(
  context: Pick<HandlerContext, "requestHeader" | "requestMethod">,
): boolean {
  // A GET has its form in the query, where it is usually JSON.
  if (context.requestMethod === "GET") return false;
  return !/[/+]json\b/.test(requestHeader(context, "content-type") ?? "");
}

/** A field that holds a message, or text in UTF-8, as messages carry one that they do not know. */
export function packedField({ number }: DescField, bytes: Uint8Array): UnknownField {
  // The length is part of the bytes of such a field.
  const data = new BinaryWriter().bytes(bytes).finish();
  return { no: number, wireType: WireType.LengthDelimited, data };
}

/**
 * A field that holds a message, of whose fields these are the bytes; each is copied once, however
 * large it is.
 */
export function packedMessage(
  { number }: DescField,
  fields: readonly (readonly [DescField, Uint8Array])[],
): UnknownField {
  const parts = fields.flatMap(([field, bytes]) => {
    const writer = new BinaryWriter().tag(field.number, WireType.LengthDelimited);
    return [writer.uint32(bytes.length).finish(), bytes];
  });
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const data = Buffer.concat([new BinaryWriter().uint32(length).finish(), ...parts]);
  return { no: number, wireType: WireType.LengthDelimited, data };
}

/** The bytes of a message with nothing but one repeated field, which holds these messages. */
export function repeatedBytes({ number }: DescField, messages: readonly Uint8Array[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const bytes of messages) writer.tag(number, WireType.LengthDelimited).bytes(bytes);
  return writer.finish();
}

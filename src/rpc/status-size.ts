/**
 * Keeps a status small enough to arrive. gRPC sends it in HTTP trailers, the message twice and the
 * details as base64; clients refuse trailers above 8 KiB, and a refused status tells nothing.
 */
import { create, toBinary } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";

/** Room for a status on the wire; the rest of the 8 KiB is for other trailers. */
export const statusMaxBytes = 7_500;

/** As gRPC writes it: a letter of another script takes nine bytes. */
const messageMaxBytes = 2_000;
const metadataMaxChars = 300;

type Detail = ConnectError["details"][number];

/**
 * Shortens a status, in place, until it fits: first texts, then the list of bad fields from its
 * end, then whole details but the ErrorInfo. One that fits keeps everything. A text that is not
 * valid Unicode, which no protocol can send, is mended.
 */
export function fitStatus(error: ConnectError): void {
  if (!error.rawMessage.isWellFormed()) setMessage(error, error.rawMessage);
  if (wireBytes(error) <= statusMaxBytes) return;
  setMessage(error, shortenMessage(error.rawMessage));
  error.details = error.details.map(shortenMetadata);
  for (let i = error.details.length - 1; i >= 0 && wireBytes(error) > statusMaxBytes; i -= 1) {
    dropBadFields(error, i);
  }
  while (wireBytes(error) > statusMaxBytes) {
    const last = error.details.findLastIndex((detail) => !isA(detail, ErrorInfoSchema.typeName));
    if (last < 0) break;
    error.details = error.details.toSpliced(last, 1);
  }
}

function setMessage(error: ConnectError, message: string): void {
  const prefix = error.message.slice(0, error.message.length - error.rawMessage.length);
  const rawMessage = message.toWellFormed();
  Object.assign(error, { rawMessage, message: prefix + rawMessage });
}

function shortenMessage(message: string): string {
  let maxChars = messageMaxBytes;
  let short = shorten(message, maxChars);
  while (encodeURIComponent(short).length > messageMaxBytes) {
    maxChars = Math.floor(maxChars / 2);
    short = shorten(message, maxChars);
  }
  return short;
}

function shorten(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars - 1).toWellFormed()}…` : text;
}

function shortenMetadata(detail: Detail): Detail {
  if (!("desc" in detail) || !isA(detail, ErrorInfoSchema.typeName)) return detail;
  const info = create(ErrorInfoSchema, detail.value);
  const metadata = Object.entries(info.metadata).map(([key, value]) => [
    key,
    shorten(value, metadataMaxChars),
  ]);
  return { desc: ErrorInfoSchema, value: { ...info, metadata: Object.fromEntries(metadata) } };
}

function dropBadFields(error: ConnectError, index: number): void {
  const detail = error.details[index];
  if (detail === undefined || !("desc" in detail) || !isA(detail, BadRequestSchema.typeName))
    return;
  const { fieldViolations } = create(BadRequestSchema, detail.value);
  while (fieldViolations.length > 1 && wireBytes(error) > statusMaxBytes) {
    fieldViolations.pop();
    const value = create(BadRequestSchema, { fieldViolations: [...fieldViolations] });
    error.details = error.details.with(index, { desc: BadRequestSchema, value });
  }
}

/** What the status takes in the trailers of gRPC. */
function wireBytes({ rawMessage, details }: ConnectError): number {
  const detailBytes = details.map((detail) => {
    const value =
      "desc" in detail ? toBinary(detail.desc, create(detail.desc, detail.value)) : detail.value;
    return value.length + typeNameOf(detail).length + 32;
  });
  const status = Buffer.byteLength(rawMessage) + detailBytes.reduce((a, b) => a + b, 0);
  return encodeURIComponent(rawMessage).length + Math.ceil(status * (4 / 3));
}

function isA(detail: Detail, typeName: string): boolean {
  return typeNameOf(detail) === typeName;
}

function typeNameOf(detail: Detail): string {
  return "desc" in detail ? detail.desc.typeName : detail.type;
}

/** Headers of calls, between Node and the web's form that services know. */
import { constants, type IncomingHttpHeaders } from "node:http2";
import { gzipCompression } from "./gzip-compression.ts";

/** With what every answer begins. */
export const responseHeaders = {
  [constants.HTTP2_HEADER_STATUS]: constants.HTTP_STATUS_OK,
  "content-type": "application/grpc+proto",
  "grpc-accept-encoding": gzipCompression.name,
} as const;

/** With what an answer begins whose messages may be compressed. */
export const compressedResponseHeaders = {
  ...responseHeaders,
  "grpc-encoding": gzipCompression.name,
} as const;

/** What only gRPC, or HTTP below it, may write. */
const reserved = new RegExp(
  "^(grpc-.*|content-(type|length)|te|host|upgrade|http2-settings|connection|keep-alive" +
    "|proxy-connection|transfer-encoding)$",
);
const printableAscii = /^[\x20-\x7e]*$/;

/** The headers of a request as a service sees them: without those that begin with a colon. */
export function requestHeadersOf(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || name.startsWith(":")) continue;
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each);
  }
  return headers;
}

/**
 * What a service wants to send beside its messages, as Node takes it. Throws if it has signs that
 * gRPC cannot carry: a service that wants to send them has to choose a name that ends in -bin.
 */
export function metadataOf(headers: Headers | undefined): Readonly<Record<string, string>> {
  const metadata: Record<string, string> = {};
  if (headers === undefined) return metadata;
  for (const [name, value] of headers) {
    if (reserved.test(name)) continue;
    if (!printableAscii.test(value)) {
      throw new Error(`the header ${name} has signs that are not printable ASCII`);
    }
    // Several values are joined by a comma; of bytes in base64, gRPC knows no space after it.
    metadata[name] = name.endsWith("-bin") ? value.replaceAll(" ", "") : value;
  }
  return metadata;
}

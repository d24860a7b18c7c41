import { Code, ConnectError } from "@connectrpc/connect";
import type { Compression } from "@connectrpc/connect/protocol";
import { compressionGzip } from "@connectrpc/connect-node";
import { malformedRequest, messageTooLarge } from "./protocol-errors.ts";

/**
 * gzip, whose failures say what the caller did. Unpacking stops at the limit of a message, so a few
 * bytes that stand for gigabytes cost no more than an honest message. It is the one compression
 * that every client has.
 */
export const gzipCompression: Compression = {
  name: compressionGzip.name,
  compress: compressionGzip.compress,
  async decompress(bytes, readMaxBytes) {
    try {
      return await compressionGzip.decompress(bytes, readMaxBytes);
    } catch (cause) {
      if (ConnectError.from(cause).code === Code.ResourceExhausted) {
        throw messageTooLarge("the message, once unpacked,", readMaxBytes, cause);
      }
      throw malformedRequest("a message that says it is gzip is not, or not all of it", cause);
    }
  },
};

/** A space at either end, which HTTP would drop, `%`, and what is not printable ASCII. */
const needsEncoding = /^ | $|[^\x20-\x24\x26-\x7e]+/gu;

/**
 * The message of a status as gRPC writes it: printable ASCII stays, all else and `%` is
 * percent-encoded. Throws if the message is not well-formed Unicode.
 */
export function encodeGrpcMessage(message: string): string {
  return message.replace(needsEncoding, encodeURIComponent);
}

/**
 * Writes the message of a status in these trailers, if there is one, as gRPC does. connect encodes
 * every sign that is special in an address, which is allowed too, but clients on grpc-js leave
 * those as they are and show `%3A` for a colon.
 */
export function tidyGrpcMessage(trailer: Headers): void {
  const encoded = trailer.get("grpc-message");
  if (encoded !== null) trailer.set("grpc-message", encodeGrpcMessage(decodeURIComponent(encoded)));
}

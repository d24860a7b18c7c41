/** A space at either end, which HTTP would drop, `%`, and what is not printable ASCII. */
const needsEncoding = /^ | $|[^\x20-\x24\x26-\x7e]+/gu;

/**
 * Writes the message of a status in these trailers, if there is one, as gRPC does: printable ASCII
 * stays, all else and `%` is percent-encoded. connect encodes every sign that is special in an
 * address, which is allowed too, but clients on grpc-js leave those as they are and show `%3A` for
 * a colon.
 */
export function tidyGrpcMessage(trailer: Headers): void {
  const encoded = trailer.get("grpc-message");
  if (encoded === null) return;
  const message = decodeURIComponent(encoded);
  trailer.set("grpc-message", message.replace(needsEncoding, encodeURIComponent));
}

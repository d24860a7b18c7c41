import { constants, type ServerHttp2Stream } from "node:http2";

/**
 * Writes the status that ends a stream, and then lets go of what its caller still sends. HTTP/2
 * would otherwise keep the stream, and its place among the concurrent ones, until the caller
 * chooses to end it.
 */
export function endAndDropBody(stream: ServerHttp2Stream, writeStatus: () => void): void {
  // A status is trailers, which Node asks for after the last byte, or else a head of its own.
  const asTrailers = stream.headersSent;
  writeStatus();
  if (stream.readableEnded) return;
  // Node writes trailers in the next turn, and a reset in the same turn would overtake them: this
  // listener, being the later one, gets the later turn.
  const drop = () =>
    setImmediate(() => {
      if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
    });
  if (asTrailers) stream.once("wantTrailers", drop);
  else drop();
}

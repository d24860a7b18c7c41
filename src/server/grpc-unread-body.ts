import { constants, type ServerHttp2Stream } from "node:http2";

/**
 * Lets go of what a caller still sends once it has its status. HTTP/2 would otherwise keep the
 * stream, and its place among the concurrent ones, until the caller chooses to end it.
 */
export function releaseUnreadBody(stream: ServerHttp2Stream): void {
  if (stream.readableEnded) return;
  // The status must leave first: a reset in the same turn would overtake it.
  const release = () =>
    setImmediate(() => {
      if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
    });
  if (stream.writableFinished) release();
  else stream.once("finish", release);
}

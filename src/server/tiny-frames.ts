import { constants, type ServerHttp2Stream } from "node:http2";
import type { NodeRequest } from "./node-response.ts";

const tinyBytes = 64;
const tinyMaxCount = 64;

/**
 * Ends an HTTP/2 request that comes in tiny DATA frames, as no client sends a single message: each
 * frame of one byte costs ten on the wire and 5 µs here, so one burst of 64 KiB would hold up all
 * other calls for 0.2 s. The stream is reset while the burst is being read, which spares the rest
 * of it; there is no time for a status. Not for methods that stream requests: there a tiny frame
 * may well be a message.
 */
export function resetOnTinyFrames(
  request: NodeRequest | { readonly stream: ServerHttp2Stream },
): void {
  if (!("stream" in request)) return;
  const { stream } = request;
  let count = 0;
  stream.on("data", (piece: Uint8Array) => {
    if (piece.length >= tinyBytes) return;
    count += 1;
    if (count <= tinyMaxCount || stream.destroyed) return;
    stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    stream.destroy();
  });
}

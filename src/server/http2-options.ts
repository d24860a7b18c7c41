import type { ServerOptions } from "node:http2";
import type { TransportLimits } from "./transport-limits.ts";

/**
 * What all streams of a connection may send before they hear that it was read: much more than the
 * 64 KiB of one stream, so that several can send at full speed.
 */
export const connectionWindowBytes = 1024 * 1024;

/** What an HTTP/2 connection is granted; its floods end it before they cost much. */
export function http2Options(
  limits: Pick<TransportLimits, "maxConcurrentStreams" | "maxHeaderBytes">,
): ServerOptions {
  return {
    settings: {
      maxConcurrentStreams: limits.maxConcurrentStreams,
      maxHeaderListSize: limits.maxHeaderBytes,
    },
    // In MB, answers that wait for their reader included.
    maxSessionMemory: 64,
    maxSettings: 32,
    maxOutstandingPings: 10,
    maxSessionInvalidFrames: 100,
    maxSessionRejectedStreams: 100,
    streamResetBurst: 200,
    streamResetRate: 20,
  };
}

import type { ServerOptions } from "node:http2";
import type { TransportLimits } from "./transport-limits.ts";

/** One stream that nobody reads must not hold up the others of its connection. */
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

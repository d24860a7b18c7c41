/** Why the feed turns readers away. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rejection } from "../domain/rejection.ts";
import { reconnectSpreadMs } from "./reconnect-spread.ts";

/** The refusal of one reader too many; `random` is from 0 up to 1 and spreads the next attempts. */
export function tooMany(limit: number, random: number): Rejection {
  return {
    reason: ErrorReason.WATCHER_LIMIT_EXCEEDED,
    message:
      `${limit} watches and waits are open, as many as are allowed; ` +
      "close one, or try again later",
    metadata: { limit: String(limit) },
    retryAfterMs: Math.round(1_000 + random * reconnectSpreadMs(limit)),
  };
}

/** The end of every stream when the server stops. */
export function serverStopping(): Rejection {
  return {
    reason: ErrorReason.SERVER_STOPPING,
    message: "the server is stopping; go on with the token of the last frame",
    metadata: {},
    retryAfterMs: 1_000,
  };
}

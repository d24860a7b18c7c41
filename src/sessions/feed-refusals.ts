/** Why the feed turns readers away. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rejection } from "../domain/rejection.ts";

/** The refusal of one reader too many. */
export function tooMany(limit: number): Rejection {
  return {
    reason: ErrorReason.WATCHER_LIMIT_EXCEEDED,
    message:
      `${limit} watches and waits are open, as many as are allowed; ` +
      "close one, or try again later",
    metadata: { limit: String(limit) },
    retryAfterMs: 1_000,
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

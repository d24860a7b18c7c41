import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { quote } from "../domain/quote.ts";
import type { Rejection } from "../domain/rejection.ts";

/** Why a guarded request may not go on; undefined when it may. An empty etag guards nothing. */
export function checkEtag(session: Session, etag: string): Rejection | undefined {
  if (etag === "" || etag === session.etag) return undefined;
  return {
    reason: ErrorReason.ETAG_MISMATCH,
    message:
      `${session.sessionId} has changed: its etag is ${session.etag}, not ${quoted(etag)}; ` +
      "read it again and decide anew",
    metadata: { session_id: session.sessionId, etag: session.etag },
  };
}

/** As it was written, where it can be an etag, which has quotes of its own. */
function quoted(etag: string): string {
  return /^"\d{1,19}"$/.test(etag) ? etag : quote(etag);
}

import type { HandlerContext } from "@connectrpc/connect";
import { type Session, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  SessionService,
  type UpdateSessionRequest,
  UpdateSessionRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type { Outcome } from "../domain/rejection.ts";
import type { SessionCommands } from "../sessions/session-commands.ts";
import { findUnknownContent } from "../validator/unknown-content.ts";
import { scopeOf } from "./caller.ts";
import { RequestCheck } from "./from-wire.ts";
import { identityOf } from "./request-hash.ts";

/** Written by the server: what a client sends back of it is ignored. */
const outputOnly = [
  "session.owner",
  "session.mode",
  "session.status",
  "session.create_time",
  "session.update_time",
  "session.expire_time",
  "session.delete_time",
  "session.purge_time",
];

/** Checks the request of an update and sends the command. */
export async function updateSession(
  commands: SessionCommands,
  request: UpdateSessionRequest,
  context: HandlerContext,
): Promise<Outcome<Session>> {
  const judgedLater = ["session.spec"];
  const check = RequestCheck.of(UpdateSessionRequestSchema, request, { judgedLater, outputOnly });
  const { session: wanted, etag } = request;
  const paths = request.updateMask?.paths ?? [];
  check.add(...findUnknownSpecContent(wanted, paths));
  if (wanted !== undefined && wanted.etag !== "" && etag !== "" && wanted.etag !== etag) {
    check.invalid("etag", "differs from session.etag", "one of them, or both alike");
  }
  check.sessionId("session.session_id", wanted?.sessionId ?? "").requestId(request.requestId);
  check.throwIfBad();
  if (wanted === undefined) throw new Error("a request without a session was let through");
  const { updateSession: method } = SessionService.method;
  const change = {
    scope: scopeOf(context),
    sessionId: wanted.sessionId,
    identity: identityOf(method, UpdateSessionRequestSchema, request),
    etag: etag || wanted.etag,
    comment: "",
  };
  return await commands.update(change, wanted, paths);
}

/**
 * What this server does not know in the part of the spec that the mask reads. The update takes over
 * what it knows, so that the validator would not see the rest.
 */
function findUnknownSpecContent(wanted: Session | undefined, paths: readonly string[]) {
  if (wanted?.spec === undefined) return [];
  const read = paths.map((path) => (path === "*" ? "spec" : path));
  return [...findUnknownContent(SessionSpecSchema, wanted.spec, "spec")]
    .filter(({ field }) => paths.length === 0 || read.some((path) => isWithin(field, path)))
    .map((each) => ({ ...each, field: `session.${each.field}` }));
}

function isWithin(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

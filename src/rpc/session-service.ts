/** SessionService: checks the request, calls what it asks for, answers or refuses. Nothing else. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import {
  type CreateSessionRequest,
  CreateSessionRequestSchema,
  DeleteSessionRequestSchema,
  GetSessionRequestSchema,
  GetSessionResponseSchema,
  ListSessionEventsRequestSchema,
  PauseSessionRequestSchema,
  ResumeSessionRequestSchema,
  SessionService,
  StartSessionRequestSchema,
  StopSessionRequestSchema,
  type ValidateSessionRequest,
  ValidateSessionRequestSchema,
  type ValidateSessionResponseSchema,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type { Instant } from "../domain/instant.ts";
import type { Limits } from "../domain/limits.ts";
import { reasonName } from "../domain/rejection.ts";
import { millisecondsOf } from "../domain/timestamp.ts";
import type { DriverTokens } from "../sessions/driver-tokens.ts";
import { feedSelection } from "../sessions/feed-selection.ts";
import type { ChangeRequest, SessionCommands } from "../sessions/session-commands.ts";
import type { SessionFeed } from "../sessions/session-feed.ts";
import type { SessionQueries } from "../sessions/session-queries.ts";
import type { SessionSubject } from "../validator/validate-session.ts";
import { scopeOf } from "./caller.ts";
import type { DiskGuard } from "./disk-guard.ts";
import { clampsBy } from "./driver-clamp.ts";
import { guardDrivers } from "./driver-guard.ts";
import { frameMessages } from "./feed-frame.ts";
import { RequestCheck } from "./from-wire.ts";
import { listSessions } from "./list-sessions.ts";
import { orThrow } from "./or-throw.ts";
import { packedField, takesBytes } from "./packed-field.ts";
import { identityOf } from "./request-hash.ts";
import { updateSession } from "./update-session.ts";

/** What the service stands on. */
export interface SessionServiceParts {
  readonly commands: SessionCommands;
  readonly queries: SessionQueries;
  readonly feed: SessionFeed;
  readonly tokens: DriverTokens;
  readonly guard: DiskGuard;
  readonly limits: Limits;
  /** Heartbeat interval of a watch that asks for none, in milliseconds. */
  readonly heartbeatMs: number;
}

type Service = ServiceImpl<typeof SessionService>;

const waitMaxMs = 20_000;
const heartbeatMinMs = 1_000;
const heartbeatMaxMs = 60_000;
/** The validator judges what the spec holds, for Create and Validate alike. */
const judgedLater = ["spec"];

/** The service, free of any transport. */
export function createSessionService(parts: SessionServiceParts): Service {
  // Whatever a driver asks of a spec is answered as of its barrier.
  const guarded = guardDrivers(sessionMethods(parts), parts.tokens, ["validateSession"]);
  // The feed is read from memory, or waits within the limit of watchers.
  return parts.guard.over(guarded, ["validateSession", "listSessionEvents"]);
}

function sessionMethods(parts: SessionServiceParts): Service {
  const { commands } = parts;
  const clampOf = clampsBy(parts.tokens);
  const methods = SessionService.method;
  return {
    createSession: (request, context) => createSession(parts, request, context),
    getSession: async (request, context) => {
      const check = RequestCheck.of(GetSessionRequestSchema, request);
      check.sessionId("session_id", request.sessionId).throwIfBad();
      const kept = orThrow(await parts.queries.get(scopeOf(context), request.sessionId));
      if (!takesBytes(context)) return { session: kept.session };
      const { typeName, field } = GetSessionResponseSchema;
      return { $typeName: typeName, $unknown: [packedField(field.session, kept.bytes)] };
    },
    listSessions: (request, context) => listSessions(parts, request, context),
    updateSession: async (request, context) => ({
      session: orThrow(await updateSession(commands, request, context)),
    }),
    deleteSession: async (request, context) => {
      const check = RequestCheck.of(DeleteSessionRequestSchema, request);
      const identity = identityOf(methods.deleteSession, DeleteSessionRequestSchema, request);
      const change = changeOf(check, request, identity, context);
      return { session: orThrow(await commands.delete(change)) };
    },
    startSession: async (request, context) => {
      const check = RequestCheck.of(StartSessionRequestSchema, request);
      const identity = identityOf(methods.startSession, StartSessionRequestSchema, request);
      const change = changeOf(check, request, identity, context);
      return { session: orThrow(await commands.start(change)) };
    },
    pauseSession: async (request, context) => {
      const check = RequestCheck.of(PauseSessionRequestSchema, request);
      const identity = identityOf(methods.pauseSession, PauseSessionRequestSchema, request);
      const change = changeOf(check, request, identity, context);
      return { session: orThrow(await commands.pause(change)) };
    },
    resumeSession: async (request, context) => {
      const check = RequestCheck.of(ResumeSessionRequestSchema, request);
      const identity = identityOf(methods.resumeSession, ResumeSessionRequestSchema, request);
      const change = changeOf(check, request, identity, context);
      return { session: orThrow(await commands.resume(change)) };
    },
    stopSession: async (request, context) => {
      const check = RequestCheck.of(StopSessionRequestSchema, request);
      const identity = identityOf(methods.stopSession, StopSessionRequestSchema, request);
      const change = changeOf(check, request, identity, context);
      return { session: orThrow(await commands.stop(change, request.stopPolicy)) };
    },
    validateSession: async (request, context) => {
      return validateSession(commands, request, (await clampOf(context))?.untilNs);
    },
    watchSessions: (request, context) => watchSessions(parts, request, context),
    listSessionEvents: (request, context) => listSessionEvents(parts, request, context),
  };
}

/** Judges a spec; for a driver as it would have been judged at its barrier. */
function validateSession(
  commands: SessionCommands,
  request: ValidateSessionRequest,
  untilNs: Instant | undefined,
): MessageInitShape<typeof ValidateSessionResponseSchema> {
  RequestCheck.of(ValidateSessionRequestSchema, request, { judgedLater }).throwIfBad();
  const { violations, warnings, estimate, spec } = commands.validate(subjectOf(request), untilNs);
  return {
    valid: violations.length === 0,
    violations: violations.map((each) => ({
      field: each.field,
      reason: reasonName(each.reason),
      message: each.message,
      suggestion: each.suggestion ?? "",
    })),
    warnings: [...warnings],
    ...(estimate === undefined ? {} : { estimate }),
    ...(spec === undefined ? {} : { spec }),
  };
}

async function createSession(
  { commands }: SessionServiceParts,
  request: CreateSessionRequest,
  context: HandlerContext,
) {
  const check = RequestCheck.of(CreateSessionRequestSchema, request, { judgedLater });
  check.requestId(request.requestId);
  if (check.isBad) check.add(...commands.validate(subjectOf(request)).violations).throwIfBad();
  const identity = identityOf(
    SessionService.method.createSession,
    CreateSessionRequestSchema,
    request,
  );
  const { start, validateOnly } = request;
  const scope = scopeOf(context);
  const created = await commands.create({
    scope,
    identity,
    subject: subjectOf(request),
    start,
    validateOnly,
  });
  const { session, warnings } = orThrow(created);
  return { session, warnings: [...warnings] };
}

const watchSessions: Handler<"watchSessions"> = async function* (parts, request, context) {
  const check = RequestCheck.of(WatchSessionsRequestSchema, request);
  check.feedFilter(request.filter).kinds(request.kinds, true);
  const start = check.feedStart(request.start, { from: "snapshot" });
  const asked = request.heartbeatInterval;
  const wantedMs = asked === undefined ? parts.heartbeatMs : millisecondsOf(asked);
  if (wantedMs < 0) check.invalid("heartbeat_interval", "is negative", "1s to 60s");
  check.throwIfBad();
  const heartbeatMs = Math.min(Math.max(wantedMs, heartbeatMinMs), heartbeatMaxMs);
  const selection = feedSelection(request.filter, request.kinds);
  const { signal } = context;
  const scope = scopeOf(context);
  const message = frameMessages(context);
  for await (const frame of parts.feed.watch({ scope, selection, start, heartbeatMs, signal })) {
    yield message(frame);
  }
  if (signal.aborted) throw signal.reason;
};

const listSessionEvents: Handler<"listSessionEvents"> = async (parts, request, context) => {
  const { defaultPageSize, maximumPageSize } = parts.limits;
  const check = RequestCheck.of(ListSessionEventsRequestSchema, request);
  check.feedFilter(request.filter).kinds(request.kinds, false);
  const start = check.feedStart(request.start, { from: "oldest" });
  const pageSize = check.pageSize(request.pageSize, defaultPageSize, maximumPageSize);
  const waitMs = check.wait(request.wait, waitMaxMs);
  check.throwIfBad();
  const selection = feedSelection(request.filter, request.kinds);
  const { signal } = context;
  const scope = scopeOf(context);
  const page = orThrow(
    await parts.feed.list({ scope, selection, start, pageSize, waitMs, signal }),
  );
  return { ...page, records: page.records.map((record) => record.decode()) };
};

type Handler<Method extends keyof Service> = (
  parts: SessionServiceParts,
  ...call: Parameters<Service[Method]>
) => ReturnType<Service[Method]>;

function subjectOf(request: CreateSessionRequest | ValidateSessionRequest): SessionSubject {
  const { spec, labels, annotations } = request;
  return { spec, labels, annotations };
}

function changeOf(
  check: RequestCheck,
  request: { readonly sessionId: string; readonly etag: string; readonly comment: string },
  identity: ChangeRequest["identity"],
  context: HandlerContext,
): ChangeRequest {
  const { sessionId, etag, comment } = request;
  check.sessionId("session_id", sessionId).requestId(identity.requestId).comment(comment);
  check.throwIfBad();
  return { scope: scopeOf(context), sessionId, identity, etag, comment };
}

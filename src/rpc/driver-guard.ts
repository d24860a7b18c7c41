/**
 * Keeps a caller with a driver token to its own session: whatever names another one is refused, and
 * so is what names none, for another session may well have seen what is still ahead of this one.
 */
import type { HandlerContext } from "@connectrpc/connect";
import type { DriverTokens } from "../sessions/driver-tokens.ts";
import { driverTokenScope } from "../sessions/driving-refusals.ts";
import { scopeOf } from "./caller.ts";
import { driverTokenHeader } from "./driver-clamp.ts";
import { refusalError } from "./error-map.ts";
import { requestHeader } from "./request-header.ts";

/** The driver token of a call; undefined where it has none. */
export function driverTokenOf(context: HandlerContext): string | undefined {
  return requestHeader(context, driverTokenHeader)?.trim();
}

/** A service as connect takes it: methods of a request, or of a stream of them. */
type Methods = Readonly<Record<string, unknown>>;
type Method = (request: unknown, context: HandlerContext) => unknown;

/** What a request may say of the sessions that it is about. */
interface SessionRequest {
  readonly sessionId?: string;
  readonly session?: { readonly sessionId: string };
  readonly filter?: unknown;
}

/**
 * The service with its methods guarded, but for those named, which look at the token themselves.
 * Streams of answers are guarded before their first.
 */
export function guardDrivers<Service extends object>(
  service: Service,
  tokens: DriverTokens,
  exempt: readonly (keyof Service)[] = [],
): Service {
  const guarded = Object.entries(service as Methods).map(([name, method]) => {
    const isExempt = typeof method !== "function" || exempt.includes(name as keyof Service);
    return [name, isExempt ? method : guard(method as Method, tokens)];
  });
  return Object.fromEntries(guarded) as Service;
}

function guard(method: Method, tokens: DriverTokens): Method {
  return (request, context) => {
    const token = driverTokenOf(context);
    if (token === undefined) return method(request, context);
    const { sessionId = "" } = request as SessionRequest;
    if (tokens.drives(scopeOf(context), token, sessionId)) return method(request, context);
    const reached = reach(tokens, token, request as SessionRequest, context);
    const isStream = context.method.methodKind === "server_streaming";
    if (!isStream) return reached.then(() => method(request, context));
    return after(reached, () => method(request, context) as AsyncIterable<unknown>);
  };
}

async function* after(ready: Promise<void>, open: () => AsyncIterable<unknown>) {
  await ready;
  yield* open();
}

async function reach(
  tokens: DriverTokens,
  token: string,
  request: SessionRequest,
  context: HandlerContext,
): Promise<void> {
  const driven = await tokens.find(scopeOf(context), token);
  if (!driven.ok) throw refusalError(driven.rejection);
  const own = driven.value;
  const named = sessionsOf(request);
  if (named.length === 0 || named.some((id) => id !== own && id !== "")) {
    throw refusalError(driverTokenScope(own));
  }
}

/** The sessions that a request names; an empty id is refused for itself. */
function sessionsOf({ sessionId, session, filter }: SessionRequest): readonly string[] {
  if (sessionId !== undefined) return [sessionId];
  if (session !== undefined) return [session.sessionId];
  const ids = typeof filter === "object" && filter !== null && "sessionIds" in filter;
  return ids && Array.isArray(filter.sessionIds) ? filter.sessionIds : [];
}

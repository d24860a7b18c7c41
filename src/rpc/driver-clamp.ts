/**
 * What a caller with a driver token may know: nothing of what came after the barrier that its
 * session is at. Every service asks here, so that the token keeps its holder from the future
 * whichever of them it calls.
 */
import type { HandlerContext } from "@connectrpc/connect";
import type { Instant } from "../domain/instant.ts";
import type { Rejection } from "../domain/rejection.ts";
import { scopeOf } from "./caller.ts";
import { refusalError } from "./error-map.ts";
import { requestHeader } from "./request-header.ts";

/** The header that carries a driver token. */
export const driverTokenHeader = "openbell-driver-token";

/** How far the holder of a token sees. */
export interface Clamp {
  /** Clock of the session: what became known later is withheld. */
  readonly untilNs: Instant;
}

/** Reads driver tokens. */
export interface DriverTokens {
  /**
   * How far the holder of a token sees: up to the last barrier that its session has passed, and
   * before the first one up to where its data begins. The refusal of a token that is none, or is
   * not the session's any more, is INVALID_DRIVER_TOKEN: without it the caller would see all.
   */
  clampOf(
    scope: ReturnType<typeof scopeOf>,
    token: string,
  ): Promise<
    | { readonly ok: true; readonly value: Clamp }
    | { readonly ok: false; readonly rejection: Rejection }
  >;
}

/** How far a caller sees; undefined for one without a token, who sees everything. */
export type ClampOf = (context: HandlerContext) => Promise<Clamp | undefined>;

/** Finds how far callers see. What it gives rejects with the refusal of a bad token. */
export function clampsBy(tokens: DriverTokens): ClampOf {
  return async (context) => {
    const token = requestHeader(context, driverTokenHeader);
    if (token === null) return undefined;
    const found = await tokens.clampOf(scopeOf(context), token.trim());
    if (!found.ok) throw refusalError(found.rejection);
    return found.value;
  };
}

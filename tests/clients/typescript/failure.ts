import { Code as StatusCode } from "../../../gen/ts/google/rpc/code_pb.ts";
import { OpenbellError, ValidationError } from "../../../src/client/errors.ts";
import { OwnError } from "./protocol.ts";

/** A code as the protocol tells it, for example `NOT_FOUND`. */
export function codeName(code: number): string | undefined {
  return Object.entries(StatusCode).find(([, number]) => number === Number(code))?.[0];
}

/** An error as the protocol tells it; what is no error of a call is thrown on. */
export function failureOf(error: unknown): object {
  if (error instanceof OwnError) return { own: error.message };
  if (error instanceof TypeError || error instanceof RangeError) return { usage: error.message };
  if (!(error instanceof OpenbellError)) throw error;
  const { code, reason, message, metadata, retryAfterMs, requestId } = error;
  const violations = error instanceof ValidationError ? error.violations : [];
  return { code: codeName(code), reason, message, metadata, violations, retryAfterMs, requestId };
}

/** Failures in words: what happened, every bad field, and what to do about it. */
import { Code } from "@connectrpc/connect";
import { systemErrorCodes } from "../client/error-from-status.ts";
import {
  CancelledError,
  ConflictError,
  DeadlineError,
  EtagMismatchError,
  IllegalTransitionError,
  OpenbellError,
  RateLimitedError,
  SessionLimitExceededError,
  SessionNotFoundError,
  UnavailableError,
  ValidationError,
} from "../client/errors.ts";
import { durationText } from "./duration-text.ts";
import { ExitCode } from "./exit-code.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What a report is made with. */
export interface ReportOptions {
  readonly address: string;
  readonly paint: Paint;
}

/** What the shell is told about a failure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return ExitCode.usage;
  if (error instanceof CancelledError) return ExitCode.interrupted;
  if (error instanceof UnavailableError || error instanceof DeadlineError) {
    return ExitCode.unreachable;
  }
  return error instanceof OpenbellError ? ExitCode.refused : ExitCode.defect;
}

/** The lines that tell a person what went wrong and what to do. */
export function reportError(error: unknown, { address, paint }: ReportOptions): string[] {
  const head = (text: string) => `${paint.red("openbell:")} ${printable(text)}`;
  if (error instanceof UsageError) return error.problems.map(head);
  if (!(error instanceof OpenbellError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const [first = "", ...rest] = text.split("\n");
    return [head(`a defect of this command: ${first}`), ...rest.map(printable)];
  }
  const details = detailLines(error).map((line) => `  ${printable(line)}`);
  const hints = hintLines(error, address).map((line) => `  ${paint.dim(printable(line))}`);
  return [head(sentence(error, address)), ...details, ...hints];
}

/** A failure for programs. */
export function errorJson(error: unknown): Record<string, unknown> {
  if (error instanceof UsageError) {
    return { code: "USAGE", reason: "", message: error.message, problems: error.problems };
  }
  if (!(error instanceof OpenbellError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "DEFECT", reason: "", message };
  }
  return {
    code: codeName(error.code),
    reason: error.reason,
    message: error.message,
    metadata: error.metadata,
    ...(error instanceof ValidationError ? { violations: error.violations } : {}),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

function sentence(error: OpenbellError, address: string): string {
  if (error instanceof UnavailableError && error.reason === "") {
    if (isNobodyThere(error)) return `nothing listens at ${address}`;
    if (isUnknownHost(error)) return `the host of ${address} is not known`;
    return `${address}: ${error.message}`;
  }
  if (error instanceof CancelledError) return "interrupted";
  if (error instanceof DeadlineError) return `${address} did not answer in time`;
  if (speaksOtherProtocol(error)) return `${address} does not speak gRPC: ${error.message}`;
  if (error instanceof IllegalTransitionError && error.command !== "") {
    const command = error.command.toLowerCase().replaceAll("_", " ");
    return `cannot ${command}: the session is ${error.currentState}`;
  }
  if (error instanceof ValidationError && error.violations.length > 0) {
    const count = error.violations.length;
    return count === 1 ? "a field is bad" : `${count} fields are bad`;
  }
  return error.message;
}

function detailLines(error: OpenbellError): string[] {
  if (error instanceof ValidationError) {
    return error.violations.map(({ field, message }) => `${field}: ${message}`);
  }
  return [];
}

function hintLines(error: OpenbellError, address: string): string[] {
  const { requestId } = error;
  const again =
    requestId === undefined
      ? []
      : [`it may have been done; to be sure, repeat it with --request-id ${requestId}`];
  if (error instanceof UnavailableError && isNobodyThere(error)) {
    return [`is the server running? start it with: openbell serve`, addressHint(address)];
  }
  if (isUnknownHost(error)) return [addressHint(address)];
  if (error instanceof UnavailableError) return [...again, ...retryHint(error)];
  if (error instanceof CancelledError) return again;
  if (error instanceof DeadlineError) return [...again, "wait longer with --timeout 60s"];
  if (error instanceof IllegalTransitionError) {
    return [`that is possible in ${error.allowedStates.join(", ") || "no state"}`];
  }
  if (error instanceof EtagMismatchError) {
    return [`look at it again and decide anew; its etag is ${error.currentEtag}`];
  }
  if (error instanceof SessionNotFoundError) return ["see what there is: openbell session list"];
  if (error.reason === "ORDER_NOT_FOUND") return ["see what there is: openbell order list ID"];
  if (error instanceof SessionLimitExceededError) {
    return ["stop a session that is not needed: openbell session list, openbell session stop ID"];
  }
  if (error instanceof RateLimitedError || error instanceof ConflictError) return retryHint(error);
  if (speaksOtherProtocol(error)) return [addressHint(address)];
  return [];
}

function addressHint(address: string): string {
  return `it is elsewhere? say where with --address or OPENBELL_ADDRESS (now ${address})`;
}

function retryHint({ retryAfterMs }: OpenbellError): string[] {
  return [retryAfterMs === undefined ? "try again" : `try again in ${durationText(retryAfterMs)}`];
}

/** No process listens at the port, or the unix socket is not there. */
function isNobodyThere(error: OpenbellError): boolean {
  return systemErrorCodes(error).some((code) => code === "ECONNREFUSED" || code === "ENOENT");
}

/** The name of the host could not be looked up. */
function isUnknownHost(error: OpenbellError): boolean {
  return systemErrorCodes(error).some((code) => code === "ENOTFOUND" || code === "EAI_AGAIN");
}

/** Something answered, but it is no HTTP/2. */
function speaksOtherProtocol(error: OpenbellError): boolean {
  return error.reason === "" && systemErrorCodes(error).includes("ERR_HTTP2_ERROR");
}

/** The gRPC name of a code: `NOT_FOUND`. */
function codeName(code: Code): string {
  if (code === Code.Canceled) return "CANCELLED";
  return (Code[code] ?? String(code)).replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}

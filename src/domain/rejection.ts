/**
 * A refusal is a value: the domain says why something may not happen, `rpc/error-map.ts` says once
 * how that looks on the wire. Broken invariants are not refusals; they throw.
 */
import { ErrorReason, ErrorReasonSchema } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { enumName } from "./enum-name.ts";

/** One bad field of a request. */
export interface FieldViolation {
  /** Path in the request, as in `spec.symbols[3]`. */
  readonly field: string;
  /** Why, as published. */
  readonly reason: ErrorReason;
  /** One sentence that says what is wrong. */
  readonly message: string;
  /** What would be right, where that is known. */
  readonly suggestion?: string;
  /** Facts for programs, under the keys that the reason publishes. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Why a request is refused. */
export interface Rejection {
  /** Why, as published. */
  readonly reason: ErrorReason;
  /** One sentence for people; everything variable in it is in `metadata` too. */
  readonly message: string;
  /** Facts for programs, under the keys that the reason publishes. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Every bad field, for refusals of a request's content. */
  readonly violations?: readonly FieldViolation[];
  /** When trying again makes sense, for refusals that pass. */
  readonly retryAfterMs?: number;
}

/** A refusal for bad fields; all of them at once. Throws when there are none. */
export function rejectFields(violations: readonly FieldViolation[]): Rejection {
  const first = violations[0];
  if (first === undefined) throw new Error("a refusal for bad fields needs a bad field");
  const reasons = new Set(violations.map((v) => v.reason));
  if (reasons.size > 1) {
    return {
      reason: ErrorReason.VALIDATION_FAILED,
      message: `${violations.length} fields are bad: ${violations.map(describe).join("; ")}`,
      metadata: { fields: violations.map((v) => v.field).join(",") },
      violations,
    };
  }
  return {
    reason: first.reason,
    message: violations.map(describe).join("; "),
    metadata: { ...first.metadata, fields: violations.map((v) => v.field).join(",") },
    violations,
  };
}

/** A refusal for one bad field. */
export function rejectField(violation: FieldViolation): Rejection {
  return rejectFields([violation]);
}

/** The published name of a reason: the value of the enum without its prefix. */
export function reasonName(reason: ErrorReason): string {
  return enumName(ErrorReasonSchema, reason);
}

/** What is wrong and, where it is known, what would be right; as one sentence. */
export function withSuggestion({ message, suggestion }: FieldViolation): string {
  return suggestion === undefined ? message : `${message} (expected ${suggestion})`;
}

function describe(violation: FieldViolation): string {
  return `${violation.field}: ${withSuggestion(violation)}`;
}

/** A value, or why there is none. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

/** An outcome that is a value. */
export function fulfil<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** An outcome that is a refusal. */
export function refuse(rejection: Rejection): {
  readonly ok: false;
  readonly rejection: Rejection;
} {
  return { ok: false, rejection };
}

import type { Rejection } from "../domain/rejection.ts";

/** Line breaks, and whatever else is no sign that a person reads. */
const unreadable = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * A refusal that says the same on one line. What it is about may be quoted in it, and whoever sent
 * that may have put line breaks into it: they would forge lines in a log.
 */
export function onOneLine(rejection: Rejection): Rejection {
  const { violations } = rejection;
  const message = lineOf(rejection.message);
  if (violations === undefined) return { ...rejection, message };
  return {
    ...rejection,
    message,
    violations: violations.map((violation) => ({
      ...violation,
      message: lineOf(violation.message),
      ...(violation.suggestion === undefined ? {} : { suggestion: lineOf(violation.suggestion) }),
    })),
  };
}

function lineOf(text: string): string {
  return text.replaceAll(unreadable, " ");
}

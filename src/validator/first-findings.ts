import type { FieldViolation } from "../domain/rejection.ts";

/** Findings that one rule reports at most: an answer has to fit a message, and a reader. */
export const reportedMost = 100;

/** The first findings of a rule; it is not asked for more. */
export function firstFindings(findings: Iterable<FieldViolation>): readonly FieldViolation[] {
  const reported: FieldViolation[] = [];
  for (const finding of findings) {
    reported.push(finding);
    if (reported.length === reportedMost) break;
  }
  return reported;
}

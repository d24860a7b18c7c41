import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type SessionSpec, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Estimate, Warning } from "../../gen/ts/openbell/v1/validation_pb.ts";
import type { FieldViolation } from "../domain/rejection.ts";
import { estimateRun } from "./estimate-run.ts";
import { findWarnings } from "./find-warnings.ts";
import { normaliseSpec } from "./normalise-spec.ts";
import type { Rule } from "./rule.ts";
import { currencyRule } from "./rules/currency.ts";
import { dataSelectionRule } from "./rules/data-selection.ts";
import { dateFormRule } from "./rules/date-form.ts";
import { dateInFutureRule } from "./rules/date-in-future.ts";
import { dateOrderRule } from "./rules/date-order.ts";
import { dateOutsideDataRule } from "./rules/date-outside-data.ts";
import { displayNameRule } from "./rules/display-name.ts";
import { idleTimeoutRule } from "./rules/idle-timeout.ts";
import { initialCapitalRule } from "./rules/initial-capital.ts";
import { judgeAnnotations, judgeLabels, type TextMap } from "./rules/labels.ts";
import { modeRule } from "./rules/mode.ts";
import { noTradingDayRule } from "./rules/no-trading-day.ts";
import { paceRule } from "./rules/pace.ts";
import { refusedFieldsRule } from "./rules/refused-fields.ts";
import { strategyRule } from "./rules/strategy.ts";
import { supportedValuesRule } from "./rules/supported-values.ts";
import { symbolCountRule } from "./rules/symbol-count.ts";
import { symbolsRule } from "./rules/symbols.ts";
import { type SpecSubject, subjectOf, type ValidationContext } from "./subject.ts";
import { findUnknownContent } from "./unknown-content.ts";

/** What a client writes of a session. */
export interface SessionSubject {
  /** Undefined when the request has none. */
  readonly spec: SessionSpec | undefined;
  readonly labels: TextMap;
  readonly annotations: TextMap;
}

/** Everything that can be said of a session before it exists. */
export interface Validation {
  /** Everything that is wrong; at most `reportedMost` findings of each rule. */
  readonly violations: readonly FieldViolation[];
  readonly warnings: readonly Warning[];
  /** Absent when it cannot be known for the violations. */
  readonly estimate?: Estimate;
  /** The spec in normal form, a message of its own. Present exactly when nothing is wrong. */
  readonly spec?: SessionSpec;
}

/** Findings that one rule reports at most: an answer has to fit a message, and a reader. */
export const reportedMost = 100;

/** Rules about what will be replayed. Where one is broken, the run cannot be estimated. */
const extentRules: readonly Rule[] = [
  symbolCountRule,
  symbolsRule,
  modeRule,
  dateFormRule,
  dateOrderRule,
  dateInFutureRule,
  dateOutsideDataRule,
  noTradingDayRule,
  dataSelectionRule,
];

const otherRules: readonly Rule[] = [
  ({ spec }) => findUnknownContent(SessionSpecSchema, spec, "spec"),
  displayNameRule,
  strategyRule,
  initialCapitalRule,
  currencyRule,
  idleTimeoutRule,
  supportedValuesRule,
  paceRule,
  refusedFieldsRule,
];

/**
 * Judges what a client asks for, all of it at once, and gives the spec its normal form. Changes
 * nothing: the input stays as it is, and equal input in an equal context is judged equally.
 */
export function validateSession(asked: SessionSubject, context: ValidationContext): Validation {
  const texts = [
    ...first(judgeLabels(asked.labels)),
    ...first(judgeAnnotations(asked.annotations)),
  ];
  const judgement: Validation =
    asked.spec === undefined
      ? { violations: [specRequired], warnings: [] }
      : judgeSpec(subjectOf(asked.spec, context));
  const violations = [...judgement.violations, ...texts];
  const { warnings, estimate, spec } = judgement;
  return {
    violations,
    warnings,
    ...(estimate === undefined ? {} : { estimate }),
    ...(spec === undefined || violations.length > 0 ? {} : { spec }),
  };
}

const specRequired: FieldViolation = {
  field: "spec",
  reason: ErrorReason.FIELD_REQUIRED,
  message: "the request has no spec",
};

function judgeSpec(subject: SpecSubject): Validation {
  const extent = extentRules.flatMap((rule) => first(rule(subject)));
  const others = otherRules.flatMap((rule) => first(rule(subject)));
  const estimate = extent.length > 0 ? undefined : estimateRun(subject);
  const violations = [...extent, ...others];
  return {
    violations,
    warnings: [...findWarnings(subject, estimate)],
    ...(estimate === undefined ? {} : { estimate }),
    ...(violations.length > 0 ? {} : { spec: normaliseSpec(subject) }),
  };
}

/** The first findings of a rule; it is not asked for more. */
function first(findings: Iterable<FieldViolation>): readonly FieldViolation[] {
  const reported: FieldViolation[] = [];
  for (const finding of findings) {
    reported.push(finding);
    if (reported.length === reportedMost) break;
  }
  return reported;
}

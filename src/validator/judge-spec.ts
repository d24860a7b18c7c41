import { type SessionSpec, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Estimate, Warning } from "../../gen/ts/openbell/v1/validation_pb.ts";
import type { FieldViolation } from "../domain/rejection.ts";
import { estimateRun } from "./estimate-run.ts";
import { findWarnings } from "./find-warnings.ts";
import { firstFindings } from "./first-findings.ts";
import { normaliseSpec } from "./normalise-spec.ts";
import type { Rule } from "./rule.ts";
import { accountRule } from "./rules/account.ts";
import { adjustmentRule } from "./rules/adjustment.ts";
import { atTheMarketRule } from "./rules/at-the-market.ts";
import { currencyRule } from "./rules/currency.ts";
import { dataAvailabilityRule } from "./rules/data-availability.ts";
import { dataSelectionRule } from "./rules/data-selection.ts";
import { dateFormRule } from "./rules/date-form.ts";
import { dateInFutureRule } from "./rules/date-in-future.ts";
import { dateOrderRule } from "./rules/date-order.ts";
import { dateOutsideDataRule } from "./rules/date-outside-data.ts";
import { displayNameRule } from "./rules/display-name.ts";
import { fillModelRule } from "./rules/fill-model.ts";
import { holeInDataRule } from "./rules/hole-in-data.ts";
import { idleTimeoutRule } from "./rules/idle-timeout.ts";
import { initialCapitalRule } from "./rules/initial-capital.ts";
import { instrumentUnitsRule } from "./rules/instrument-units.ts";
import { listingDatesRule } from "./rules/listing-dates.ts";
import { modeRule } from "./rules/mode.ts";
import { noTradingDayRule } from "./rules/no-trading-day.ts";
import { paceRule } from "./rules/pace.ts";
import { refusedFieldsRule } from "./rules/refused-fields.ts";
import { riskControlsRule } from "./rules/risk-controls.ts";
import { scheduleRule } from "./rules/schedule.ts";
import { strategyRule } from "./rules/strategy.ts";
import { symbolChangesRule } from "./rules/symbol-changes.ts";
import { symbolCountRule } from "./rules/symbol-count.ts";
import { symbolsRule } from "./rules/symbols.ts";
import { warmupRule } from "./rules/warmup.ts";
import { subjectOf, type ValidationContext } from "./subject.ts";
import { findUnknownContent } from "./unknown-content.ts";

/** Everything that can be said of a spec. */
export interface SpecJudgement {
  /** Everything that is wrong; at most `reportedMost` findings of each rule. */
  readonly violations: readonly FieldViolation[];
  readonly warnings: readonly Warning[];
  /** Absent when it cannot be known for the violations. */
  readonly estimate?: Estimate;
  /** The spec in normal form, a message of its own. Present exactly when nothing is wrong. */
  readonly spec?: SessionSpec;
}

/** Rules about what will be replayed. Where one is broken, the run cannot be estimated. */
const extentRules: readonly Rule[] = [
  symbolCountRule,
  symbolsRule,
  symbolChangesRule,
  modeRule,
  dateFormRule,
  dateOrderRule,
  dateInFutureRule,
  listingDatesRule,
  dateOutsideDataRule,
  holeInDataRule,
  noTradingDayRule,
  dataSelectionRule,
  dataAvailabilityRule,
];

const otherRules: readonly Rule[] = [
  ({ spec }) => findUnknownContent(SessionSpecSchema, spec, "spec"),
  displayNameRule,
  strategyRule,
  initialCapitalRule,
  currencyRule,
  idleTimeoutRule,
  paceRule,
  refusedFieldsRule,
  atTheMarketRule,
  scheduleRule,
  warmupRule,
  riskControlsRule,
  adjustmentRule,
  accountRule,
  fillModelRule,
  instrumentUnitsRule,
];

/** Judges a spec, which stays as it is; equal specs in equal contexts are judged equally. */
export function judgeSpec(asked: SessionSpec, context: ValidationContext): SpecJudgement {
  const subject = subjectOf(asked, context);
  const extent = extentRules.flatMap((rule) => firstFindings(rule(subject)));
  const others = otherRules.flatMap((rule) => firstFindings(rule(subject)));
  const estimate = extent.length > 0 ? undefined : estimateRun(subject);
  const violations = [...extent, ...others];
  return {
    violations,
    warnings: findWarnings(subject, estimate),
    ...(estimate === undefined ? {} : { estimate }),
    ...(violations.length > 0 ? {} : { spec: normaliseSpec(subject) }),
  };
}

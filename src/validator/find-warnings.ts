import type { Estimate, Warning } from "../../gen/ts/openbell/v1/validation_pb.ts";
import type { SpecSubject } from "./subject.ts";
import { dataWarnings } from "./warnings/data.ts";
import { hindsightWarnings } from "./warnings/hindsight.ts";
import { instrumentWarnings } from "./warnings/instruments.ts";
import { longRunWarnings } from "./warnings/long-run.ts";
import { priceWarnings } from "./warnings/prices.ts";
import type { WarningRule } from "./warnings/warning.ts";

const warningRules: readonly WarningRule[] = [
  instrumentWarnings,
  dataWarnings,
  priceWarnings,
  hindsightWarnings,
  longRunWarnings,
];

/** What to know before the session runs, as far as it is known: it refuses nothing. */
export function findWarnings(subject: SpecSubject, estimate?: Estimate): readonly Warning[] {
  return warningRules.flatMap((rule) => [...rule(subject, estimate)]);
}

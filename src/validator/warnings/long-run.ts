import type { Estimate, Warning } from "../../../gen/ts/openbell/v1/validation_pb.ts";
import { millisecondsOf } from "../../domain/timestamp.ts";
import { type WarningRule, warning } from "./warning.ts";

const longRunMs = 10 * 60_000;

/** The run takes longer than one waits for. */
export const longRunWarnings: WarningRule = (_subject, estimate) => warnOfLongRun(estimate);

/** The same for an estimate alone. */
export function warnOfLongRun(estimate: Estimate | undefined): readonly Warning[] {
  if (estimate?.runTime === undefined) return [];
  const runMs = millisecondsOf(estimate.runTime);
  if (runMs <= longRunMs) return [];
  const message = `the run will take about ${lengthOf(runMs)}`;
  return [warning("spec.simulation.pace", "LONG_RUN", message)];
}

/** A length of time for people, in the largest unit of which there are at least two. */
function lengthOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} hours`;
  const days = Math.round(hours / 24);
  return days < 730 ? `${days} days` : `${Math.round(days / 365.25)} years`;
}

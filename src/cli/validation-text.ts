/** How the judgement of a session is shown to people. */
import type { Estimate, Violation, Warning } from "../../gen/ts/openbell/v1/validation_pb.ts";
import { durationText, messageMs } from "./duration-text.ts";
import { printable } from "./text-width.ts";

/** A line for each violation: where, what, and what would be right. */
export function violationLines(
  violations: readonly Pick<Violation, "field" | "message" | "suggestion">[],
): string[] {
  return violations.map(({ field, message, suggestion }) => {
    const hint = suggestion === "" ? "" : ` (${suggestion})`;
    return `  ${printable(`${field}: ${message}${hint}`)}`;
  });
}

/** A line for each warning. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return warnings.map(
    ({ field, reason, message }) => `  ${printable(`warning: ${field}: ${message} (${reason})`)}`,
  );
}

/** A line of what a session will need; none where that is not known. */
export function estimateLines(estimate: Estimate | undefined): string[] {
  if (estimate === undefined) return [];
  const { tradingDays, barriers, bars, bytes, runTime } = estimate;
  const size = bytes === 0n ? "" : ` of ${sizeText(Number(bytes))}`;
  const time = runTime === undefined ? "" : `, about ${durationText(messageMs(runTime))}`;
  return [`  ${tradingDays} trading days, ${barriers} barriers, ${bars} bars${size}${time}`];
}

/** Bytes for people, in the largest unit of which there is at least one. */
function sizeText(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1_024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

import { isBarKind } from "../series-kind.ts";
import type { SourceReport } from "./read-source.ts";

/**
 * Why a file cannot be imported together with others; undefined when it can. Ticks have no name by
 * which a later file could correct them: those of two files of one time would all be there.
 */
export function overlapProblem(
  report: SourceReport,
  others: readonly SourceReport[],
): string | undefined {
  if (isBarKind(report.kind)) return undefined;
  const { sha256, firstNs, lastNs } = report;
  const other = others.find(
    (each) => each.sha256 === sha256 || (each.firstNs < lastNs && firstNs < each.lastNs),
  );
  if (other === undefined) return undefined;
  const advice = "import one after the other, and the later one takes the place of the earlier one";
  return `its times overlap those of ${other.name}: ${advice}`;
}

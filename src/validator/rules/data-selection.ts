import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { BarData, DataSelection } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import {
  formatDataSeries,
  intervalOfSeconds,
  seriesOfSelection,
} from "../../market/data-series.ts";
import type { Rule } from "../rule.ts";
import { dataEntriesMost } from "../subject.ts";

const daySeconds = 86_400n;

/** Every entry names a kind and a length that bars can have, and no series stands twice. */
export const dataSelectionRule: Rule = function* ({ simulation }) {
  const data = simulation?.data ?? [];
  if (data.length > dataEntriesMost) {
    const field = "spec.simulation.data";
    const message = `a session sees at most ${dataEntriesMost} kinds of data`;
    const suggestion = `at most ${dataEntriesMost} entries`;
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
  }
  const firstPaths = new Map<string, string>();
  for (const [index, entry] of data.slice(0, dataEntriesMost).entries()) {
    const path = `spec.simulation.data[${index}]`;
    const problem = problemOf(entry, path) ?? repeated(entry, path, firstPaths);
    if (problem !== undefined) yield problem;
  }
};

function problemOf({ kind }: DataSelection, path: string): FieldViolation | undefined {
  if (kind.case === "bars") return lengthProblem(kind.value, `${path}.bars.interval`);
  if (kind.case !== undefined) return undefined;
  return {
    field: `${path}.kind`,
    reason: ErrorReason.FIELD_REQUIRED,
    message: "the entry does not say which kind of data it is",
    suggestion: "set bars, trades or quotes",
  };
}

function lengthProblem({ interval }: BarData, field: string): FieldViolation | undefined {
  if (interval === undefined) return undefined;
  const { seconds, nanos } = interval;
  const reason = ErrorReason.INVALID_VALUE;
  const isPositive = seconds > 0n || (seconds === 0n && nanos > 0);
  if (!isPositive) {
    const message = "the length of a bar is more than zero";
    return { field, reason, message, suggestion: `${daySeconds}s` };
  }
  if (nanos === 0 && intervalOfSeconds(seconds) !== undefined) return undefined;
  const message = "there are no bars of this length: a day is a multiple of it, or it is a week";
  return { field, reason, message, suggestion: `${nearestLength(seconds)}s` };
}

/** The longest length that bars can have and that is no longer than one which they cannot. */
function nearestLength(seconds: bigint): bigint {
  if (seconds >= daySeconds) return daySeconds;
  let length = seconds === 0n ? 1n : seconds;
  while (daySeconds % length !== 0n) length -= 1n;
  return length;
}

function repeated(
  entry: DataSelection,
  path: string,
  firstPaths: Map<string, string>,
): FieldViolation | undefined {
  const series = seriesOfSelection(entry);
  if (series === undefined) return undefined;
  const name = formatDataSeries(series);
  const earlier = firstPaths.get(name);
  firstPaths.set(name, earlier ?? path);
  if (earlier === undefined) return undefined;
  return {
    field: path,
    reason: ErrorReason.INVALID_VALUE,
    message: `${name} are already asked for at ${earlier}`,
    suggestion: "each kind and length once",
  };
}

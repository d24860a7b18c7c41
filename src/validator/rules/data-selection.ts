import type { Duration } from "@bufbuild/protobuf/wkt";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type BarData, BarPrice, BarPriceSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";
import { judgeChoice } from "./supported-values.ts";

const daySeconds = 86_400n;

/** What is replayed are daily trade bars; every other choice is refused, and a second one too. */
export const dataSelectionRule: Rule = function* ({ simulation }) {
  const firstPaths = new Map<string, string>();
  for (const [index, { kind }] of (simulation?.data ?? []).entries()) {
    const path = `spec.simulation.data[${index}]`;
    const earlier = kind.case && firstPaths.get(kind.case);
    if (kind.case === undefined) {
      yield {
        field: `${path}.kind`,
        reason: ErrorReason.FIELD_REQUIRED,
        message: "the entry does not say which kind of data it is",
        suggestion: "set bars",
      };
    } else if (earlier !== undefined) {
      yield {
        field: path,
        reason: ErrorReason.INVALID_VALUE,
        message: `${kind.case} are already asked for at ${earlier}`,
        suggestion: "one entry of a kind",
      };
    } else {
      firstPaths.set(kind.case, path);
      if (kind.case === "bars") yield* judgeBars(kind.value, `${path}.bars`);
      else yield notSupported(`${path}.${kind.case}`, `${kind.case} are not supported yet`, "bars");
    }
  }
};

function* judgeBars(bars: BarData, path: string): Generator<FieldViolation> {
  yield* judgeChoice(`${path}.price`, BarPriceSchema, bars.price, BarPrice.TRADE);
  if (bars.interval === undefined || isOneDay(bars.interval)) return;
  const field = `${path}.interval`;
  const { seconds, nanos } = bars.interval;
  if (seconds > 0n || (seconds === 0n && nanos > 0)) {
    yield notSupported(field, "only bars of one day are supported yet", `${daySeconds}s`);
  } else {
    const message = "the length of a bar is more than zero";
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion: `${daySeconds}s` };
  }
}

function isOneDay({ seconds, nanos }: Duration): boolean {
  return seconds === daySeconds && nanos === 0;
}

function notSupported(field: string, message: string, suggestion: string): FieldViolation {
  return { field, reason: ErrorReason.NOT_SUPPORTED, message, suggestion };
}

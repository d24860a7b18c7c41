import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type SessionSpec,
  SessionSpecSchema,
  type SimulationSpecSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import type { FieldViolation } from "../../../src/domain/rejection.ts";
import { reasonName } from "../../../src/domain/rejection.ts";
import type { ValidationContext } from "../../../src/validator/subject.ts";
import {
  type SessionContext,
  type Validation,
  validateSession,
} from "../../../src/validator/validate-session.ts";
import { MemoryCatalog } from "./memory-catalog.ts";

/** Data of two venues and three currencies; the S&P 500's dates are those of the real data. */
export const catalog = new MemoryCatalog([
  { symbol: "SP500", assetClass: "index", data: { first: 20000103, last: 20200415 } },
  { symbol: "SYNTH", assetClass: "synthetic", data: { first: 20000103, last: 20201231 } },
  { symbol: "AAPL", data: { first: 20000103, last: 20201231 } },
  { symbol: "LATE", data: { first: 20100104, last: 20201231 } },
  {
    symbol: "HOLED",
    data: { first: 20000103, last: 20201231 },
    missing: [20040105, 20040106, 20040107, 20040108, 20040109],
  },
  { symbol: "GONE", status: "delisted", data: { first: 20000103, last: 20051230 } },
  { symbol: "EMPTY" },
  { symbol: "VOD", currency: "GBP", data: { first: 20000103, last: 20201231 } },
  {
    symbol: "BTC-USD",
    assetClass: "crypto",
    calendar: "24x7",
    data: { first: 20150101, last: 20201231 },
  },
]);

export const context: ValidationContext = { limits: defaultLimits, catalog, today: 20240703 };

/** A spec that nothing is wrong with, changed as asked. */
export function spec(changes: MessageInitShape<typeof SessionSpecSchema> = {}): SessionSpec {
  return create(SessionSpecSchema, {
    symbols: ["AAPL"],
    initialCapital: "100000",
    modeSpec: { case: "simulation", value: { startDate: "2019-01-02", endDate: "2019-12-31" } },
    ...changes,
  });
}

/** The same with changes to its simulation. */
export function simulated(
  changes: MessageInitShape<typeof SimulationSpecSchema>,
  symbols: string[] = ["AAPL"],
): SessionSpec {
  const value = { startDate: "2019-01-02", endDate: "2019-12-31", ...changes };
  return spec({ symbols, modeSpec: { case: "simulation", value } });
}

/** The judgement of a spec alone. */
export function judged(asked: SessionSpec, changes: Partial<SessionContext> = {}): Validation {
  return validateSession({ spec: asked, labels: {}, annotations: {} }, { ...context, ...changes });
}

/** Violations as `path REASON`, with the suggestion after ` -> `. */
export function brief(violations: readonly FieldViolation[]): readonly string[] {
  return violations.map(({ field, reason, suggestion }) => {
    const hint = suggestion === undefined ? "" : ` -> ${suggestion}`;
    return `${field} ${reasonName(reason)}${hint}`;
  });
}

/** What is wrong with a spec, in brief. */
export function problems(asked: SessionSpec, changes: Partial<SessionContext> = {}) {
  return brief(judged(asked, changes).violations);
}

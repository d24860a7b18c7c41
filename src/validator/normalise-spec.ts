import { clone, create, toBinary } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import {
  type RiskControls,
  RiskControlsSchema,
  Schedule,
  type SessionSpec,
  SessionSpecSchema,
  StopPolicy,
  TradingState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { hasLossLimit } from "./rules/risk-controls.ts";
import { normalDecimal, writeSimulationDefaults } from "./simulation-defaults.ts";
import type { SpecSubject } from "./subject.ts";

/**
 * A copy of a spec without violations, with every default written in and every value in its normal
 * spelling. Normalising the copy again gives an equal one.
 */
export function normaliseSpec(subject: SpecSubject): SessionSpec {
  const { symbols, context } = subject;
  const spec = clone(SessionSpecSchema, subject.spec);
  spec.symbols = symbols.map(({ symbol, asked }) => symbol ?? asked);
  spec.initialCapital = normalDecimal(spec.initialCapital);
  spec.currency ||= symbols[0]?.instrument?.currency ?? "";
  spec.schedule ||= Schedule.REGULAR;
  spec.stopPolicy ||= StopPolicy.CANCEL_ORDERS;
  spec.idleTimeout ??= create(DurationSchema, {
    seconds: BigInt(context.limits.idleTimeoutSeconds),
  });
  const { riskControls } = spec;
  if (riskControls !== undefined) normaliseRisk(riskControls);
  if (riskControls === undefined || isEmpty(riskControls)) delete spec.riskControls;
  if (spec.modeSpec.case === "simulation") writeSimulationDefaults(spec.modeSpec.value);
  return spec;
}

/** A limit of 0 is none, and is written as none. */
function normaliseRisk(controls: RiskControls): void {
  const limit = (text: string) => {
    const normal = text === "" ? "0" : normalDecimal(text);
    return normal === "0" ? "" : normal;
  };
  controls.maxOrderQuantity = limit(controls.maxOrderQuantity);
  controls.maxOrderValue = limit(controls.maxOrderValue);
  controls.maxPositionQuantity = limit(controls.maxPositionQuantity);
  controls.maxGrossExposure = limit(controls.maxGrossExposure);
  controls.priceCollar = limit(controls.priceCollar);
  controls.maxDailyLoss = limit(controls.maxDailyLoss);
  controls.maxDrawdown = limit(controls.maxDrawdown);
  if (hasLossLimit(controls)) controls.breachState ||= TradingState.REDUCING;
}

function isEmpty(controls: RiskControls): boolean {
  return toBinary(RiskControlsSchema, controls).length === 0;
}

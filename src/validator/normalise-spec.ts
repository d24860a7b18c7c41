import { clone, create, toBinary } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import {
  type AccountModel,
  AccountModelSchema,
  AccountType,
  type FillModel,
} from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  Adjustment,
  BarDataSchema,
  BarPrice,
  type DataSelection,
  DataSelectionSchema,
  Drive,
  Durability,
  PaceSchema,
  type RiskControls,
  RiskControlsSchema,
  Schedule,
  type SessionSpec,
  SessionSpecSchema,
  type SimulationSpec,
  StopPolicy,
  TradingState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Decimal, formatDecimal, parseDecimal } from "../domain/decimal.ts";
import { resolveFillModel } from "../engine/profiles/resolve-fill-model.ts";
import { half } from "./rules/account.ts";
import { fillModelPath } from "./rules/fill-model.ts";
import { hasLossLimit } from "./rules/risk-controls.ts";
import type { SpecSubject } from "./subject.ts";

const daySeconds = 86_400n;

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
  if (spec.modeSpec.case === "simulation") fillSimulation(spec.modeSpec.value);
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

function fillSimulation(simulation: SimulationSpec): void {
  if (simulation.data.length === 0) simulation.data = [dailyTradeBars()];
  for (const { kind } of simulation.data) {
    if (kind.case !== "bars") continue;
    kind.value.interval ??= create(DurationSchema, { seconds: daySeconds });
    kind.value.price ||= BarPrice.TRADE;
  }
  simulation.adjustment ||= Adjustment.RAW;
  simulation.drive ||= Drive.REPLAY;
  if (simulation.drive === Drive.REPLAY) {
    simulation.pace ??= create(PaceSchema, { kind: { case: "asFast", value: true } });
  }
  simulation.durability ||= Durability.BATCHED;
  simulation.fillModel = resolvedFillModel(simulation.fillModel);
  simulation.account = resolvedAccount(simulation.account);
}

function resolvedFillModel(asked: FillModel | undefined): FillModel {
  const resolution = resolveFillModel(asked, fillModelPath);
  if (!resolution.ok) throw new Error("a fill model was judged to be right, but is not");
  return resolution.model;
}

function resolvedAccount(asked: AccountModel = create(AccountModelSchema)): AccountModel {
  const isCash = asked.type === AccountType.CASH;
  const initialMargin = normalDecimal(asked.initialMargin || "1");
  const maintenance = isCash ? "0" : half(decimalFact(initialMargin));
  return create(AccountModelSchema, {
    type: asked.type || AccountType.MARGIN,
    initialMargin,
    maintenanceMargin: normalDecimal(asked.maintenanceMargin || maintenance),
  });
}

function dailyTradeBars(): DataSelection {
  return create(DataSelectionSchema, { kind: { case: "bars", value: create(BarDataSchema) } });
}

function normalDecimal(text: string): string {
  return formatDecimal(decimalFact(text));
}

function decimalFact(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text} was judged to be a decimal, but is none`);
  return parsed.value;
}

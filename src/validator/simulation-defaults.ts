/**
 * What a simulation is where its spec leaves it open. It is written into every spec that is kept;
 * specs that were kept before there were accounts and fill models get it when they are run.
 */
import { create } from "@bufbuild/protobuf";
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
  type SimulationSpec,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Decimal, formatDecimal, parseDecimal } from "../domain/decimal.ts";
import { resolveFillModel } from "../engine/profiles/resolve-fill-model.ts";
import { half } from "./rules/account.ts";
import { fillModelPath } from "./rules/fill-model.ts";

const daySeconds = 86_400n;

/** Writes every default into a simulation without violations; once more, it changes nothing. */
export function writeSimulationDefaults(simulation: SimulationSpec): void {
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

/** A decimal without violations in its one spelling. */
export function normalDecimal(text: string): string {
  return formatDecimal(decimalFact(text));
}

function decimalFact(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text} was judged to be a decimal, but is none`);
  return parsed.value;
}

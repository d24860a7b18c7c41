/** The fill model and the account of a session, a line for each fact. */
import {
  AccountTypeSchema,
  type Commission,
  EndOfDataSchema,
  type FillModel,
  IntrabarPathSchema,
  LimitFillSchema,
  MarketFillSchema,
  type Slippage,
  StopFillSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../../domain/enum-name.ts";
import { durationText, messageMs } from "../duration-text.ts";

type Pair = readonly [name: string, value: string];

/** The facts; none of a session that is no simulation. */
export function modelPairs(session: Session | undefined): readonly Pair[] {
  const { modeSpec } = session?.spec ?? {};
  if (modeSpec?.case !== "simulation") return [];
  const { fillModel: model, account } = modeSpec.value;
  if (model === undefined) return [];
  const margins = `initial ${account?.initialMargin}, maintenance ${account?.maintenanceMargin}`;
  return [
    ["profile", `${model.profile} ${model.version}`.trim()],
    ["market orders", enumName(MarketFillSchema, model.marketFill)],
    ["limit orders", enumName(LimitFillSchema, model.limitFill)],
    ["stop orders", enumName(StopFillSchema, model.stopFill)],
    ["intrabar path", enumName(IntrabarPathSchema, model.intrabarPath)],
    ["volume cap", model.volumeCap === "0" ? "none" : model.volumeCap],
    ["slippage", slippageText(model.slippage)],
    ["commission", commissionText(model.commission)],
    ["latency", latencyText(model)],
    ["end of data", enumName(EndOfDataSchema, model.endOfData)],
    ["account", account === undefined ? "" : enumName(AccountTypeSchema, account.type)],
    ["margin", account === undefined ? "" : margins],
  ];
}

function latencyText({ latency }: FillModel): string {
  const ms = latency === undefined ? 0 : messageMs(latency);
  return ms === 0 ? "none" : durationText(ms);
}

function slippageText(slippage: Slippage | undefined): string {
  const { model } = slippage ?? {};
  switch (model?.case) {
    case "fixed":
      return `${model.value} a unit`;
    case "spread":
      return `${model.value} of the price`;
    case "volumeShare":
      return `by share of the volume, limit ${model.value.limit}, impact ${model.value.impact}`;
    default:
      return "none";
  }
}

function commissionText(commission: Commission | undefined): string {
  const { model } = commission ?? {};
  switch (model?.case) {
    case "perUnit": {
      const { amount, minimum, maximumShare } = model.value;
      const least = minimum === "0" || minimum === "" ? "" : `, at least ${minimum}`;
      const most =
        maximumShare === "0" || maximumShare === "" ? "" : `, at most ${maximumShare} of the value`;
      return `${amount} a unit${least}${most}`;
    }
    case "percent":
      return `${model.value} of the value`;
    case "fixedPlusPercent":
      return `${model.value.fixed} an order and ${model.value.percent} of the value`;
    case "perContract":
      return `${model.value} a contract`;
    default:
      return "none";
  }
}

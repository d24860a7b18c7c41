import { create, type DescEnum } from "@bufbuild/protobuf";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  EndOfDataSchema,
  type FillModel,
  FillModelSchema,
  IntrabarPathSchema,
  LimitFillSchema,
  MarketFillSchema,
  StopFillSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { nearestName } from "../../domain/filter/nearest-name.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import { NS_PER_SECOND } from "../../domain/instant.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { durationOf } from "../../domain/timestamp.ts";
import type { FillProfile } from "./fill-profile.ts";
import { defaultProfileName, profiles, versionsOf } from "./profiles.ts";
import { resolveCommission, resolveSlippage } from "./resolve-costs.ts";
import { judgeDecimal } from "./resolve-decimal.ts";

/** A fill model with every field written, or everything that is wrong with what was asked. */
export type FillModelResolution =
  | { readonly ok: true; readonly model: FillModel }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

const latencyMaxNs = 60n * NS_PER_SECOND;

/**
 * Writes in what a user left to the profile; `path` is that of the model in its request. Resolving
 * a resolved model gives it back.
 */
export function resolveFillModel(asked: FillModel | undefined, path: string): FillModelResolution {
  const model = asked ?? create(FillModelSchema);
  const violations: FieldViolation[] = [];
  const report = (violation: FieldViolation) => void violations.push(violation);
  const profile = resolveProfile(model, path, report);
  // Where the profile is not known, the rest is still judged, by the default's values.
  const { defaults } = profile ?? newest(defaultProfileName);
  const choice = <T extends number>(name: string, schema: DescEnum, value: T, preset: T): T => {
    judgeChoice(`${path}.${name}`, schema, value, report);
    return value === 0 ? preset : value;
  };
  const resolved = create(FillModelSchema, {
    profile: profile?.name ?? "",
    version: profile?.version ?? "",
    marketFill: choice("market_fill", MarketFillSchema, model.marketFill, defaults.marketFill),
    limitFill: choice("limit_fill", LimitFillSchema, model.limitFill, defaults.limitFill),
    stopFill: choice("stop_fill", StopFillSchema, model.stopFill, defaults.stopFill),
    intrabarPath: choice(
      "intrabar_path",
      IntrabarPathSchema,
      model.intrabarPath,
      defaults.intrabarPath,
    ),
    volumeCap:
      model.volumeCap === ""
        ? defaults.volumeCap
        : judgeDecimal(`${path}.volume_cap`, model.volumeCap, "share", report),
    slippage: resolveSlippage(model.slippage, defaults.slippage, `${path}.slippage`, report),
    commission: resolveCommission(
      model.commission,
      defaults.commission,
      `${path}.commission`,
      report,
    ),
    latency: model.latency ?? durationOf(defaults.latencyMs),
    endOfData: choice("end_of_data", EndOfDataSchema, model.endOfData, defaults.endOfData),
  });
  judgeLatency(model, `${path}.latency`, report);
  return violations.length > 0 ? { ok: false, violations } : { ok: true, model: resolved };
}

function resolveProfile(
  { profile, version }: FillModel,
  path: string,
  report: (violation: FieldViolation) => void,
): FillProfile | undefined {
  const name = profile === "" ? defaultProfileName : profile;
  const versions = versionsOf(name);
  const reason = ErrorReason.INVALID_VALUE;
  if (versions.length === 0) {
    const names = [...new Set(profiles.map((known) => known.name))];
    const suggestion = nearestName(name, names) ?? `one of ${names.join(", ")}`;
    const message = `there is no fill profile ${shown(name)}`;
    report({ field: `${path}.profile`, reason, message, suggestion });
    return undefined;
  }
  if (version === "") return versions.at(-1);
  const found = versions.find((known) => known.version === version);
  if (found === undefined) {
    const suggestion = versions.map((known) => known.version).join(" or ");
    const message = `${name} has no version ${shown(version)}`;
    report({ field: `${path}.version`, reason, message, suggestion });
  }
  return found;
}

function newest(name: string): FillProfile {
  const profile = versionsOf(name).at(-1);
  if (profile === undefined) throw new Error(`there is no fill profile ${name}`);
  return profile;
}

function judgeChoice(
  field: string,
  schema: DescEnum,
  value: number,
  report: (violation: FieldViolation) => void,
): void {
  if (schema.value[value] !== undefined) return;
  const names = schema.values.filter(({ number }) => number !== 0).map(({ name }) => name);
  const message = `${value} is no value of ${schema.name}`;
  const suggestion = `one of ${names.join(", ")}`;
  report({ field, reason: ErrorReason.UNKNOWN_ENUM_VALUE, message, suggestion });
}

function judgeLatency(
  { latency }: FillModel,
  field: string,
  report: (violation: FieldViolation) => void,
): void {
  if (latency === undefined) return;
  const ns = latency.seconds * NS_PER_SECOND + BigInt(latency.nanos);
  if (ns >= 0n && ns <= latencyMaxNs) return;
  const message = ns < 0n ? "is negative" : "is longer than a minute";
  const reason = ErrorReason.INVALID_VALUE;
  report({ field, reason, message, suggestion: "0 to 60 seconds" });
}

import { clone, create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import {
  Adjustment,
  BarDataSchema,
  BarPrice,
  type DataSelection,
  DataSelectionSchema,
  Drive,
  Durability,
  PaceSchema,
  Schedule,
  type SessionSpec,
  SessionSpecSchema,
  type SimulationSpec,
  StopPolicy,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { formatDecimal, parseDecimal } from "../domain/decimal.ts";
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
  if (spec.modeSpec.case === "simulation") fillSimulation(spec.modeSpec.value);
  return spec;
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
  simulation.pace ??= create(PaceSchema, { kind: { case: "asFast", value: true } });
  simulation.durability ||= Durability.BATCHED;
}

function dailyTradeBars(): DataSelection {
  return create(DataSelectionSchema, { kind: { case: "bars", value: create(BarDataSchema) } });
}

function normalDecimal(text: string): string {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text} was judged to be a decimal, but is none`);
  return formatDecimal(parsed.value);
}

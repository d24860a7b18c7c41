import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  Adjustment,
  BarPrice,
  type DataSelection,
  Drive,
  Durability,
  Schedule,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { isDaily } from "../rows-between.ts";
import type { Rule } from "../rule.ts";
import type { SpecSubject } from "../subject.ts";

/** Whether a spec asks for something. */
type Asks = (subject: SpecSubject) => boolean;

/**
 * What a server may lack, by path and by value, and when it is asked for. A server that does not
 * act on one of them refuses it when it is set: ignoring a risk limit is worse.
 */
const capabilities = {
  "spec.risk_controls": ({ spec }) => spec.riskControls !== undefined,
  "spec.schedule": ({ spec }) => spec.schedule > Schedule.REGULAR,
  "spec.simulation.account": ({ simulation }) => simulation?.account !== undefined,
  "spec.simulation.adjustment": ({ simulation }) => isSet(simulation?.adjustment, Adjustment.RAW),
  "spec.simulation.data": ({ simulation, series }) =>
    (simulation?.data ?? []).some(isBidAsk) || !series.every(isDaily),
  "spec.simulation.drive": ({ simulation }) => isSet(simulation?.drive, Drive.REPLAY),
  "spec.simulation.durability": ({ simulation }) =>
    isSet(simulation?.durability, Durability.BATCHED),
  "spec.simulation.fill_model": ({ simulation }) => simulation?.fillModel !== undefined,
  "spec.simulation.seed": ({ simulation }) => simulation !== undefined && simulation.seed !== 0n,
  "spec.simulation.warmup": ({ simulation }) => simulation?.warmup !== undefined,
} as const satisfies Readonly<Record<string, Asks>>;

/** One of them. */
export type Capability = keyof typeof capabilities;

/** Those that this server lacks. */
const lacking: readonly Capability[] = [];

/** Refuses what a server lacks. */
export function refusing(lacks: readonly Capability[]): Rule {
  return (subject) =>
    lacks
      .filter((field) => capabilities[field](subject))
      .map((field) => ({
        field,
        reason: ErrorReason.NOT_SUPPORTED,
        message: "the server does not act on this yet",
        suggestion: "leave the field out",
      }));
}

/** Nothing is accepted and then ignored. */
export const refusedFieldsRule: Rule = refusing(lacking);

function isSet(value: number | undefined, standard: number): boolean {
  return value !== undefined && value !== 0 && value !== standard;
}

function isBidAsk({ kind }: DataSelection): boolean {
  return kind.case === "bars" && kind.value.price === BarPrice.BID_ASK;
}

import { clone } from "@bufbuild/protobuf";
import type { SessionSpec } from "../../gen/ts/openbell/v1/session_pb.ts";
import { EstimateSchema } from "../../gen/ts/openbell/v1/validation_pb.ts";
import { lasting } from "./estimate-run.ts";
import type { SpecJudgement } from "./judge-spec.ts";
import { warnOfLongRun } from "./warnings/long-run.ts";

/**
 * A judgement with the time that its run takes at full speed. Each run measures that speed anew, so
 * it is no part of what is judged: judgements that were kept would be worth nothing after it.
 */
export function timedAtFullSpeed(
  judgement: SpecJudgement,
  spec: SessionSpec,
  barsPerSecond: number | undefined,
): SpecJudgement {
  const { estimate: untimed, warnings } = judgement;
  if (untimed === undefined || barsPerSecond === undefined || isPaced(spec)) return judgement;
  const runTime = lasting((Number(untimed.bars) / barsPerSecond) * 1_000);
  if (runTime === undefined) return judgement;
  const estimate = clone(EstimateSchema, untimed);
  estimate.runTime = runTime;
  return { ...judgement, estimate, warnings: [...warnings, ...warnOfLongRun(estimate)] };
}

function isPaced({ modeSpec }: SessionSpec): boolean {
  const kind = modeSpec.case === "simulation" ? modeSpec.value.pace?.kind.case : undefined;
  return kind === "speed" || kind === "intervalPerSlice";
}

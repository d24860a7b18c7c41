import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { SessionSpec } from "../../gen/ts/openbell/v1/session_pb.ts";
import { firstFindings } from "./first-findings.ts";
import { judgeSpec, type SpecJudgement } from "./judge-spec.ts";
import { judgeAnnotations, judgeLabels, type TextMap } from "./rules/labels.ts";
import type { ValidationContext } from "./subject.ts";
import { timedAtFullSpeed } from "./timed-at-full-speed.ts";

/** What a client writes of a session. */
export interface SessionSubject {
  /** Undefined when the request has none. */
  readonly spec: SessionSpec | undefined;
  readonly labels: TextMap;
  readonly annotations: TextMap;
}

/** What a session is judged against: what its spec is, and how fast this server replays. */
export interface SessionContext extends ValidationContext {
  /** Bars per second of the last runs at full speed; undefined before the first. */
  readonly barsPerSecond?: number | undefined;
}

/** Everything that can be said of a session before it exists. */
export type Validation = SpecJudgement;

/**
 * Judges what a client asks for, all of it at once, and gives the spec its normal form. Changes
 * nothing: the input stays as it is, and equal input in an equal context is judged equally.
 * `judge` may remember what `judgeSpec` said: it is told nothing that changes from run to run.
 */
export function validateSession(
  asked: SessionSubject,
  context: SessionContext,
  judge: typeof judgeSpec = judgeSpec,
): Validation {
  const texts = [
    ...firstFindings(judgeLabels(asked.labels)),
    ...firstFindings(judgeAnnotations(asked.annotations)),
  ];
  const { barsPerSecond, ...known } = context;
  const judgement =
    asked.spec === undefined
      ? noSpec
      : timedAtFullSpeed(judge(asked.spec, known), asked.spec, barsPerSecond);
  if (texts.length === 0) return judgement;
  const { spec: _refused, violations, ...rest } = judgement;
  return { ...rest, violations: [...violations, ...texts] };
}

const noSpec: SpecJudgement = {
  violations: [
    {
      field: "spec",
      reason: ErrorReason.FIELD_REQUIRED,
      message: "the request has no spec",
      suggestion: "a spec with symbols, initial_capital and simulation",
    },
  ],
  warnings: [],
};

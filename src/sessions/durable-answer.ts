import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import { wentBack } from "./driving-refusals.ts";
import type { HandOver } from "./hand-over.ts";
import type { SimulationRun } from "./simulation-run.ts";
import type { TurnAnswer, TurnOutcome } from "./turn-answer.ts";

/** The answer of a turn of a strict session, once it is on disk. */
export async function durableAnswer(
  answered: TurnOutcome,
  run: SimulationRun,
  handOver: HandOver,
): Promise<Outcome<TurnAnswer>> {
  const outcome = await answered;
  if (!outcome.ok) return outcome;
  await handOver.finish();
  const answer = outcome.value;
  const durableBarrier = answer.result.barrier;
  if (BigInt(run.durableBarrier) < durableBarrier) return refuse(wentBack(run.session.sessionId));
  return fulfil({ ...answer, result: { ...answer.result, durableBarrier } });
}

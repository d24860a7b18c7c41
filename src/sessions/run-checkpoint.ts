/** What a run is gone on with: the one place that makes a checkpoint. */
import { create } from "@bufbuild/protobuf";
import {
  type DriverMemory,
  type DriverSeat,
  type RunCheckpoint,
  RunCheckpointSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Simulation } from "../engine/simulation.ts";

/**
 * Version of the rules by which a simulation computes; written into every checkpoint. A change of
 * the rules that changes results takes the next: no run goes on by other rules than it began with.
 */
export const engineVersion = 3;

/** The run began under another version of the engine: its result would be of neither. */
export class EngineChangedError extends Error {
  override readonly name = "EngineChangedError";
}

/** @throws EngineChangedError where the run of a checkpoint began under another engine. */
export function checkEngine(checkpoint: RunCheckpoint | undefined): void {
  const version = checkpoint?.engineVersion ?? 0;
  if (version === 0 || version === engineVersion) return;
  throw new EngineChangedError(
    `the run began with version ${version} of the engine, and this server has ${engineVersion}: ` +
      "create a session with the same spec and run it anew",
  );
}

/** What a checkpoint holds beside the simulation. */
export interface CheckpointFacts {
  /** Version of the data of the session. */
  readonly dataVersion: string;
  /** Wall time spent RUNNING, in milliseconds. */
  readonly runTimeMs: number;
  readonly memory: DriverMemory | undefined;
}

/** The checkpoint of a run, without who drives it. */
export function checkpointOf(simulation: Simulation, facts: CheckpointFacts): RunCheckpoint {
  const { dataVersion, runTimeMs, memory } = facts;
  return create(RunCheckpointSchema, {
    simulation: simulation.state(),
    dataVersion,
    runTimeMs: BigInt(Math.round(runTimeMs)),
    engineVersion,
    ...(memory === undefined ? {} : { memory }),
  });
}

/** The same checkpoint with who drives. */
export function withSeat(
  checkpoint: RunCheckpoint | undefined,
  seat: DriverSeat | undefined,
): RunCheckpoint {
  const { seat: _before, ...rest } = checkpoint ?? create(RunCheckpointSchema);
  return seat === undefined ? rest : { ...rest, seat };
}

/** The barrier at which a checkpoint stands: what is on disk. */
export function durableBarrierOf(checkpoint: RunCheckpoint | undefined): number {
  return Number(checkpoint?.simulation?.barrier ?? 0n);
}

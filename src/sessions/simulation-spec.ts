import { clone } from "@bufbuild/protobuf";
import type { AccountModel, FillModel } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  type Session,
  type SimulationSpec,
  SimulationSpecSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { writeSimulationDefaults } from "../validator/simulation-defaults.ts";

/** A simulation with everything that may be left open written in. */
export type CompleteSimulationSpec = SimulationSpec & {
  readonly fillModel: FillModel;
  readonly account: AccountModel;
};

/** The part of the spec that says how a session is simulated, with its defaults. */
export function simulationSpecOf({ sessionId, spec }: Session): CompleteSimulationSpec {
  if (spec?.modeSpec.case !== "simulation") throw new Error(`${sessionId} is no simulation`);
  const { value } = spec.modeSpec;
  if (isComplete(value)) return value;
  // It was kept before there were accounts.
  const completed = clone(SimulationSpecSchema, value);
  writeSimulationDefaults(completed);
  if (!isComplete(completed)) throw new Error(`${sessionId} has a spec without its defaults`);
  return completed;
}

function isComplete(value: SimulationSpec): value is CompleteSimulationSpec {
  return value.fillModel !== undefined && value.account !== undefined;
}

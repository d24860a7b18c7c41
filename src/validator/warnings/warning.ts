import { create } from "@bufbuild/protobuf";
import {
  type Estimate,
  type Warning,
  WarningSchema,
} from "../../../gen/ts/openbell/v1/validation_pb.ts";
import type { SpecSubject } from "../subject.ts";

/**
 * One thing to know before a session runs, as far as it is known: it refuses nothing. The estimate
 * is there exactly when what will be replayed has no violation.
 */
export type WarningRule = (subject: SpecSubject, estimate?: Estimate) => Iterable<Warning>;

/** A warning. @param reason one of those in the comment of the contract. */
export function warning(field: string, reason: string, message: string): Warning {
  return create(WarningSchema, { field, reason, message });
}

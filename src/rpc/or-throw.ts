import type { Outcome } from "../domain/rejection.ts";
import { refusalError } from "./error-map.ts";

/** The value of an outcome; throws the status of its refusal. */
export function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refusalError(outcome.rejection);
}

/**
 * The lifecycle checker: judges what many clients were told about sessions that they changed at the
 * same time, also where they were told nothing. The log gives the order of everything that
 * happened; what it has to agree with is the transition table, the answers, and the times at which
 * they came. Together the properties say that the commands of the store are linearisable.
 */
import type { LifecycleHistory } from "./history.ts";
import { answered } from "./properties/answered.ts";
import { guarded } from "./properties/guarded.ts";
import { legal } from "./properties/legal.ts";
import { once } from "./properties/once.ts";
import { placed } from "./properties/placed.ts";
import { realTime } from "./properties/real-time.ts";
import { type LifecycleProperty, viewOf } from "./view.ts";

/** Everything that a history has to be. */
export const lifecycleProperties: readonly LifecycleProperty[] = [
  legal,
  once,
  answered,
  guarded,
  realTime,
  placed,
];

/** Judges a history; each violation names its property, the call and the session. */
export function checkLifecycle(history: LifecycleHistory): readonly string[] {
  const view = viewOf(history);
  return lifecycleProperties.flatMap(({ name, check }) =>
    [...check(view)].map((message) => `${name}: ${message}`),
  );
}

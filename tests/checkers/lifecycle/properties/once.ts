import type { Call, LoggedAppend, LoggedEvent } from "../history.ts";
import { type AskedRequest, callText, type LifecycleProperty } from "../view.ts";

/**
 * **Once.** What was asked for happens as often as it was told: a request has one effect at most,
 * however often it was sent, and only the effect that it asked for; one that was answered has its
 * effect in the log, unless it is an update that changes nothing; and nothing happens that nobody
 * asked for.
 */
export const once: LifecycleProperty = {
  name: "Once",
  *check({ requests }) {
    for (const request of requests.values()) {
      const { effects, first } = request;
      if (effects.length > 1) {
        const revisions = effects.map(({ revision }) => revision).join(" and ");
        yield `${callText(first)} had ${effects.length} effects, at ${revisions}`;
      }
      for (const effect of effects) {
        const problem = effectProblem(first, effect);
        if (problem !== undefined) yield `${callText(first)} at ${effect.revision}: ${problem}`;
      }
      if (effects.length === 0 && first.command !== "Update" && isAnswered(request)) {
        yield `${callText(first)} was answered and is lost`;
      }
    }
  },
};

function isAnswered({ calls }: AskedRequest): boolean {
  return calls.some(({ outcome }) => outcome.kind === "done");
}

const events: Readonly<Record<Call["command"], readonly LoggedEvent["what"][]>> = {
  Create: ["Created", "StateChanged"],
  Start: ["StateChanged"],
  Pause: ["StateChanged"],
  Resume: ["StateChanged"],
  Stop: ["StateChanged"],
  Update: ["Updated"],
  Delete: ["Deleted"],
  Get: [],
};

function effectProblem(call: Call, append: LoggedAppend): string | undefined {
  if (call.sessionId !== "" && append.sessionId !== call.sessionId) {
    return `it changed ${append.sessionId}`;
  }
  const other = append.events.find(
    ({ requestId, what }) => requestId === call.requestId && !events[call.command].includes(what),
  );
  if (other !== undefined) return `it caused ${other.what}`;
  const { label, name } = append.session ?? {};
  if (call.label !== undefined && label !== call.label) return `the label is ${label}`;
  if (call.name !== undefined && name !== call.name) return `the name is ${name}`;
  return undefined;
}

import type { SessionView } from "../history.ts";
import { callText, type LifecycleProperty, sessionText } from "../view.ts";

/**
 * **Answered.** An answer tells what the log has: the session right after the append that the
 * request made, with its revision. All answers to one request id are equal; to an update that
 * changed nothing they are equal in all that updates and commands can change.
 */
export const answered: LifecycleProperty = {
  name: "Answered",
  *check({ requests, timelines }) {
    for (const { calls, effects } of requests.values()) {
      const [effect] = effects;
      let firstAnswer: string | undefined;
      for (const call of calls) {
        if (call.outcome.kind !== "done") continue;
        const { session } = call.outcome;
        const logged = effect && timelines.get(effect.sessionId)?.at(effect.revision);
        const told = effect === undefined ? sessionText(session) : wholeText(session);
        if (logged !== undefined && told !== wholeText(logged)) {
          yield `${callText(call)} was answered ${told}, the log has ${wholeText(logged)}`;
        }
        firstAnswer ??= told;
        if (told !== firstAnswer) {
          yield `${callText(call)} was answered ${told}, and before ${firstAnswer}`;
        }
      }
    }
  },
};

function wholeText(session: SessionView): string {
  return `${sessionText(session)} at event ${session.eventNumber} of ${session.revision}`;
}

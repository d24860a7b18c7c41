import type { RecordSight } from "../history.ts";
import type { Property } from "../property.ts";

/**
 * **Atomic.** A record is one append, whole and unmixed: exactly the events of that revision in the
 * log that are of the kinds asked for, in their order and with their content, and the session as
 * the log has it when a lifecycle event is among them.
 */
export const atomic: Property = {
  name: "Atomic",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame" || entry.content.kind !== "record") return;
      const seen = entry.content.record;
      const logged = stream.log.find(seen.revision);
      const whole = logged === undefined ? undefined : stream.selection.project(logged);
      if (whole === undefined) return;
      const [found, expected] = [eventsOf(seen), eventsOf(whole)];
      if (found !== expected) {
        yield `record ${seen.revision} has the events ${found}, the log has ${expected}`;
      }
      if (seen.session?.digest !== whole.session?.digest) {
        yield `record ${seen.revision} does not have the session as the log has it`;
      }
      const shown = seen.session?.revision ?? seen.revision;
      if (shown !== seen.revision) {
        yield `record ${seen.revision} has its session as of revision ${shown}`;
      }
    },
};

function eventsOf({ sessionId, events }: RecordSight): string {
  const list = events.map(({ number, kind, digest }) => `${number}:${kind}:${digest}`).join(" ");
  return `[${list}] of ${sessionId}`;
}

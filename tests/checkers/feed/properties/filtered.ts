import type { FrameContent } from "../history.ts";
import type { Property } from "../property.ts";
import type { StreamSoFar } from "../stream-so-far.ts";

/**
 * **Filtered.** A stream shows nothing that was not asked for: every record, sample and session of
 * the snapshot is selected by the filter, every event is of a kind that was asked for, and samples
 * come only where they are wanted. What the log does not have is left to `Committed`.
 */
export const filtered: Property = {
  name: "Filtered",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      for (const sessionId of sessionsOf(entry.content)) {
        if (stream.log.sessions.has(sessionId) && !stream.selection.has(sessionId)) {
          yield `shows ${sessionId}, which the filter does not select`;
        }
      }
      yield* kinds(stream, entry.content);
    },
};

function sessionsOf(content: FrameContent): readonly string[] {
  switch (content.kind) {
    case "record":
      return [content.record.sessionId];
    case "sample":
      return [content.sessionId];
    case "snapshot":
      return content.sessions.map(({ sessionId }) => sessionId);
    default:
      return [];
  }
}

function* kinds({ watcher }: StreamSoFar, content: FrameContent): Generator<string> {
  if (content.kind === "sample" && !watcher.kinds.includes("SAMPLES")) yield "is a sample";
  if (content.kind !== "record") return;
  const { revision, events } = content.record;
  if (events.length === 0) yield `record ${revision} has no event`;
  const other = events.find(({ kind }) => !watcher.kinds.includes(kind));
  if (other !== undefined) yield `record ${revision} has an event of ${other.kind}`;
}

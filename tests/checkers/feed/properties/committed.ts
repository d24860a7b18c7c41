import type { FrameEntry } from "../history.ts";
import type { Property } from "../property.ts";
import type { StreamSoFar } from "../stream-so-far.ts";

/**
 * **Committed.** Nothing is shown that is not on disk: every record, every session and every
 * position of a frame is in the log as it is in the end, however often the server was killed in
 * between. What was shown and then lost was never committed.
 */
export const committed: Property = {
  name: "Committed",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      const { head } = stream.log;
      const newest = newestOf(entry);
      if (newest > head) yield `shows revision ${newest}, but the log ends at ${head}`;
      yield* unknown(stream, entry);
    },
};

function newestOf({ content, position }: FrameEntry): number {
  switch (content.kind) {
    case "opened":
      return Math.max(position, content.current);
    case "record":
      return Math.max(position, content.record.revision);
    case "snapshot":
      return Math.max(position, ...content.sessions.map(({ revision }) => revision));
    default:
      return position;
  }
}

function* unknown({ log }: StreamSoFar, { content }: FrameEntry): Generator<string> {
  if (content.kind === "record") {
    const { revision, sessionId } = content.record;
    const logged = log.find(revision);
    if (logged === undefined) yield `the log has no record ${revision}`;
    else if (logged.sessionId !== sessionId) {
      yield `record ${revision} is of ${sessionId}, in the log of ${logged.sessionId}`;
    }
  }
  if (content.kind === "snapshot") {
    for (const { sessionId } of content.sessions) {
      if (!log.sessions.has(sessionId)) yield `the log has no session ${sessionId}`;
    }
  }
  if (content.kind === "sample" && !log.sessions.has(content.sessionId)) {
    yield `the log has no session ${content.sessionId}`;
  }
}

import type { Property } from "../property.ts";

/**
 * **Reliable.** Between where a stream begins and its last record nothing is left out: before each
 * record, every selected one after the stream's origin was delivered, or held by the snapshot. And
 * every frame says so itself: its `previous_revision` is the record delivered last, also when that
 * was before the reconnect.
 */
export const reliable: Property = {
  name: "Reliable",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      const { content, previous } = entry;
      if (previous !== stream.lastRecord) {
        yield `says that record ${previous} came last, but ${stream.lastRecord} did`;
      }
      if (content.kind !== "record") return;
      const { revision } = content.record;
      const missing = stream.missing(revision - 1);
      if (missing === undefined) return;
      const { sessionId } = stream.log.find(missing) ?? {};
      yield `record ${missing} of ${sessionId} is missing before record ${revision}`;
    },
};

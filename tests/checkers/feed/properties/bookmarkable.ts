import type { Property } from "../property.ts";

/**
 * **Bookmarkable.** A position can be relied on: when a frame says revision R, everything selected
 * up to R was delivered before it, or held by the snapshot. (Of a record, whose position is its own
 * revision, `Reliable` says so.) The frames before the end of a snapshot make no such claim, and
 * therefore carry no token; all later ones of a stream that does not begin with a snapshot do.
 */
export const bookmarkable: Property = {
  name: "Bookmarkable",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      const { content, position, hasToken } = entry;
      const isPart = !stream.isFollowing && content.kind !== "snapshotEnd";
      if (isPart && hasToken) yield "carries a token in the middle of the snapshot";
      if (stream.entry.start.from !== "snapshot" && stream.entry.via === "watch" && !hasToken) {
        yield "carries no token";
      }
      if (content.kind === "record") {
        const { revision } = content.record;
        if (position !== revision) yield `record ${revision} says position ${position}`;
        return;
      }
      const missing = stream.missing(position);
      if (missing === undefined) return;
      const { sessionId } = stream.log.find(missing) ?? {};
      yield `says position ${position}, but record ${missing} of ${sessionId} was not delivered`;
    },
};

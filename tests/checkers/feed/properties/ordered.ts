import type { Property } from "../property.ts";

/**
 * **Ordered.** What a stream shows never goes back: no record is older than one before it, no
 * position is before an earlier one. A stream that resumes does not begin before its token.
 */
export const ordered: Property = {
  name: "Ordered",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      const { content, position } = entry;
      const { start } = stream.entry;
      const before =
        stream.lastFrame?.position ?? (start.from === "token" ? start.issued.position : 0);
      if (position < before) yield `goes back from position ${before} to ${position}`;
      if (content.kind !== "record") return;
      const { revision } = content.record;
      if (revision < stream.lastRecord) {
        yield `record ${revision} comes after record ${stream.lastRecord}`;
      }
    },
};

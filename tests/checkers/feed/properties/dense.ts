import type { Property } from "../property.ts";

/**
 * **Dense.** The frames of a stream are numbered 1, 2, 3 … without a hole; the first frame of a
 * watch is `opened`, and no other is.
 */
export const dense: Property = {
  name: "Dense",
  begin: (stream) =>
    function* (entry) {
      if (entry.type !== "frame") return;
      const expected = (stream.lastFrame?.number ?? 0) + 1;
      if (entry.number !== expected) yield `is not frame ${expected}`;
      const isFirst = stream.lastFrame === undefined;
      const isOpened = entry.content.kind === "opened";
      if (stream.entry.via === "watch" && isOpened !== isFirst) {
        yield isFirst ? `the stream begins with ${entry.content.kind}` : "is opened a second time";
      }
    },
};

import type { Property } from "../property.ts";

/**
 * **Unique.** A stream shows no revision twice and no event of a session twice, and after a resume
 * nothing that the token says was delivered before.
 */
export const unique: Property = {
  name: "Unique",
  begin(stream) {
    const { start } = stream.entry;
    const covered = start.from === "token" ? start.issued.position : 0;
    const lastEvents = new Map<string, number>();
    return function* (entry) {
      if (entry.type !== "frame" || entry.content.kind !== "record") return;
      const { revision, sessionId, events } = entry.content.record;
      if (stream.records.has(revision)) yield `record ${revision} was delivered before`;
      if (revision <= covered) yield `record ${revision} is covered by the token of ${covered}`;
      const last = lastEvents.get(sessionId) ?? 0;
      const again = events.find(({ number }) => number <= last);
      if (again !== undefined) {
        yield `event ${again.number} of ${sessionId} comes after event ${last}`;
      }
      lastEvents.set(sessionId, Math.max(last, ...events.map(({ number }) => number)));
    };
  },
};

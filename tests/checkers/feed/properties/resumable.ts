import type { FrameEntry, Issued, TokenFlaw } from "../history.ts";
import type { Judge, Property } from "../property.ts";
import type { StreamSoFar } from "../stream-so-far.ts";

/**
 * **Resumable.** A stream begins where it was asked to. From a token: the position is the token's,
 * there is no snapshot, and the first record is exactly the first one that is selected after the
 * token's position, in the same store; nothing was compacted in these histories, so a sound token is
 * never refused. A token of the future, of another filter, of another store, or that is none, is
 * refused with that reason, and delivers nothing.
 */
export const resumable: Property = {
  name: "Resumable",
  begin(stream) {
    const { start } = stream.entry;
    if (start.from !== "token") return withoutToken(stream);
    if (start.flaw !== undefined) return withFlaw(start.flaw);
    return withToken(stream, start.issued);
  },
};

const tokenReasons: readonly string[] = [
  "REVISION_IN_FUTURE",
  "FILTER_CHANGED",
  "STORE_CHANGED",
  "STORE_RESTORED",
  "REVISION_COMPACTED",
  "INVALID_RESUME_TOKEN",
];

function withoutToken(stream: StreamSoFar): Judge {
  return function* (entry) {
    if (entry.type === "end" && tokenReasons.includes(entry.reason)) {
      yield `was refused with ${entry.reason}, but no token was sent`;
    }
    if (entry.type === "frame") {
      yield* opening(stream, entry, stream.entry.start.from === "snapshot");
    }
  };
}

function withFlaw(flaw: TokenFlaw): Judge {
  return function* (entry) {
    if (entry.type === "frame") {
      yield `is delivered, though the token has to be refused with ${flaw}`;
    } else if (
      entry.code === "OK" ||
      (entry.reason !== flaw && tokenReasons.includes(entry.reason))
    ) {
      yield `ends with ${entry.code} ${entry.reason}, not with ${flaw}`;
    }
  };
}

function withToken(stream: StreamSoFar, { position }: Issued): Judge {
  return function* (entry) {
    if (entry.type === "end") {
      if (tokenReasons.includes(entry.reason)) yield `a sound token is refused: ${entry.reason}`;
      return;
    }
    yield* opening(stream, entry, false);
    const { content } = entry;
    if (content.kind === "opened" && entry.position !== position) {
      yield `goes on from ${entry.position}, the token is of ${position}`;
    }
    if (content.kind !== "record" || stream.records.size > 0) return;
    const expected = stream.selection.after(position);
    if (content.record.revision !== expected) {
      yield `begins with record ${content.record.revision}, after ${position} comes ${expected}`;
    }
  };
}

function* opening(stream: StreamSoFar, { content }: FrameEntry, snapshot: boolean) {
  if (content.kind !== "opened") return;
  const { storeId } = stream.log;
  if (content.storeId !== storeId) yield `is of the store ${content.storeId}, not of ${storeId}`;
  if (content.snapshot !== snapshot) {
    yield snapshot ? "announces no snapshot" : "announces a snapshot that was not asked for";
  }
}

import type { EndEntry, FrameEntry } from "./history.ts";
import type { StreamSoFar } from "./stream-so-far.ts";

/** Judges the entries of one stream, in order. Yields what is wrong with the one given. */
export type Judge = (entry: FrameEntry | EndEntry) => Iterable<string>;

/** Something that holds for every stream of a feed that keeps its promises. */
export interface Property {
  /** As violations name it. */
  readonly name: string;
  /** Begins with a stream, which moves on after each entry that was judged. */
  readonly begin: (stream: StreamSoFar) => Judge;
}

/** A property that does not hold, and where. */
export interface Violation {
  readonly property: string;
  /** Empty when it is about the log itself. */
  readonly watcher: string;
  readonly stream: number;
  /** Number of the frame; of the last one when it is about the end of the stream. */
  readonly frame: number;
  readonly message: string;
}

/** A violation in one line. */
export function violationText({ property, watcher, stream, frame, message }: Violation): string {
  const where = watcher === "" ? "the log" : `watcher ${watcher}, stream ${stream}, frame ${frame}`;
  return `${property}: ${where}: ${message}`;
}

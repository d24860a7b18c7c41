/**
 * The feed checker: judges a recorded history of watchers against the log as it is in the end. After
 * the robustness tests of etcd, whose watch validators its properties are named for. It reads each
 * watcher's history once, entry by entry, and keeps of it no more than revisions; only the log is in
 * memory.
 */
import { FeedLog, Selection } from "./feed-log.ts";
import type { FeedHistory, WatcherHistory } from "./history.ts";
import { atomic } from "./properties/atomic.ts";
import { bookmarkable } from "./properties/bookmarkable.ts";
import { committed } from "./properties/committed.ts";
import { dense } from "./properties/dense.ts";
import { filtered } from "./properties/filtered.ts";
import { ordered } from "./properties/ordered.ts";
import { reliable } from "./properties/reliable.ts";
import { resumable } from "./properties/resumable.ts";
import { snapshot } from "./properties/snapshot.ts";
import { unique } from "./properties/unique.ts";
import type { Judge, Property, Violation } from "./property.ts";
import { acknowledgementProblems, logProblems } from "./sound-log.ts";
import { StreamSoFar } from "./stream-so-far.ts";

/** Everything that a stream has to be. */
export const feedProperties: readonly Property[] = [
  dense,
  ordered,
  unique,
  atomic,
  reliable,
  resumable,
  bookmarkable,
  snapshot,
  committed,
  filtered,
];

/** What was read and what is wrong with it. */
export interface FeedVerdict {
  /** The first violation of each property on each stream; what follows it is mostly its echo. */
  readonly violations: readonly Violation[];
  readonly watchers: number;
  readonly streams: number;
  readonly frames: number;
  /** Records that were delivered, over all watchers. */
  readonly records: number;
}

/** Judges a history. */
export function checkFeed(history: FeedHistory): FeedVerdict {
  const log = new FeedLog(history.log);
  const violations: Violation[] = [];
  const aboutLog = (property: string, messages: Iterable<string>): void => {
    for (const message of messages) {
      violations.push({ property, watcher: "", stream: 0, frame: 0, message });
    }
  };
  aboutLog("Dense log", logProblems(log));
  aboutLog("Acknowledged", acknowledgementProblems(log, history.acknowledged));
  const count = { watchers: 0, streams: 0, frames: 0, records: 0 };
  for (const each of history.watchers) {
    count.watchers += 1;
    checkWatcher(each, log, count, violations);
  }
  return { violations, ...count };
}

interface Count {
  streams: number;
  frames: number;
  records: number;
}

function checkWatcher(
  { watcher, entries }: WatcherHistory,
  log: FeedLog,
  count: Count,
  violations: Violation[],
): void {
  const selection = new Selection(watcher, log);
  let stream: StreamSoFar | undefined;
  let judges: { readonly name: string; readonly judge: Judge }[] = [];
  for (const entry of entries) {
    if (entry.type === "stream") {
      count.streams += 1;
      const opened = new StreamSoFar(watcher, entry, log, selection);
      judges = feedProperties.map(({ name, begin }) => ({ name, judge: begin(opened) }));
      stream = opened;
      continue;
    }
    if (stream === undefined) throw new Error(`${watcher.watcher}: an entry before any stream`);
    const place = {
      watcher: watcher.watcher,
      stream: stream.entry.stream,
      frame: entry.type === "frame" ? entry.number : (stream.lastFrame?.number ?? 0),
    };
    judges = judges.filter(({ name, judge }) => {
      const [message] = judge(entry);
      if (message !== undefined) violations.push({ property: name, ...place, message });
      return message === undefined;
    });
    if (entry.type === "end") continue;
    stream.take(entry);
    count.frames += 1;
    if (entry.content.kind === "record") count.records += 1;
  }
}

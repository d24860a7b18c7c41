/** Faults for histories that are as they should be: each breaks one promise at a random place. */
import { FeedLog, Selection } from "./feed-log.ts";
import type { Entry, FrameContent, FrameEntry, StreamEntry } from "./history.ts";
import type { InventedHistory } from "./invented-feed.ts";

/** A fault. */
export interface PlantedFault {
  readonly name: string;
  /** The property that must name it, among others. */
  readonly breaks: string;
  /** What becomes of one stream; undefined when the fault has no place in it. */
  readonly plant: (stream: PlantedStream) => readonly Entry[] | undefined;
}

/** A stream to plant a fault in: its beginning and what followed. */
export interface PlantedStream {
  readonly begin: StreamEntry;
  readonly rest: readonly Entry[];
  readonly log: FeedLog;
  readonly selection: Selection;
  readonly random: () => number;
}

/** The history with the fault in one of its streams, and where; undefined when none has a place. */
export function plant(
  { breaks: _breaks, plant: plantIn }: PlantedFault,
  history: InventedHistory,
  random: () => number,
):
  | { readonly history: InventedHistory; readonly watcher: string; readonly stream: number }
  | undefined {
  const log = new FeedLog(history.log);
  const order = shuffled(
    history.watchers.flatMap(({ watcher, entries }, index) =>
      streamsOf(entries).map((stream) => ({ watcher, index, ...stream })),
    ),
    random,
  );
  for (const { watcher, index, at, begin, rest } of order) {
    const selection = new Selection(watcher, log);
    const spoilt = plantIn({ begin, rest, log, selection, random });
    if (spoilt === undefined) continue;
    const watchers = history.watchers.map((each, number) =>
      number === index
        ? { ...each, entries: each.entries.toSpliced(at, 1 + rest.length, ...spoilt) }
        : each,
    );
    return { history: { ...history, watchers }, watcher: watcher.watcher, stream: begin.stream };
  }
  return undefined;
}

/** The faults. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: "a frame is lost on the way",
    breaks: "Dense",
    plant: (stream) =>
      change(stream, (_frame, index) => hasFrameAfter(stream, index) && [], "as is"),
  },
  {
    name: "a record is left out before another",
    breaks: "Reliable",
    plant: (stream) =>
      change(
        stream,
        (frame, index) => isOwed(stream, frame) && framesAfter(stream, index).some(isRecord) && [],
      ),
  },
  {
    name: "a record is left out before a bookmark",
    breaks: "Bookmarkable",
    plant: (stream) =>
      change(stream, (frame, index) => {
        const after = framesAfter(stream, index);
        return isOwed(stream, frame) && after.length > 0 && !after.some(isRecord) && [];
      }),
  },
  {
    name: "a record comes twice",
    breaks: "Unique",
    plant: (stream) => change(stream, (frame) => isRecord(frame) && [frame, frame]),
  },
  {
    name: "two records are swapped",
    breaks: "Ordered",
    plant(stream) {
      const frames = stream.rest;
      const pairs = frames.flatMap((entry, index) => {
        const next = frames[index + 1];
        return isRecord(entry) && isRecord(next) ? [{ index, entry, next }] : [];
      });
      const pair = pick(pairs, stream.random);
      if (pair === undefined) return undefined;
      return renumbered(stream.begin, frames.toSpliced(pair.index, 2, pair.next, pair.entry));
    },
  },
  {
    name: "a record is split",
    breaks: "Atomic",
    plant: (stream) =>
      change(stream, (frame) => {
        const { content } = frame;
        if (content.kind !== "record" || content.record.events.length < 2) return false;
        const { session: _session, ...whole } = content.record;
        const [first = [], second = []] = [whole.events.slice(0, 1), whole.events.slice(1)];
        return [
          { ...frame, content: { kind: "record", record: { ...whole, events: first } } },
          { ...frame, content: { kind: "record", record: { ...content.record, events: second } } },
        ];
      }),
  },
  {
    name: "a record has an event of another",
    breaks: "Atomic",
    plant: (stream) =>
      change(stream, (frame) => {
        const { content } = frame;
        if (content.kind !== "record") return false;
        const other = stream.log.records.find(
          ({ sessionId, revision }) =>
            sessionId === content.record.sessionId && revision !== content.record.revision,
        );
        if (other === undefined) return false;
        const events = [...content.record.events, ...other.events.slice(0, 1)];
        return [{ ...frame, content: { kind: "record", record: { ...content.record, events } } }];
      }),
  },
  {
    name: "a bookmark is ahead",
    breaks: "Bookmarkable",
    plant: (stream) =>
      change(stream, (frame) => {
        const next = stream.selection.after(frame.position);
        // What a snapshot held, a bookmark may well be ahead of.
        if (stream.begin.start.from === "snapshot" || next === undefined) return false;
        if (frame.content.kind !== "heartbeat") return false;
        return [{ ...frame, position: next }];
      }),
  },
  {
    name: "a position goes back",
    breaks: "Ordered",
    plant: (stream) =>
      change(stream, (frame, index) => {
        const before = stream.rest[index - 1];
        const isLevel = before?.type === "frame" && before.position === frame.position;
        return isLevel && [{ ...frame, position: frame.position - 1 }];
      }),
  },
  {
    name: "the chain names another record",
    breaks: "Reliable",
    plant: (stream) =>
      change(stream, (frame) => [{ ...frame, previous: frame.previous + 1 }], "as is"),
  },
  {
    name: "a resume begins one record too late",
    breaks: "Resumable",
    plant({ begin, rest }) {
      const [first, second] = rest;
      if (begin.start.from !== "token" || begin.via !== "watch") return undefined;
      if (first?.type !== "frame" || !isRecord(second)) return undefined;
      const position = second.content.record.revision;
      return renumbered(begin, [{ ...first, position }, ...rest.slice(2)]);
    },
  },
  {
    name: "a resume repeats what the token covers",
    breaks: "Unique",
    plant({ begin, rest, log, selection }) {
      const [first] = rest;
      if (begin.start.from !== "token" || begin.start.flaw || first?.type !== "frame")
        return undefined;
      const { delivered } = begin.start.issued;
      const again = delivered === 0 ? undefined : log.find(delivered);
      const record = again === undefined ? undefined : selection.project(again);
      if (record === undefined) return undefined;
      const frame: FrameEntry = {
        ...first,
        position: delivered,
        content: { kind: "record", record },
      };
      return renumbered(
        begin,
        begin.via === "list" ? [frame, ...rest] : [first, frame, ...rest.slice(1)],
      );
    },
  },
  {
    name: "a token with a flaw is taken",
    breaks: "Resumable",
    plant({ begin, rest, log }) {
      if (begin.start.from !== "token" || begin.start.flaw === undefined) return undefined;
      const { position } = begin.start.issued;
      const { storeId, head: current } = log;
      const opening = { kind: "opened", storeId, snapshot: false, current } as const;
      const { at } = begin;
      const frame = {
        type: "frame",
        at,
        number: 1,
        position,
        previous: 0,
        hasToken: true,
      } as const;
      return [begin, { ...frame, content: opening }, ...rest];
    },
  },
  {
    name: "a sound token is refused",
    breaks: "Resumable",
    plant({ begin }) {
      if (begin.start.from !== "token" || begin.start.flaw !== undefined) return undefined;
      const reason = "REVISION_COMPACTED";
      return [begin, { type: "end", at: begin.at, code: "OUT_OF_RANGE", reason }];
    },
  },
  {
    name: "a snapshot misses a session",
    breaks: "Snapshot",
    plant: (stream) =>
      changeSnapshot(stream, ({ sessionId }) => {
        const life = stream.log.sessions.get(sessionId);
        const [first] = stream.rest;
        const origin = first?.type === "frame" ? first.position : 0;
        return life?.deletedAt === undefined && (life?.createdAt ?? origin) < origin
          ? []
          : undefined;
      }),
  },
  {
    name: "a snapshot shows a session as it was too early",
    breaks: "Snapshot",
    plant: (stream) =>
      changeSnapshot(stream, ({ sessionId, revision }) => {
        const [first] = stream.rest;
        const origin = first?.type === "frame" ? first.position : 0;
        const records = stream.log.sessions.get(sessionId)?.records ?? [];
        const changed = records.find((each) => each.revision === revision && revision <= origin);
        const earlier = stream.log.sessionAt(sessionId, revision - 1);
        return changed !== undefined && earlier !== undefined ? [earlier] : undefined;
      }),
  },
  {
    name: "a snapshot shows a session unlike the log",
    breaks: "Snapshot",
    plant: (stream) =>
      changeSnapshot(stream, (session) => [{ ...session, lifecycleDigest: "something else" }]),
  },
  {
    name: "a token comes in the middle of the snapshot",
    breaks: "Bookmarkable",
    plant: (stream) =>
      change(
        stream,
        (frame) => frame.content.kind === "snapshot" && [{ ...frame, hasToken: true }],
      ),
  },
  {
    name: "a record is shown that is lost later",
    breaks: "Committed",
    plant: (stream) =>
      change(stream, (frame) => {
        const { content } = frame;
        if (content.kind !== "record") return false;
        const record = { ...content.record, sessionId: "ses_lost" };
        return [{ ...frame, content: { kind: "record", record } }];
      }),
  },
  {
    name: "a position is shown that is lost later",
    breaks: "Committed",
    plant: (stream) => change(stream, (frame) => [{ ...frame, position: stream.log.head + 1 }]),
  },
  {
    name: "a sample is of a session that the filter does not select",
    breaks: "Filtered",
    plant: (stream) => {
      const other = [...stream.log.sessions.keys()].find((id) => !stream.selection.has(id));
      const content: FrameContent = { kind: "sample", sessionId: other ?? "" };
      return change(
        stream,
        (frame) =>
          other !== undefined && frame.content.kind === "sample" && [{ ...frame, content }],
      );
    },
  },
];

type Change = (frame: FrameEntry, index: number) => readonly FrameEntry[] | false;

/** Changes one frame, chosen at random among those that can be, and hides it in the numbers. */
function change(
  { begin, rest, random }: PlantedStream,
  changed: Change,
  numbers: "as is" | "renumbered" = "renumbered",
): readonly Entry[] | undefined {
  const choice = pick(
    rest.flatMap((entry, index) => {
      const frames = entry.type === "frame" && changed(entry, index);
      return frames === false ? [] : [{ index, frames }];
    }),
    random,
  );
  if (choice === undefined) return undefined;
  const spoilt = rest.toSpliced(choice.index, 1, ...choice.frames);
  return numbers === "as is" ? [begin, ...spoilt] : renumbered(begin, spoilt);
}

type SnapshotFrame = Extract<FrameContent, { readonly kind: "snapshot" }>;

/** Changes one session of a snapshot, and its count accordingly. */
function changeSnapshot(
  stream: PlantedStream,
  changed: (session: SnapshotFrame["sessions"][number]) => SnapshotFrame["sessions"] | undefined,
): readonly Entry[] | undefined {
  // Whom half a snapshot leaves out, the other half could still show.
  const isWhole = ({ rest }: PlantedStream) =>
    rest.some((entry) => entry.type === "frame" && entry.content.kind === "snapshotEnd");
  if (!isWhole(stream)) return undefined;
  let removed = 0;
  const spoilt = change(stream, (frame) => {
    const { content } = frame;
    if (content.kind !== "snapshot") return false;
    for (const [index, session] of content.sessions.entries()) {
      const instead = changed(session);
      if (instead === undefined) continue;
      removed = 1 - instead.length;
      const sessions = content.sessions.toSpliced(index, 1, ...instead);
      return [{ ...frame, content: { kind: "snapshot", sessions } }];
    }
    return false;
  });
  return spoilt?.map((entry) => {
    if (entry.type !== "frame" || entry.content.kind !== "snapshotEnd") return entry;
    const sessionCount = entry.content.sessionCount - removed;
    return { ...entry, content: { kind: "snapshotEnd", sessionCount } };
  });
}

/** Frames numbered and chained as if nothing had happened to them. */
function renumbered(begin: StreamEntry, rest: readonly Entry[]): readonly Entry[] {
  let number = 0;
  let previous = begin.start.from === "token" ? begin.start.issued.delivered : 0;
  const frames = rest.map((entry) => {
    if (entry.type !== "frame") return entry;
    number += 1;
    const frame = { ...entry, number, previous };
    if (entry.content.kind === "record") previous = entry.content.record.revision;
    return frame;
  });
  return [begin, ...frames];
}

function isRecord(
  entry: Entry | undefined,
): entry is FrameEntry & { readonly content: Extract<FrameContent, { readonly kind: "record" }> } {
  return entry?.type === "frame" && entry.content.kind === "record";
}

/** A record that no snapshot can have held: one of a deleted session could be. */
function isOwed({ begin, log }: PlantedStream, frame: FrameEntry): boolean {
  if (!isRecord(frame)) return false;
  const isDeleted = log.sessions.get(frame.content.record.sessionId)?.deletedAt !== undefined;
  return begin.start.from !== "snapshot" || !isDeleted;
}

function framesAfter({ rest }: PlantedStream, index: number): readonly FrameEntry[] {
  return rest.slice(index + 1).filter((entry) => entry.type === "frame");
}

function hasFrameAfter(stream: PlantedStream, index: number): boolean {
  return framesAfter(stream, index).length > 0;
}

function streamsOf(entries: readonly Entry[]) {
  const starts = entries.flatMap((entry, at) =>
    entry.type === "stream" ? [{ at, begin: entry }] : [],
  );
  return starts.map(({ at, begin }, index) => {
    return { at, begin, rest: entries.slice(at + 1, starts[index + 1]?.at) };
  });
}

function pick<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

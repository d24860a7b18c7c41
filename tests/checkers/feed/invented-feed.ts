/** Histories that are as they should be, made at random: what the checker has to find nothing in. */
import type {
  Acknowledgement,
  Entry,
  FrameContent,
  Issued,
  KindName,
  LogHistory,
  RecordSight,
  SessionSight,
  Start,
  StreamEntry,
  TokenFlaw,
  Watcher,
} from "./history.ts";
import { InventedLog } from "./invented-log.ts";

/** A history that is wholly in memory. */
export interface InventedHistory {
  readonly log: LogHistory;
  readonly acknowledged: readonly Acknowledgement[];
  readonly watchers: readonly {
    readonly watcher: Watcher;
    readonly entries: readonly Entry[];
  }[];
}

/** A history of five watchers over a log that grows while they read, with kills in between. */
export function inventFeed(random: () => number, steps = 400): InventedHistory {
  const log = new InventedLog(random);
  const clock = { now: 0 };
  const watchers = readings.map(
    (reading, index) => new InventedWatcher(watcherOf(reading, index), log, random, clock),
  );
  for (let step = 0; step < steps; step += 1) {
    clock.now += 1;
    const chance = random();
    if (chance < 0.3) log.append();
    else if (chance < 0.31) for (const watcher of watchers) watcher.lose();
    else watchers[Math.floor(random() * watchers.length)]?.step();
  }
  const { storeId, head, records, acknowledged } = log;
  const entries = watchers.map((each) => ({ watcher: each.watcher, entries: each.entries }));
  return { log: { storeId, head, records }, acknowledged, watchers: entries };
}

const readings: readonly {
  readonly kinds: readonly KindName[];
  readonly strategyIds?: string[];
}[] = [
  { kinds: ["LIFECYCLE"] },
  { kinds: ["LIFECYCLE", "TRADING_DAYS"] },
  { kinds: ["LIFECYCLE", "TRADING_DAYS", "SAMPLES"], strategyIds: ["s1", "s2"] },
  { kinds: ["TRADING_DAYS"] },
  { kinds: ["LIFECYCLE"], strategyIds: ["s0"] },
];

function watcherOf(reading: (typeof readings)[number], index: number): Watcher {
  const { kinds, strategyIds = [] } = reading;
  return { type: "watcher", watcher: `w${index}`, sessionIds: [], modes: [], strategyIds, kinds };
}

const flaws: readonly TokenFlaw[] = ["REVISION_IN_FUTURE", "FILTER_CHANGED", "STORE_CHANGED"];

/** An open stream, as the server that is right would have it. */
interface OpenStream {
  readonly entry: StreamEntry;
  number: number;
  position: number;
  delivered: number;
  /** Undefined when there is nothing left of the snapshot. */
  page: { afterId: string; count: number; isLast: boolean } | undefined;
  /** Pages that were read: up to which id, and when. */
  readonly cover: { readonly lastId: string | undefined; readonly revision: number }[];
}

class InventedWatcher {
  readonly watcher: Watcher;
  readonly entries: Entry[] = [];
  readonly #log: InventedLog;
  readonly #random: () => number;
  readonly #clock: { readonly now: number };
  readonly #tokens: Issued[] = [];
  #streams = 0;
  #open: OpenStream | undefined;

  constructor(
    watcher: Watcher,
    log: InventedLog,
    random: () => number,
    clock: { readonly now: number },
  ) {
    this.watcher = watcher;
    this.#log = log;
    this.#random = random;
    this.#clock = clock;
  }

  /** The server is gone. */
  lose(): void {
    if (this.#open !== undefined) this.#end("UNAVAILABLE", "");
  }

  /** Opens a stream, or takes the next frame of the one that is open, or leaves it. */
  step(): void {
    if (this.#open === undefined) this.#begin();
    else if (this.#random() < 0.04) this.#end("LEFT", "");
    else this.#next(this.#open);
  }

  #begin(): void {
    const chance = this.#random();
    const issued = this.#tokens[Math.floor(this.#random() * this.#tokens.length)];
    const via = chance < 0.2 ? "list" : "watch";
    if (issued !== undefined && chance < 0.7) this.#resume(via, issued);
    else if (via === "list") this.#openStream(via, { from: "oldest" }, 0, 0);
    else this.#openStream(via, { from: chance < 0.8 ? "now" : "snapshot" }, this.#log.head, 0);
  }

  #resume(via: "watch" | "list", issued: Issued): void {
    const flaw = flaws[Math.floor(this.#random() * 30)];
    const start: Start = { from: "token", issued };
    if (flaw === undefined) {
      this.#openStream(via, start, issued.position, issued.delivered);
    } else {
      this.#openStream("watch", { ...start, flaw }, 0, 0);
      this.#end("OUT_OF_RANGE", flaw);
    }
  }

  #openStream(via: "watch" | "list", start: Start, position: number, delivered: number): void {
    this.#streams += 1;
    const entry = {
      type: "stream",
      stream: this.#streams,
      via,
      start,
      at: this.#clock.now,
    } as const;
    this.entries.push(entry);
    const page = start.from === "snapshot" ? { afterId: "", count: 0, isLast: false } : undefined;
    this.#open = { entry, number: 0, position, delivered, page, cover: [] };
  }

  #next(open: OpenStream): void {
    if (open.entry.via === "list") this.#list(open);
    else if (open.number === 0) this.#opened(open);
    else if (open.page !== undefined) this.#page(open, open.page);
    else this.#follow(open);
  }

  #opened(open: OpenStream): void {
    const { storeId, head: current } = this.#log;
    this.#send(open, { kind: "opened", storeId, snapshot: open.page !== undefined, current });
  }

  #follow(open: OpenStream): void {
    const record = this.#owed(open);
    if (record !== undefined) {
      this.#record(open, record);
      return;
    }
    open.position = this.#log.head;
    const hasSamples = this.watcher.kinds.includes("SAMPLES") && this.#random() < 0.3;
    const sampled = this.#log.page("", 1, (session) => this.#selects(session)).sessions[0];
    const isSample = hasSamples && sampled !== undefined;
    this.#send(
      open,
      isSample ? { kind: "sample", sessionId: sampled.sessionId } : { kind: "heartbeat" },
    );
  }

  #list(open: OpenStream): void {
    for (let room = 1 + Math.floor(this.#random() * 4); room > 0; room -= 1) {
      const record = this.#owed(open);
      if (record === undefined) break;
      this.#record(open, record);
    }
    if (this.#owed(open) === undefined) open.position = this.#log.head;
    this.#send(open, { kind: "page" });
    this.#end("OK", "");
  }

  #page(open: OpenStream, page: NonNullable<OpenStream["page"]>): void {
    if (page.isLast) {
      open.page = undefined;
      this.#send(open, { kind: "snapshotEnd", sessionCount: page.count });
      return;
    }
    const read = this.#log.page(page.afterId, 2, (session) => this.#selects(session));
    page.isLast = read.isLast;
    page.afterId = read.sessions.at(-1)?.sessionId ?? page.afterId;
    page.count += read.sessions.length;
    const lastId = read.isLast ? undefined : page.afterId;
    open.cover.push({ lastId, revision: this.#log.head });
    if (read.sessions.length > 0) this.#send(open, { kind: "snapshot", sessions: read.sessions });
  }

  #record(open: OpenStream, record: RecordSight): void {
    open.position = record.revision;
    this.#send(open, { kind: "record", record });
  }

  #send(open: OpenStream, content: FrameContent): void {
    open.number += 1;
    const { number, position, delivered: previous, cover } = open;
    if (content.kind === "record") open.delivered = position;
    const isWithheld = open.page !== undefined || position < (cover.at(-1)?.revision ?? 0);
    const hasToken = !isWithheld && (open.entry.via === "watch" || content.kind === "page");
    const at = this.#clock.now;
    this.entries.push({ type: "frame", at, number, position, previous, hasToken, content });
    if (!hasToken) return;
    const { stream } = open.entry;
    const { watcher } = this.watcher;
    this.#tokens.push({ watcher, stream, frame: number, position, delivered: open.delivered });
  }

  #end(code: string, reason: string): void {
    this.entries.push({ type: "end", at: this.#clock.now, code, reason });
    this.#open = undefined;
  }

  /** The next record of the stream: selected, and not held by its snapshot. */
  #owed({ position, cover }: OpenStream): RecordSight | undefined {
    for (const record of this.#log.records) {
      const { revision, sessionId, session } = record;
      if (revision <= position) continue;
      const page = cover.find(({ lastId }) => lastId === undefined || sessionId <= lastId);
      if (page !== undefined && revision <= page.revision) continue;
      const first = this.#log.records.find((each) => each.sessionId === sessionId)?.session;
      if (first === undefined || !this.#selects(first)) continue;
      const events = record.events.filter(({ kind }) => this.watcher.kinds.includes(kind));
      if (events.length === 0) continue;
      const isShown = session !== undefined && this.watcher.kinds.includes("LIFECYCLE");
      return { revision, sessionId, events, ...(isShown ? { session } : {}) };
    }
    return undefined;
  }

  #selects({ strategyId }: SessionSight): boolean {
    const { strategyIds } = this.watcher;
    return strategyIds.length === 0 || strategyIds.includes(strategyId);
  }
}

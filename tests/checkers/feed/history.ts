/**
 * What watchers asked for and what they were sent: the history that the feed checker judges. All of
 * it is plain data, so that an entry can be kept as one line of JSON. Revisions, event numbers and
 * frame numbers are safe integers here.
 */

/** Kinds that a watcher can ask for. */
export type KindName = "LIFECYCLE" | "TRADING_DAYS" | "SAMPLES";

/** An event as it was seen; equal events have equal digests. */
export interface EventSight {
  readonly number: number;
  readonly kind: KindName;
  readonly digest: string;
}

/** A session as it was seen. */
export interface SessionSight {
  readonly sessionId: string;
  readonly mode: string;
  readonly strategyId: string;
  /** `status.revision`: the append that changed the session last. */
  readonly revision: number;
  /** `status.event_number`. */
  readonly eventNumber: number;
  readonly isDeleted: boolean;
  /** Of everything in the message. */
  readonly digest: string;
  /** Of what only lifecycle events change: without progress, telemetry, numbers and results. */
  readonly lifecycleDigest: string;
}

/** A record as it was seen, in the log or in a frame. */
export interface RecordSight {
  readonly revision: number;
  readonly sessionId: string;
  readonly events: readonly EventSight[];
  readonly session?: SessionSight;
}

/** Who reads the feed: one filter and one choice of kinds, over as many streams as it takes. */
export interface Watcher {
  readonly type: "watcher";
  readonly watcher: string;
  /** Empty members select everything. */
  readonly sessionIds: readonly string[];
  readonly modes: readonly string[];
  readonly strategyIds: readonly string[];
  readonly kinds: readonly KindName[];
}

/** The frame that a token was taken from. */
export interface Issued {
  readonly watcher: string;
  readonly stream: number;
  readonly frame: number;
  /** The frame's revision: everything up to it had been delivered. */
  readonly position: number;
  /** Revision of the last record delivered by then, the frame's own included; 0 when none. */
  readonly delivered: number;
}

/** Why a token must be refused: the reason that the refusal has to give. */
export type TokenFlaw =
  | "REVISION_IN_FUTURE"
  | "FILTER_CHANGED"
  | "STORE_CHANGED"
  | "INVALID_RESUME_TOKEN";

/** Where a stream was asked to begin. */
export type Start =
  | { readonly from: "snapshot" }
  | { readonly from: "now" }
  | { readonly from: "oldest" }
  | { readonly from: "token"; readonly issued: Issued; readonly flaw?: TokenFlaw };

/** A stream was asked for. */
export interface StreamEntry {
  readonly type: "stream";
  /** 1, 2, 3 … for each watcher. */
  readonly stream: number;
  /**
   * `watch`: frames of WatchSessions as the wire delivered them. `list`: a page of
   * ListSessionEvents; its records stand here as frames, which are numbered and chained by whoever
   * recorded them, and its end as a frame `page`. `sdk`: items of the client library, which are
   * numbered and chained likewise.
   */
  readonly via: "watch" | "list" | "sdk";
  readonly start: Start;
  /** When, in milliseconds of a clock that never goes back. */
  readonly at: number;
}

/** What a frame said. */
export type FrameContent =
  | {
      readonly kind: "opened";
      readonly storeId: string;
      readonly snapshot: boolean;
      /** Newest revision when the stream was opened. */
      readonly current: number;
    }
  | { readonly kind: "snapshot"; readonly sessions: readonly SessionSight[] }
  | { readonly kind: "snapshotEnd"; readonly sessionCount: number }
  | { readonly kind: "record"; readonly record: RecordSight }
  | { readonly kind: "sample"; readonly sessionId: string }
  | { readonly kind: "heartbeat" }
  | { readonly kind: "closing" }
  /** The end of a unary page. */
  | { readonly kind: "page" };

/** A frame was received. */
export interface FrameEntry {
  readonly type: "frame";
  readonly at: number;
  readonly number: number;
  /** The frame's `revision`: the position that it claims. */
  readonly position: number;
  /** The frame's `previous_revision`. */
  readonly previous: number;
  /** It carried a resume token. */
  readonly hasToken: boolean;
  readonly content: FrameContent;
}

/** A stream ended. */
export interface EndEntry {
  readonly type: "end";
  readonly at: number;
  /** Name of the gRPC code; `OK` when the server ended it so, `LEFT` when the watcher did. */
  readonly code: string;
  /** Reason of the error, where the server gave one. */
  readonly reason: string;
}

/** What happened to one watcher, in order: its streams one after another. */
export type Entry = StreamEntry | FrameEntry | EndEntry;

/** A mutation that was answered, as far as the feed has to agree. */
export interface Acknowledgement {
  readonly sessionId: string;
  readonly revision: number;
  readonly eventNumber: number;
}

/** One watcher and what happened to it. Entries are read once, so they may come from a file. */
export interface WatcherHistory {
  readonly watcher: Watcher;
  readonly entries: Iterable<Entry>;
}

/** What the log holds in the end, read from its oldest record with all kinds that are recorded. */
export interface LogHistory {
  readonly storeId: string;
  /** Newest revision of the store. Appends without an event have revisions, but no records. */
  readonly head: number;
  readonly records: readonly RecordSight[];
}

/** Everything that the checker is told. */
export interface FeedHistory {
  readonly log: LogHistory;
  readonly acknowledged: Iterable<Acknowledgement>;
  readonly watchers: Iterable<WatcherHistory>;
}

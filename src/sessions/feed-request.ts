/** What readers ask of the feed. */
import type { Scope } from "../store/store.ts";
import type { FeedSelection } from "./feed-selection.ts";

/** Where a reader begins. */
export type FeedStart =
  | { readonly from: "snapshot" }
  | { readonly from: "oldest" }
  | { readonly from: "now" }
  | { readonly from: "token"; readonly token: string };

/** What all readers say. */
export interface FeedRequest {
  readonly scope: Scope;
  readonly selection: FeedSelection;
  readonly start: FeedStart;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** What is asked of `SessionFeed.watch`. */
export interface WatchRequest extends FeedRequest {
  readonly heartbeatMs: number;
}

/** What is asked of `SessionFeed.list`. */
export interface ListEventsRequest extends FeedRequest {
  readonly pageSize: number;
  readonly waitMs: number;
}

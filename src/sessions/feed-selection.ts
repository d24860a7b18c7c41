/** What a reader of the feed wants, in one normal form. */
import { createHash } from "node:crypto";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { FeedFilter } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { LogSelection } from "../store/store.ts";

/** A selection of records, and whether samples are wanted beside them. */
export interface FeedSelection {
  readonly log: LogSelection;
  /** Whether records are wanted at all. Without them the log is only read for the position. */
  readonly records: boolean;
  readonly samples: boolean;
  /**
   * Equal for equal selections of records, whatever the order and the repetitions. Samples do not
   * count: a token is good with and without them.
   */
  readonly hash: string;
}

/** The selection of a request; no kinds mean LIFECYCLE. The request has been checked before. */
export function feedSelection(
  filter: FeedFilter | undefined,
  kinds: readonly EventKind[],
): FeedSelection {
  const wanted = kinds.length === 0 ? [EventKind.LIFECYCLE] : kinds;
  const recorded = wanted.filter((kind) => kind !== EventKind.SAMPLES);
  const log: LogSelection = {
    sessionIds: sorted(filter?.sessionIds ?? []),
    modes: sorted(filter?.modes ?? []),
    strategyIds: sorted(filter?.strategyIds ?? []),
    kinds: recorded.length === 0 ? [EventKind.LIFECYCLE] : sorted(recorded),
  };
  // Of what is recorded: a stream of samples alone has delivered none of the records it passed.
  const text = JSON.stringify([log.sessionIds, log.modes, log.strategyIds, sorted(recorded)]);
  return {
    log,
    records: recorded.length > 0,
    samples: wanted.includes(EventKind.SAMPLES),
    hash: createHash("sha256").update(text).digest("base64url").slice(0, 22),
  };
}

function sorted<T extends string | number>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
}

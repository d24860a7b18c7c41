/** The feed for callers without streams: a page of records, waited for when there is none yet. */
import type { Clock } from "../domain/clock.ts";
import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import type { LoggedRecord } from "../store/logged-record.ts";
import type { PageLimit, SessionStore } from "../store/store.ts";
import type { ListEventsRequest } from "./feed-request.ts";
import { findLoss, type ResumePosition, type ResumeTokens } from "./resume-token.ts";
import type { WakeUp } from "./wake-ups.ts";

/** A page of the feed. */
export interface EventPage {
  readonly records: readonly LoggedRecord[];
  readonly resumeToken: string;
  readonly currentRevision: bigint;
  readonly caughtUp: boolean;
  readonly previousRevision: bigint;
}

/** What a page is read with. */
export interface EventListParts {
  readonly store: SessionStore;
  readonly tokens: ResumeTokens;
  readonly clock: Clock;
  readonly wake: WakeUp;
  /** Whether nobody is to wait any longer. */
  readonly isClosing: () => boolean;
}

const pageBytes = 2 * 1_024 * 1_024;

/** The page after a position. */
export async function listEvents(
  { store, tokens, clock, wake, isClosing }: EventListParts,
  { scope, selection, pageSize, waitMs, signal }: ListEventsRequest,
  { revision, previousRevision, compacted }: ResumePosition,
): Promise<Outcome<EventPage>> {
  const endMs = clock.monotonicMs() + waitMs;
  const limit: PageLimit = { records: pageSize, bytes: pageBytes };
  let after = revision;
  for (;;) {
    wake.look();
    const page =
      store.readTail(scope, selection.log, after, limit) ??
      (await store.readLog(scope, selection.log, after, limit));
    const now = store.position();
    const lost = findLoss({ revision: after, compacted }, now);
    if (lost !== undefined) return refuse(lost);
    after = page.scannedTo;
    const leftMs = endMs - clock.monotonicMs();
    const isOver = leftMs <= 0 || signal.aborted || isClosing();
    if (page.records.length > 0 || (page.caughtUp && isOver)) {
      const last = page.records.at(-1)?.revision ?? previousRevision;
      const position = { revision: after, previousRevision: last, compacted };
      return fulfil({
        records: page.records,
        resumeToken: await tokens.issue(position, selection.hash),
        currentRevision: now.head,
        caughtUp: page.caughtUp,
        previousRevision,
      });
    }
    if (page.caughtUp) await wake.sleep(leftMs);
    else await new Promise<void>((resolve) => clock.yieldTo(resolve));
  }
}

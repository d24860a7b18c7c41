import type { LoggedAppend, SessionView } from "./history.ts";

/** What a session was from one append of it to the next. */
export interface Moment {
  /** Undefined before the session was created. */
  readonly session: SessionView | undefined;
  /** The first revision at which it was so. */
  readonly from: number;
  /** The first revision at which it was not so any more. */
  readonly until: number;
}

/** One session over all revisions: as the log says, one moment for each append of it. */
export class Timeline {
  readonly sessionId: string;
  readonly appends: readonly LoggedAppend[];
  readonly moments: readonly Moment[];

  constructor(sessionId: string, appends: readonly LoggedAppend[]) {
    this.sessionId = sessionId;
    this.appends = appends;
    const untilOf = (index: number) => appends[index]?.revision ?? Number.POSITIVE_INFINITY;
    const moments: Moment[] = [{ session: undefined, from: 0, until: untilOf(0) }];
    for (const [index, append] of appends.entries()) {
      const session = after(moments.at(-1)?.session, append);
      moments.push({ session, from: append.revision, until: untilOf(index + 1) });
    }
    this.moments = moments;
  }

  /** The session right before a revision. */
  before(revision: number): SessionView | undefined {
    return this.moments.findLast(({ from }) => from < revision)?.session;
  }

  /** The session at a revision. */
  at(revision: number): SessionView | undefined {
    return this.moments.findLast(({ from }) => from <= revision)?.session;
  }

  /** The moments that reach into a range of revisions, both ends included, in order. */
  *within(first: number, last: number): Generator<Moment> {
    let [low, high] = [0, this.moments.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.moments[middle]?.until ?? 0) <= first) low = middle + 1;
      else high = middle;
    }
    for (; low < this.moments.length; low += 1) {
      const moment = this.moments[low];
      if (moment === undefined || moment.from > last) return;
      yield moment;
    }
  }
}

/** Appends without lifecycle events have no session in the log; they move only its numbers. */
function after(before: SessionView | undefined, append: LoggedAppend): SessionView | undefined {
  if (append.session !== undefined) return append.session;
  const eventNumber = append.events.at(-1)?.number ?? before?.eventNumber ?? 0;
  return before && { ...before, revision: append.revision, eventNumber };
}

import { type Untraced, untracedOf, untracedRead } from "../placement.ts";
import { Timeline } from "../timeline.ts";
import { callText, type LifecycleProperty, type LifecycleView, sessionText } from "../view.ts";

/**
 * **Placed.** Refusals, reads and updates that change nothing leave no trace in the log, but each
 * was right at some revision: one at which the session was as the outcome says, not before any
 * request that was answered, or any such outcome that was known, before it was sent, and before
 * every request that was sent after it was known.
 *
 * The order of everything that did leave a trace is known from the log. So no search is needed:
 * giving each outcome, by the time it was sent, the earliest revision that fits leaves most room to
 * all later ones, and where that is too late nothing else would do.
 */
export const placed: LifecycleProperty = {
  name: "Placed",
  *check(view) {
    const outcomes = untraced(view).toSorted((a, b) => a.sentAt - b.sentAt);
    const earliest = new NewestKnown(
      [...view.requests.values()].flatMap(({ effects, answeredAt }) =>
        effects.slice(0, 1).map(({ revision }) => ({ at: answeredAt, revision })),
      ),
    );
    const latest = new FirstUnsent(view);
    for (const outcome of outcomes) {
      const { call, notBefore, before, sentAt, returnedAt } = outcome;
      const first = Math.max(notBefore, earliest.at(sentAt));
      const last = Math.min(before, latest.after(returnedAt)) - 1;
      const timeline = view.timelines.get(call.sessionId) ?? new Timeline(call.sessionId, []);
      const revision = findPlace(timeline, outcome, first, last);
      if (revision !== undefined) {
        earliest.add({ at: returnedAt, revision });
        continue;
      }
      const told = outcomeText(outcome);
      yield `${callText(call)} was ${told}, which was right at no revision from ${first} to ${last}`;
    }
  },
};

function untraced({ requests, calls }: LifecycleView): readonly Untraced[] {
  return [
    ...[...requests.values()].flatMap(untracedOf),
    ...calls.filter(({ command }) => command === "Get").flatMap((call) => untracedRead(call) ?? []),
  ];
}

function findPlace(
  timeline: Timeline,
  { fits }: Untraced,
  first: number,
  last: number,
): number | undefined {
  if (first > last) return undefined;
  for (const { session, from } of timeline.within(first, last)) {
    if (fits(session)) return Math.max(from, first);
  }
  return undefined;
}

function outcomeText({ call }: Untraced): string {
  const { outcome } = call;
  if (outcome.kind === "unknown") return "not answered";
  if (outcome.kind === "done") {
    const asked = call.label ?? call.name;
    const sets = asked === undefined ? "" : ` to an update to ${asked}`;
    return `answered ${sessionText(outcome.session)}${sets}`;
  }
  return `refused: ${outcome.reason} ${outcome.state}${outcome.etag}`;
}

interface Known {
  /** When it was known. */
  readonly at: number;
  readonly revision: number;
}

/** The newest revision that somebody knew of before a time; asked for ascending times. */
class NewestKnown {
  #waiting: Known[];
  #newest = 0;

  constructor(known: readonly Known[]) {
    this.#waiting = known.toSorted((a, b) => b.at - a.at);
  }

  at(time: number): number {
    for (;;) {
      const next = this.#waiting.at(-1);
      if (next === undefined || next.at >= time) return this.#newest;
      this.#waiting.pop();
      this.#newest = Math.max(this.#newest, next.revision);
    }
  }

  add(known: Known): void {
    const index = this.#waiting.findLastIndex(({ at }) => at >= known.at) + 1;
    this.#waiting.splice(index, 0, known);
  }
}

/** The lowest revision of the effects of requests that were sent after a time. */
class FirstUnsent {
  readonly #sentAt: readonly number[];
  /** The lowest revision of this effect and all that were sent later. */
  readonly #lowest: readonly number[];

  constructor({ requests }: LifecycleView) {
    const effects = [...requests.values()]
      .flatMap(({ effects, sentAt }) =>
        effects.slice(0, 1).map(({ revision }) => ({ sentAt, revision })),
      )
      .toSorted((a, b) => a.sentAt - b.sentAt);
    this.#sentAt = effects.map(({ sentAt }) => sentAt);
    let lowest = Number.POSITIVE_INFINITY;
    this.#lowest = effects
      .toReversed()
      .map(({ revision }) => {
        lowest = Math.min(lowest, revision);
        return lowest;
      })
      .toReversed();
  }

  after(time: number): number {
    let [low, high] = [0, this.#sentAt.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sentAt[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return this.#lowest[low] ?? Number.POSITIVE_INFINITY;
  }
}

import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type {
  FeedFilter,
  WatchSessionsResponse,
} from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { reasonName } from "../../../src/domain/rejection.ts";
import { readableFrame } from "../../../src/rpc/feed-frame.ts";
import { FeedEnd } from "../../../src/sessions/feed-end.ts";
import type {
  FeedStart,
  ListEventsRequest,
  WatchRequest,
} from "../../../src/sessions/feed-request.ts";
import { feedSelection } from "../../../src/sessions/feed-selection.ts";
import type { Scope } from "../../../src/store/store.ts";
import { scope } from "../../contract/store-fixtures.ts";
import type { Trial } from "./trial.ts";

/** What a reader of the feed asks for; a snapshot of everything's lifecycle otherwise. */
export interface Reading {
  readonly scope?: Scope;
  readonly filter?: Partial<Omit<FeedFilter, "$typeName">>;
  readonly kinds?: readonly EventKind[];
  readonly start?: FeedStart;
  readonly heartbeatMs?: number;
  readonly isSlow?: boolean;
}

/** All kinds that are recorded. */
export const recordedKinds = [EventKind.LIFECYCLE, EventKind.TRADING_DAYS];

const selectionOf = ({ filter = {}, kinds = [] }: Reading) => {
  const all = { sessionIds: [], modes: [], strategyIds: [], ...filter };
  return feedSelection({ $typeName: "openbell.v1.FeedFilter", ...all }, kinds);
};

/** The request of a watch. */
export function watchOf(reading: Reading, signal = new AbortController().signal): WatchRequest {
  const { start = { from: "snapshot" }, heartbeatMs = 15_000 } = reading;
  const selection = selectionOf(reading);
  return { scope: reading.scope ?? scope, selection, start, heartbeatMs, signal };
}

/** The request of a list. */
export function listOf(
  reading: Reading,
  rest: Partial<Pick<ListEventsRequest, "pageSize" | "waitMs" | "signal">> = {},
): ListEventsRequest {
  return {
    scope: reading.scope ?? scope,
    selection: selectionOf(reading),
    start: reading.start ?? { from: "oldest" },
    ...{ pageSize: 250, waitMs: 0, signal: new AbortController().signal, ...rest },
  };
}

/** The frames of a watch as a client that reads JSON gets them. */
export async function* watching(
  trial: Trial,
  request: WatchRequest,
): AsyncGenerator<WatchSessionsResponse> {
  for await (const frame of trial.feed.watch(request)) yield readableFrame(frame);
}

/** Continues after a token. */
export const resumeAt = (token: string): FeedStart => ({ from: "token", token });

/**
 * A watcher that takes every frame as soon as it is there; a slow one lets whatever waits have a
 * turn before the next, so that much happens between the pages of its snapshot.
 */
export class FeedReader {
  readonly frames: WatchSessionsResponse[] = [];
  /** How the stream ended: the reason of its refusal, `done`, or undefined while it is open. */
  ending: string | undefined;
  readonly #abort = new AbortController();
  readonly #pause: () => Promise<void>;

  constructor(trial: Trial, reading: Reading = {}) {
    const turn = () => new Promise<void>((resolve) => trial.world.clock.yieldTo(resolve));
    this.#pause = reading.isSlow ? turn : () => Promise.resolve();
    void this.#read(watching(trial, watchOf(reading, this.#abort.signal)));
  }

  /** Hangs up. */
  leave(): void {
    this.#abort.abort();
  }

  /** The frames in short, from an index on: `case` and revision, `@` and the number of sessions. */
  brief(from = 0): readonly string[] {
    return this.frames.slice(from).map(({ frame, revision }) => {
      if (frame.case === "snapshot") return `snapshot of ${frame.value.sessions.length}`;
      return `${frame.case} @${revision}`;
    });
  }

  /** The revisions of the records that were delivered. */
  get revisions(): readonly number[] {
    return this.frames.flatMap(({ frame, revision }) =>
      frame.case === "record" ? [Number(revision)] : [],
    );
  }

  /** The token of the last frame. */
  get token(): string {
    return this.frames.at(-1)?.resumeToken ?? "";
  }

  async #read(stream: AsyncGenerator<WatchSessionsResponse>): Promise<void> {
    try {
      for await (const frame of stream) {
        this.frames.push(frame);
        await this.#pause();
      }
      this.ending = "done";
    } catch (error) {
      this.ending = error instanceof FeedEnd ? reasonName(error.rejection.reason) : String(error);
    }
  }
}

/** What is wrong with the envelope of the frames of one stream; empty when nothing is. */
export function envelopeProblems(frames: readonly WatchSessionsResponse[]): readonly string[] {
  const problems: string[] = [];
  let previous = frames[0]?.previousRevision ?? 0n;
  let revision = frames[0]?.revision ?? 0n;
  for (const [index, each] of frames.entries()) {
    const at = `frame ${index + 1}`;
    if (each.frameNumber !== BigInt(index + 1))
      problems.push(`${at} is numbered ${each.frameNumber}`);
    if ((each.frame.case === "opened") !== (index === 0))
      problems.push(`${at}: ${each.frame.case}`);
    if (each.previousRevision !== previous) problems.push(`${at}: the chain is broken`);
    if (each.revision < revision) problems.push(`${at} goes back to ${each.revision}`);
    if (each.frame.case === "record") {
      if (each.frame.value.revision !== each.revision) problems.push(`${at}: two revisions`);
      if (each.revision <= previous) problems.push(`${at}: not after ${previous}`);
      previous = each.revision;
    }
    revision = each.revision;
  }
  return problems;
}

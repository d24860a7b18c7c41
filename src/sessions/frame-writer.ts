/** The frames of one stream of the feed, and their envelope. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  ClosingReason,
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { durationOf, timestampOf } from "../domain/timestamp.ts";
import type { FeedSelection } from "./feed-selection.ts";
import type { ResumePosition, ResumeTokens } from "./resume-token.ts";
import type { Sample } from "./sample-board.ts";
import type { SnapshotCover } from "./snapshot-cover.ts";

/** What a frame says, without its envelope. */
export type Frame = MessageInitShape<typeof WatchSessionsResponseSchema>["frame"];

/** What writing frames needs. */
export interface FrameParts {
  readonly tokens: ResumeTokens;
  readonly clock: Clock;
}

/** Writes the envelope of one stream's frames: number, position, chain and token. */
export class FrameWriter {
  readonly #parts: FrameParts;
  readonly #filterHash: string;
  readonly #compacted: bigint;
  #frameNumber = 0n;
  #revision: bigint;
  #previousRevision: bigint;
  #withheld = false;

  constructor(parts: FrameParts, selection: FeedSelection, start: ResumePosition) {
    this.#parts = parts;
    this.#filterHash = selection.hash;
    this.#compacted = start.compacted;
    this.#revision = start.revision;
    this.#previousRevision = start.previousRevision;
  }

  /** Where the stream is; everything up to its revision was delivered. */
  get position(): ResumePosition {
    return {
      revision: this.#revision,
      previousRevision: this.#previousRevision,
      compacted: this.#compacted,
    };
  }

  /** Everything up to here was delivered. */
  get revision(): bigint {
    return this.#revision;
  }

  withholdTokens(): void {
    this.#withheld = true;
  }

  releaseTokens(): void {
    this.#withheld = false;
  }

  /** Moves on; tokens are given once the position has passed all that a snapshot held. */
  moveTo(revision: bigint, cover: SnapshotCover): void {
    this.#revision = revision;
    if (this.#withheld && revision >= cover.newest) this.#withheld = false;
  }

  async writeRecord(record: SessionRecord): Promise<WatchSessionsResponse> {
    const frame = await this.#envelope({ case: "record", value: record }, record.revision);
    this.#previousRevision = record.revision;
    return frame;
  }

  write(frame: Frame): Promise<WatchSessionsResponse> {
    return this.#envelope(frame, this.#previousRevision);
  }

  async #envelope(frame: Frame, delivered: bigint): Promise<WatchSessionsResponse> {
    const { tokens, clock } = this.#parts;
    this.#frameNumber += 1n;
    const position = { ...this.position, previousRevision: delivered };
    return create(WatchSessionsResponseSchema, {
      frameNumber: this.#frameNumber,
      revision: this.#revision,
      previousRevision: this.#previousRevision,
      resumeToken: this.#withheld ? "" : await tokens.issue(position, this.#filterHash),
      emitTime: timestampOf(clock.nowNs()),
      ...(frame === undefined ? {} : { frame }),
    });
  }
}

/** A reading of a running session. */
export function sampleFrame(sample: Sample): Frame {
  const { sessionId, timeNs, progress, telemetry } = sample;
  return {
    case: "sample",
    value: { sessionId, sampleTime: timestampOf(timeNs), progress, telemetry },
  };
}

/** The end of a stream that the server announces; the watcher comes back after the wait. */
export function closingFrame(reconnectAfterMs: number): Frame {
  return {
    case: "closing",
    value: {
      reason: ClosingReason.SERVER_STOPPING,
      reconnectAfter: durationOf(Math.round(reconnectAfterMs)),
    },
  };
}

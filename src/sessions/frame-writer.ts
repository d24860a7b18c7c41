/** The frames of one stream of the feed, and their envelope. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  ClosingReason,
  type WatchSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { durationOf, timestampOf } from "../domain/timestamp.ts";
import type { KeptSession } from "../store/kept-session.ts";
import type { LoggedRecord } from "../store/logged-record.ts";
import type { WatcherLag } from "./feed-lag.ts";
import type { FeedSelection } from "./feed-selection.ts";
import type { ResumePosition, ResumeTokens } from "./resume-token.ts";
import type { Sample } from "./sample-board.ts";
import type { SnapshotCover } from "./snapshot-cover.ts";

type Init = NonNullable<MessageInitShape<typeof WatchSessionsResponseSchema>["frame"]>;

/** What a frame says without anything of the store: as the contract has it. */
export type PlainContent = Exclude<Init, { readonly case: "record" | "snapshot" | undefined }>;

/** What a frame says. What comes from the store stays as it is kept. */
export type FrameContent =
  | PlainContent
  | { readonly case: "record"; readonly value: LoggedRecord }
  | { readonly case: "snapshot"; readonly value: readonly KeptSession[] };

/** A frame: its envelope, which is this stream's own, and what it says. */
export interface FeedFrame {
  readonly frameNumber: bigint;
  readonly revision: bigint;
  readonly previousRevision: bigint;
  readonly resumeToken: string;
  readonly emitTime: Timestamp;
  readonly content: FrameContent;
}

/** What writing frames needs. */
export interface FrameParts {
  readonly tokens: ResumeTokens;
  readonly clock: Clock;
  /** Is told of each frame. */
  readonly lag: WatcherLag;
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

  /** The frame of a record, to which the stream has moved. */
  async writeRecord(record: LoggedRecord): Promise<FeedFrame> {
    const { revision } = record;
    const position = { revision, previousRevision: revision, compacted: this.#compacted };
    const token = this.#withheld
      ? ""
      : await this.#parts.tokens.issue(position, this.#filterHash, record.mark);
    const frame = this.#envelope({ case: "record", value: record }, token);
    this.#parts.lag.handOver(revision, record.size);
    this.#previousRevision = revision;
    return frame;
  }

  /** Any other frame. */
  async write(content: Exclude<FrameContent, { readonly case: "record" }>): Promise<FeedFrame> {
    const token = this.#withheld
      ? ""
      : await this.#parts.tokens.issue(this.position, this.#filterHash);
    this.#parts.lag.handOver(this.#revision, 0);
    return this.#envelope(content, token);
  }

  #envelope(content: FrameContent, resumeToken: string): FeedFrame {
    this.#frameNumber += 1n;
    return {
      frameNumber: this.#frameNumber,
      revision: this.#revision,
      previousRevision: this.#previousRevision,
      resumeToken,
      emitTime: timestampOf(this.#parts.clock.nowNs()),
      content,
    };
  }
}

/** A reading of a running session. */
export function sampleFrame(sample: Sample): PlainContent {
  const { sessionId, timeNs, progress, telemetry } = sample;
  return {
    case: "sample",
    value: { sessionId, sampleTime: timestampOf(timeNs), progress, telemetry },
  };
}

/** The end of a stream that the server announces; the watcher comes back after the wait. */
export function closingFrame(reconnectAfterMs: number): PlainContent {
  return {
    case: "closing",
    value: {
      reason: ClosingReason.SERVER_STOPPING,
      reconnectAfter: durationOf(Math.round(reconnectAfterMs)),
    },
  };
}

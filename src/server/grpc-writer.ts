import { constants, type ServerHttp2Stream } from "node:http2";
import type { ConnectError } from "@connectrpc/connect";
import { answerBytes, type EncodedAnswer } from "./encode-answer.ts";
import { envelopeOf } from "./envelope-splitter.ts";
import type { GrpcCallClock } from "./grpc-call-clock.ts";
import type { GrpcContext } from "./grpc-context.ts";
import { compressedResponseHeaders, metadataOf, responseHeaders } from "./grpc-headers.ts";
import { okTrailers, statusTrailersOf } from "./grpc-status.ts";
import { endAndDropBody } from "./grpc-unread-body.ts";
import { gzipCompression } from "./gzip-compression.ts";

/** A message as it is written: pieces that follow each other. */
export type Envelope = EncodedAnswer;

/** What a writer works on. */
export interface GrpcWriterParts {
  readonly stream: ServerHttp2Stream;
  readonly context: GrpcContext;
  readonly clock: Pick<GrpcCallClock, "start" | "end">;
  /** How long the caller may take to read what is written, in ms. */
  readonly stalledReaderTimeoutMs: number;
  /** Whether messages that are not small are compressed. */
  readonly compresses: boolean;
}

/** Below this, in bytes, compressing costs more than it saves. */
const compressMinBytes = 1_024;
const withTrailers = { waitForTrailers: true, sendDate: false } as const;
const statusOnly = { endStream: true, sendDate: false } as const;

/** Writes what one call answers: headers, messages, then one status. */
export class GrpcWriter {
  readonly #parts: GrpcWriterParts;
  #onDrained: (() => void) | undefined;

  constructor(parts: GrpcWriterParts) {
    this.#parts = parts;
  }

  /** A message as it is written. */
  envelop(message: EncodedAnswer): Envelope | Promise<Envelope> {
    const [first, ...rest] = message;
    const bytes = answerBytes(message);
    if (!this.#parts.compresses || bytes < compressMinBytes) {
      return [envelopeOf(first, false, bytes - first.length), ...rest];
    }
    const whole = rest.length === 0 ? first : Buffer.concat(message);
    return gzipCompression.compress(whole).then((small) => [envelopeOf(small, true)]);
  }

  /**
   * Writes a message. False when as much is waiting for the reader as should: then wait for
   * `drained` before the next. Throws if the service set a header that cannot be sent.
   */
  write(envelope: Envelope): boolean {
    if (this.#isGone) return true;
    this.#sendHeaders();
    const { stream } = this.#parts;
    let hasRoom = true;
    for (const piece of envelope) hasRoom = stream.write(piece);
    return hasRoom;
  }

  /** Resolves when the reader has caught up, or at `wake`. */
  async drained(): Promise<void> {
    const { stream, clock, stalledReaderTimeoutMs } = this.#parts;
    if (!stream.writableNeedDrain) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onDrained = resolve;
    clock.start("reader", stalledReaderTimeoutMs);
    // Not after `wake`: the reader then has to read the status too.
    const onDrain = () => {
      clock.end("reader");
      resolve();
    };
    stream.once("drain", onDrain);
    await promise;
    stream.off("drain", onDrain);
  }

  /** Ends the wait of `drained`. */
  wake(): void {
    this.#onDrained?.();
  }

  /**
   * Ends the call well, after one more message if there is one. Throws, with nothing written of the
   * status, if the service set a header or trailer that cannot be sent.
   */
  succeed(envelope: Envelope | readonly [] = []): void {
    if (this.#isGone) return;
    const trailer = this.#parts.context.usedResponseTrailer;
    const trailers = trailer === undefined ? okTrailers : { ...metadataOf(trailer), ...okTrailers };
    this.#sendHeaders();
    this.#end(trailers, envelope);
  }

  /** Ends the call with a status. */
  refuse(error: ConnectError): void {
    if (this.#isGone) return;
    const trailers = { ...sendableMetadata(error), ...statusTrailersOf(error) };
    const { stream } = this.#parts;
    if (stream.headersSent) {
      this.#end(trailers);
      return;
    }
    this.#awaitReader();
    endAndDropBody(stream, () => stream.respond({ ...responseHeaders, ...trailers }, statusOnly));
  }

  /** Drops the caller: what it does not read would stay in memory. */
  cutOff(): void {
    this.#parts.stream.close(constants.NGHTTP2_CANCEL);
  }

  /** Whether there is nobody left to tell; Node's own word of it comes a turn later. */
  get #isGone(): boolean {
    return this.#parts.stream.destroyed || this.#parts.stream.closed;
  }

  #sendHeaders(): void {
    const { stream, context, compresses } = this.#parts;
    if (stream.headersSent) return;
    const ours = compresses ? compressedResponseHeaders : responseHeaders;
    const used = context.usedResponseHeader;
    stream.respond(used === undefined ? ours : { ...metadataOf(used), ...ours }, withTrailers);
  }

  #end(trailers: Readonly<Record<string, string>>, envelope: Envelope | readonly [] = []): void {
    const { stream } = this.#parts;
    this.#awaitReader();
    endAndDropBody(stream, () => {
      stream.once("wantTrailers", () => stream.sendTrailers(trailers));
      for (const piece of envelope.slice(0, -1)) stream.write(piece);
      const last = envelope.at(-1);
      if (last === undefined) stream.end();
      else stream.end(last);
    });
  }

  #awaitReader(): void {
    this.#parts.clock.start("reader", this.#parts.stalledReaderTimeoutMs);
  }
}

/** What an error wants to send beside itself; a header that cannot be sent must not hide it. */
function sendableMetadata(error: ConnectError): Readonly<Record<string, string>> {
  try {
    return metadataOf(error.metadata);
  } catch {
    return {};
  }
}

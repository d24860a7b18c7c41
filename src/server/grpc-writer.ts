import { constants, type ServerHttp2Stream } from "node:http2";
import type { ConnectError } from "@connectrpc/connect";
import { Metadata, type ServerInterceptingCallInterface } from "@grpc/grpc-js";
import type { GrpcCallClock } from "./grpc-call-clock.ts";
import type { GrpcContext } from "./grpc-context.ts";
import { metadataOf } from "./grpc-headers.ts";
import type { GrpcJsStatus } from "./grpc-js-failure.ts";
import { grpcStatusOf, statusDetailsKey, viewAsBuffer } from "./grpc-status.ts";
import { endAndDropBody } from "./grpc-unread-body.ts";

/** What a writer works on. */
export interface GrpcWriterParts {
  readonly base: ServerInterceptingCallInterface;
  readonly stream: ServerHttp2Stream;
  readonly context: GrpcContext;
  readonly clock: GrpcCallClock;
  /** How long the caller may take to read what is written, in ms. */
  readonly stalledReaderTimeoutMs: number;
  /** Gets every status that grpc-js would write by itself, in its place. */
  readonly onStatus: (status: GrpcJsStatus) => void;
}

/** Writes what one call answers: headers, messages, then one status. */
export class GrpcWriter {
  readonly #parts: GrpcWriterParts;
  readonly #sendStatus: (status: GrpcJsStatus) => void;
  #headersSent = false;
  #onDrained: (() => void) | undefined;

  constructor(parts: GrpcWriterParts) {
    this.#parts = parts;
    const { base } = parts;
    // grpc-js answers what it finds wrong below its interceptors, which never see it; but it does
    // so through this method of the call. No other place has all statuses.
    this.#sendStatus = base.sendStatus;
    base.sendStatus = parts.onStatus;
  }

  /**
   * Writes a message. False when as much is waiting for the reader as should: then wait for
   * `drained` before the next. Throws if the service set a header that cannot be sent.
   */
  write(message: Uint8Array): boolean {
    const { base, stream } = this.#parts;
    this.#sendHeaders();
    base.sendMessage(viewAsBuffer(message), () => {});
    return !stream.writableNeedDrain;
  }

  /** Resolves when the reader has caught up, or at `wake`. */
  async drained(): Promise<void> {
    const { stream, clock, stalledReaderTimeoutMs } = this.#parts;
    if (!stream.writableNeedDrain) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onDrained = resolve;
    clock.start("reader", stalledReaderTimeoutMs);
    stream.once("drain", resolve);
    await promise;
    clock.end("reader");
    stream.off("drain", resolve);
  }

  /** Ends the wait of `drained`. */
  wake(): void {
    this.#onDrained?.();
  }

  /** Ends the call well. Throws if the service set a trailer that cannot be sent. */
  succeed(): void {
    const trailers = metadataOf(this.#parts.context.usedResponseTrailer);
    this.#sendHeaders();
    this.#end(0, "", trailers);
  }

  /** Ends the call with a status. */
  refuse(error: ConnectError): void {
    const { code, message, details } = grpcStatusOf(error);
    const metadata = trailersOf(error) ?? new Metadata();
    metadata.set(statusDetailsKey, details);
    this.#end(code, message, metadata);
  }

  /** Drops the caller: what it does not read would stay in memory. */
  cutOff(): void {
    this.#parts.stream.close(constants.NGHTTP2_CANCEL);
  }

  #sendHeaders(): void {
    if (this.#headersSent) return;
    this.#headersSent = true;
    const headers = metadataOf(this.#parts.context.usedResponseHeader);
    if (headers !== null) this.#parts.base.sendMetadata(headers);
  }

  #end(code: number, details: string, metadata: Metadata | null): void {
    const { base, stream, clock, stalledReaderTimeoutMs } = this.#parts;
    clock.start("reader", stalledReaderTimeoutMs);
    endAndDropBody(stream, () => this.#sendStatus.call(base, { code, details, metadata }));
  }
}

/** What an error wants to send beside itself; a header that cannot be sent must not hide it. */
function trailersOf(error: ConnectError): Metadata | null {
  try {
    return metadataOf(error.metadata);
  } catch {
    return null;
  }
}

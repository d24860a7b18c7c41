import type { ServerHttp2Stream } from "node:http2";
import { type DescMessage, fromBinary, type Message } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { EnvelopeSplitter, isCompressed, messageOf } from "./envelope-splitter.ts";
import type { GrpcCallClock } from "./grpc-call-clock.ts";
import { gzipCompression } from "./gzip-compression.ts";
import { malformedRequest } from "./protocol-errors.ts";
import type { PendingBytes } from "./request-body.ts";
import type { TransportLimits } from "./transport-limits.ts";

/** What a body comes from, and what bounds it. */
export interface GrpcBodyParts {
  readonly stream: ServerHttp2Stream;
  /** What its messages are. */
  readonly input: DescMessage;
  readonly limits: Pick<TransportLimits, "readMaxBytes" | "bodyTimeoutMs">;
  /** Shared by all calls. */
  readonly pending: PendingBytes;
  /** Gets the wait for the body. */
  readonly clock: Pick<GrpcCallClock, "start" | "end">;
  /** Whether the headers name a compression. */
  readonly mayBeCompressed: boolean;
  /** Gets the status that refuses the call; the body tells nothing after it. */
  readonly refuse: (error: ConnectError) => void;
}

/** Who makes requests of a body. Both methods may throw the status that refuses the call. */
export interface GrpcBodyReader {
  /** A piece came, and with it these messages are whole: prefix and all, as they came. */
  onPiece(envelopes: readonly Uint8Array[]): void;
  /** The caller has sent all. */
  onEnd(): void;
}

/** The body of one call as it arrives: cut into messages, with a bound on what is held of it. */
export class GrpcBody {
  readonly #parts: GrpcBodyParts;
  readonly #reader: GrpcBodyReader;
  readonly #splitter: EnvelopeSplitter;
  #heldBytes = 0;
  #isOver = false;

  constructor(parts: GrpcBodyParts, reader: GrpcBodyReader) {
    this.#parts = parts;
    this.#reader = reader;
    this.#splitter = new EnvelopeSplitter(parts.limits.readMaxBytes, parts.mayBeCompressed);
    parts.stream.on("data", (piece: Uint8Array) => this.#onData(piece));
    parts.stream.on("end", () => this.#onEnd());
  }

  /** Whether a message has begun that is not whole. */
  get isPartial(): boolean {
    return this.#splitter.partialBytes > 0;
  }

  /** How many messages are whole. */
  get completed(): number {
    return this.#splitter.completed;
  }

  /** Reads a message; throws, or rejects with, the status that refuses the call. */
  open(envelope: Uint8Array): Message | Promise<Message> {
    const bytes = messageOf(envelope);
    if (!isCompressed(envelope)) return this.#parse(bytes);
    const { readMaxBytes } = this.#parts.limits;
    return gzipCompression.decompress(bytes, readMaxBytes).then((plain) => this.#parse(plain));
  }

  /** Refuses the call, unless it is over. */
  refuse(reason: unknown): void {
    if (this.#isOver) return;
    this.stop();
    this.#parts.refuse(ConnectError.from(reason));
  }

  /** The call is over: gives back what is held, and drops what still comes. */
  stop(): void {
    this.#isOver = true;
    this.#parts.pending.release(this.#heldBytes);
    this.#heldBytes = 0;
    this.#parts.stream.resume();
  }

  #onData(piece: Uint8Array): void {
    if (this.#isOver) return;
    try {
      const envelopes = this.#splitter.push(piece);
      this.#hold(this.#splitter.partialBytes);
      this.#reader.onPiece(envelopes);
    } catch (reason) {
      this.refuse(reason);
    }
  }

  #onEnd(): void {
    if (this.#isOver) return;
    try {
      this.#splitter.end();
      this.#reader.onEnd();
    } catch (reason) {
      this.refuse(reason);
    }
  }

  #hold(bytes: number): void {
    const more = bytes - this.#heldBytes;
    if (more > 0) this.#parts.pending.hold(more);
    else this.#parts.pending.release(-more);
    this.#heldBytes = bytes;
  }

  #parse(bytes: Uint8Array): Message {
    try {
      return fromBinary(this.#parts.input, bytes);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw malformedRequest(`the bytes are no message of the method: ${why}`, cause);
    }
  }
}

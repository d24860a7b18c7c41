/**
 * Watches the body of one call while grpc-js puts its messages together. grpc-js takes time and
 * memory in proportion to what arrives, but does not look at three things: that all callers
 * together hold a bounded amount of unfinished messages, that flags have a meaning, and that a
 * body does not break off. Nothing is copied here; only prefixes are read.
 */
import { malformedRequest, messageTooLarge } from "./protocol-errors.ts";
import type { PendingBytes } from "./request-body.ts";

const prefixBytes = 5;
const compressedFlag = 0b1;

/** What bounds a body. */
export interface WatchedBody {
  readonly readMaxBytes: number;
  /** Shared by all calls. */
  readonly pending: PendingBytes;
  /** Whether the method takes one message, not a stream of them. */
  readonly takesOne: boolean;
  /** Whether the headers name a compression. */
  readonly mayBeCompressed: boolean;
}

/** The state of one body. */
export class GrpcBodyWatch {
  readonly #bounds: WatchedBody;
  #prefixRead = 0;
  #flags = 0;
  #messageLeft = 0;
  #partialBytes = 0;
  #held = 0;
  #messages = 0;

  constructor(bounds: WatchedBody) {
    this.#bounds = bounds;
  }

  /** How many bytes wait for the rest of their message. */
  get partialBytes(): number {
    return this.#partialBytes;
  }

  /** How many messages have begun. */
  get messages(): number {
    return this.#messages;
  }

  /** Looks at the next piece. Throws the status that refuses the call. */
  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const taken =
        this.#prefixRead < prefixBytes ? this.#readPrefix(piece, at) : this.#skip(piece.length - at);
      at += taken;
      this.#partialBytes += taken;
      if (this.#prefixRead === prefixBytes && this.#messageLeft === 0) {
        this.#prefixRead = 0;
        this.#partialBytes = 0;
      }
    }
    if (this.#partialBytes !== this.#held) this.#hold();
  }

  /** Throws the status that refuses the call if the body ends here and must not. */
  end(): void {
    if (this.#partialBytes > 0) {
      throw malformedRequest(
        `the request ends within a message, after ${this.#partialBytes} bytes of it`,
      );
    }
    if (this.#bounds.takesOne && this.#messages === 0) {
      throw malformedRequest("the request has no message");
    }
  }

  /** Gives back what is held; for when the call is over. */
  release(): void {
    this.#bounds.pending.release(this.#held);
    this.#held = 0;
    this.#partialBytes = 0;
  }

  #hold(): void {
    const more = this.#partialBytes - this.#held;
    if (more > 0) this.#bounds.pending.hold(more);
    else this.#bounds.pending.release(-more);
    this.#held = this.#partialBytes;
  }

  #skip(available: number): number {
    const skipped = Math.min(available, this.#messageLeft);
    this.#messageLeft -= skipped;
    return skipped;
  }

  #readPrefix(piece: Uint8Array, at: number): number {
    const taken = Math.min(prefixBytes - this.#prefixRead, piece.length - at);
    for (let from = at; from < at + taken; from += 1) {
      const byte = piece[from] ?? 0;
      if (this.#prefixRead === 0) this.#flags = byte;
      else this.#messageLeft = this.#messageLeft * 256 + byte;
      this.#prefixRead += 1;
    }
    if (this.#prefixRead === prefixBytes) this.#begin();
    return taken;
  }

  #begin(): void {
    const flags = this.#flags;
    const { takesOne, mayBeCompressed, readMaxBytes } = this.#bounds;
    this.#messages += 1;
    if (takesOne && this.#messages > 1) {
      throw malformedRequest("the method takes one message, but more came");
    }
    if (flags !== 0 && flags !== compressedFlag) {
      throw malformedRequest(`a message has the flags ${flags}, but only 0 and 1 have a meaning`);
    }
    if (flags === compressedFlag && !mayBeCompressed) {
      throw malformedRequest(
        "a message says it is compressed, but the headers name no compression",
      );
    }
    if (this.#messageLeft > readMaxBytes) {
      throw messageTooLarge(`a message of ${this.#messageLeft} bytes`, readMaxBytes);
    }
  }
}

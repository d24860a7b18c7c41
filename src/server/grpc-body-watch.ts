/**
 * Watches the body of one call while grpc-js puts its messages together. grpc-js takes time and
 * memory in proportion to what arrives, but does not look at four things: that all callers
 * together hold a bounded amount of unfinished messages, that a message arrives in time, that flags
 * have a meaning, and that a body does not break off. Nothing is copied here; only prefixes are
 * read.
 */
import { constants, type ServerHttp2Stream } from "node:http2";
import { ConnectError } from "@connectrpc/connect";
import type { GrpcCallClock } from "./grpc-call-clock.ts";
import { malformedRequest, messageTooLarge } from "./protocol-errors.ts";
import type { PendingBytes } from "./request-body.ts";
import type { TransportLimits } from "./transport-limits.ts";

const prefixBytes = 5;
const compressedFlag = 0b1;
/** As in tiny-frames.ts, where the reason is. */
const tinyBytes = 64;
const tinyMaxCount = 64;

/** What bounds a body. */
export interface BodyWatchOptions {
  readonly limits: Pick<TransportLimits, "readMaxBytes" | "bodyTimeoutMs">;
  /** Shared by all calls. */
  readonly pending: PendingBytes;
  /** Gets the wait for the body. */
  readonly clock: Pick<GrpcCallClock, "start" | "end">;
  /** Whether the method takes one message, not a stream of them. */
  readonly takesOne: boolean;
  /** Whether the headers name a compression. */
  readonly mayBeCompressed: boolean;
  /** Gets the status that refuses the call; nothing is looked at after it. */
  readonly onProblem: (error: ConnectError) => void;
}

/** The state of one body. */
export class GrpcBodyWatch {
  readonly #options: BodyWatchOptions;
  #prefixRead = 0;
  #flags = 0;
  #messageLeft = 0;
  #partialBytes = 0;
  #held = 0;
  #messages = 0;
  #tinyPieces = 0;
  #isAsked = false;
  #isOver = false;

  constructor(options: BodyWatchOptions) {
    this.#options = options;
    if (options.takesOne) options.clock.start("body", options.limits.bodyTimeoutMs);
  }

  /** Looks at each piece of the body before grpc-js does: what is refused is not unpacked. */
  attach(stream: ServerHttp2Stream): void {
    stream.prependListener("data", (piece: Uint8Array) => {
      this.push(piece);
      if (this.#tinyPieces <= tinyMaxCount) return;
      stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      stream.destroy();
    });
  }

  /** Looks at the next piece. */
  push(piece: Uint8Array): void {
    if (this.#isOver) return;
    const begun = this.#messages;
    const wasPartial = this.#partialBytes > 0;
    try {
      this.#advance(piece);
    } catch (reason) {
      this.#refuse(reason);
      return;
    }
    if (this.#options.takesOne) {
      if (piece.length < tinyBytes) this.#tinyPieces += 1;
    } else if (!wasPartial || this.#messages > begun) {
      this.#startWait();
    }
  }

  /** The service asks for the next message of a stream. */
  ask(): void {
    this.#isAsked = true;
    this.#startWait();
  }

  /** It has got one. */
  answer(): void {
    this.#isAsked = false;
    this.#options.clock.end("body");
  }

  /** The body ends. False if it must not, and the call was refused. */
  end(): boolean {
    if (this.#isOver) return false;
    this.#options.clock.end("body");
    const partial = this.#partialBytes;
    if (partial > 0) {
      this.#refuse(malformedRequest(`the request ends within a message, after ${partial} bytes`));
    } else if (this.#options.takesOne && this.#messages === 0) {
      this.#refuse(malformedRequest("the request has no message"));
    }
    return !this.#isOver;
  }

  /** The call is over: gives back what is held. */
  stop(): void {
    this.#isOver = true;
    this.#options.pending.release(this.#held);
    this.#held = 0;
  }

  /**
   * A caller may take its time between the messages of a stream, but not within one; unless the
   * service does not ask, for then the rest of the message is held back from here.
   */
  #startWait(): void {
    if (!this.#isAsked || this.#partialBytes === 0) return;
    this.#options.clock.start("body", this.#options.limits.bodyTimeoutMs);
  }

  #refuse(reason: unknown): void {
    this.stop();
    this.#options.onProblem(ConnectError.from(reason));
  }

  #advance(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const taken =
        this.#prefixRead < prefixBytes
          ? this.#readPrefix(piece, at)
          : this.#skip(piece.length - at);
      at += taken;
      this.#partialBytes += taken;
      if (this.#prefixRead === prefixBytes && this.#messageLeft === 0) {
        this.#prefixRead = 0;
        this.#partialBytes = 0;
      }
    }
    if (this.#partialBytes !== this.#held) this.#hold();
  }

  #hold(): void {
    const more = this.#partialBytes - this.#held;
    if (more > 0) this.#options.pending.hold(more);
    else this.#options.pending.release(-more);
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
    const { takesOne, mayBeCompressed, limits } = this.#options;
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
    if (this.#messageLeft > limits.readMaxBytes) {
      throw messageTooLarge(`a message of ${this.#messageLeft} bytes`, limits.readMaxBytes);
    }
  }
}

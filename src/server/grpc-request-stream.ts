import type { Message } from "@bufbuild/protobuf";
import { GrpcBody, type GrpcBodyParts, type GrpcBodyReader } from "./grpc-body.ts";

/**
 * The request messages of a method that takes a stream. What its service does not ask for is left
 * with the caller, but for one piece: a service that is slow holds its caller back.
 */
export class GrpcRequestStream implements GrpcBodyReader {
  readonly #parts: GrpcBodyParts;
  readonly #body: GrpcBody;
  /** Messages that are whole, as they came; those before `#taken` were given away. */
  #ready: Uint8Array[] = [];
  #taken = 0;
  #waiting: PromiseWithResolvers<Uint8Array | undefined> | undefined;
  /** Number of the message whose time is running. */
  #due: number | undefined;
  #hasEnded = false;
  #failure: { readonly reason: unknown } | undefined;

  constructor(parts: GrpcBodyParts) {
    this.#parts = parts;
    this.#body = new GrpcBody(parts, this);
  }

  /** The messages, for one reader, each read when it is asked for. */
  async *messages(): AsyncGenerator<Message, void, undefined> {
    for (;;) {
      const envelope = this.#take() ?? (await this.#wait());
      if (envelope === undefined) return;
      yield await this.#open(envelope);
    }
  }

  onPiece(envelopes: readonly Uint8Array[]): void {
    for (const envelope of envelopes) this.#ready.push(envelope);
    if (this.#ready.length > 0) this.#answer();
    this.#watchTime();
    const isAhead = this.#ready.length > 0 || this.#body.isPartial;
    if (isAhead && this.#waiting === undefined) this.#parts.stream.pause();
  }

  onEnd(): void {
    this.#hasEnded = true;
    this.#answer();
  }

  /** The call is over: whoever reads now, or later before the end, gets this reason thrown. */
  stop(reason: unknown): void {
    this.#body.stop();
    this.#failure ??= { reason };
    this.#waiting?.reject(reason);
    this.#waiting = undefined;
  }

  #take(): Uint8Array | undefined {
    const envelope = this.#ready[this.#taken];
    if (envelope === undefined) return undefined;
    if (this.#failure !== undefined) throw this.#failure.reason;
    this.#taken += 1;
    if (this.#taken === this.#ready.length) {
      this.#ready = [];
      this.#taken = 0;
    }
    return envelope;
  }

  #wait(): Promise<Uint8Array | undefined> {
    if (this.#hasEnded) return Promise.resolve(undefined);
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#watchTime();
    this.#parts.stream.resume();
    return promise;
  }

  #answer(): void {
    if (this.#waiting === undefined) return;
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(this.#take());
  }

  async #open(envelope: Uint8Array): Promise<Message> {
    try {
      return await this.#body.open(envelope);
    } catch (reason) {
      this.#body.refuse(reason);
      throw reason;
    }
  }

  /**
   * A caller may take its time between messages, but not within one; unless the service does not
   * ask, for then the rest of the message is held back from here.
   */
  #watchTime(): void {
    const { clock, limits } = this.#parts;
    const isDue = this.#waiting !== undefined && this.#body.isPartial;
    const due = isDue ? this.#body.completed : undefined;
    if (due === this.#due) return;
    this.#due = due;
    if (due === undefined) clock.end("body");
    else clock.start("body", limits.bodyTimeoutMs);
  }
}

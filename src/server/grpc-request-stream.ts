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
  /** The reader wants no more, or can have none. */
  #isLeft = false;
  #failure: { readonly reason: unknown } | undefined;

  constructor(parts: GrpcBodyParts) {
    this.#parts = parts;
    this.#body = new GrpcBody(parts, this);
  }

  /**
   * The messages, for one reader, each read when it is asked for. Written out: a generator would
   * wait three times where nothing has to be waited for.
   */
  messages(): AsyncIterableIterator<Message> {
    const messages: AsyncIterableIterator<Message> = {
      next: () => this.#next(),
      return: async () => {
        this.#isLeft = true;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => messages,
    };
    return messages;
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

  async #next(): Promise<IteratorResult<Message, undefined>> {
    if (this.#isLeft) return { done: true, value: undefined };
    const envelope = this.#take() ?? (await this.#wait());
    if (envelope === undefined) return { done: true, value: undefined };
    const message = this.#open(envelope);
    return { done: false, value: message instanceof Promise ? await message : message };
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

  #open(envelope: Uint8Array): Message | Promise<Message> {
    const refuse = (reason: unknown): never => {
      this.#isLeft = true;
      this.#body.refuse(reason);
      throw reason;
    };
    try {
      const message = this.#body.open(envelope);
      return message instanceof Promise ? message.catch(refuse) : message;
    } catch (reason) {
      return refuse(reason);
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

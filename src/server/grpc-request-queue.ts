import type { Message } from "@bufbuild/protobuf";

/**
 * The request messages of one call, each read when it is asked for: nothing is fetched from the
 * connection beforehand, so a service that is slow holds its caller back.
 */
export class GrpcRequestQueue {
  readonly #fetch: () => void;
  #waiting: PromiseWithResolvers<Message | undefined> | undefined;
  #ended = false;
  #failure: { readonly reason: unknown } | undefined;

  /** `fetch` asks for one message, or the end, which then comes to `push`, or to `end`. */
  constructor(fetch: () => void) {
    this.#fetch = fetch;
  }

  /** The messages, for one reader. */
  async *messages(): AsyncGenerator<Message, void, undefined> {
    for (;;) {
      const message = await this.#next();
      if (message === undefined) return;
      yield message;
    }
  }

  /** The message that was asked for. */
  push(message: Message): void {
    this.#settle()?.resolve(message);
  }

  /** There are no more. */
  end(): void {
    this.#ended = true;
    this.#settle()?.resolve(undefined);
  }

  /** Whoever reads now, or later before the end, gets this reason thrown. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#settle()?.reject(reason);
  }

  #next(): Promise<Message | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#fetch();
    return promise;
  }

  #settle(): PromiseWithResolvers<Message | undefined> | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

/**
 * A reading of market data as one sequence over as many streams as it takes. The server binds each
 * token to the request and to the version of the data; so what goes on after a token is what would
 * have come, or a refusal, and a gap cannot arise.
 */

import { checkAttempts } from "./call-policy.ts";
import { eitherSignal } from "./either-signal.ts";
import { OpenbellError } from "./errors.ts";
import { cancelled } from "./next-message.ts";
import { readStream } from "./read-stream.ts";
import { ReconnectPolicy } from "./reconnect-policy.ts";
import { type ClientRuntime, sleep } from "./runtime.ts";
import type { Reconnect } from "./watch.ts";

/** How to read. */
export interface ReadOptions {
  /** Ends the reading with a CancelledError, for what was delivered is not everything. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How many streams in a row may end without bringing anything, once something has come, before
   * the reading gives up and throws. Default: no limit. Until then, the client's `attempts` hold.
   */
  readonly reconnectAttempts?: number | undefined;
  /** Told before each wait for the next stream; for logs. */
  readonly onReconnect?: ((reconnect: Reconnect) => void) | undefined;
}

/** What all readings of a client stand on. */
export interface ReadContext {
  readonly runtime: ClientRuntime;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** How long a message may take, in milliseconds; the time of the reader does not count. */
  readonly stallMs: number;
  /** Streams that may fail before anything has come. */
  readonly attempts: number;
}

/** Opens one stream. */
export type OpenStream<Request, Message> = (
  request: Request,
  options: {
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly timeoutMs: number;
  },
) => AsyncIterable<Message>;

/**
 * The messages of a reading, each once and in order, from the token of the request on. Throws an
 * OpenbellError where no other stream can go on: a ResumeError when the data has changed since the
 * reading began. Throws a RangeError for `reconnectAttempts` out of range.
 */
export async function* readResuming<
  Request extends { resumeToken?: string },
  Message extends { readonly resumeToken: string },
>(
  { runtime, closed, headers, stallMs, attempts }: ReadContext,
  open: OpenStream<Request, Message>,
  request: Request,
  { signal: own, reconnectAttempts, onReconnect }: ReadOptions = {},
): AsyncGenerator<Message, void, undefined> {
  checkAttempts(reconnectAttempts ?? 1, "reconnectAttempts");
  const caller = eitherSignal(closed, own);
  const policy = new ReconnectPolicy({ attempts, reconnectAttempts }, () => runtime.random());
  let resumeToken = request.resumeToken ?? "";
  const openNext = (signal: AbortSignal) =>
    // A deadline would cover the whole stream: 0 leaves it out, whatever the transport says.
    open({ ...request, resumeToken }, { headers: { ...headers }, signal, timeoutMs: 0 });
  for (;;) {
    let error: OpenbellError;
    try {
      for await (const message of readStream(openNext, { runtime, stallMs, signal: caller })) {
        policy.opened();
        policy.moved();
        ({ resumeToken } = message);
        yield message;
      }
      return;
    } catch (thrown) {
      if (!(thrown instanceof OpenbellError)) throw thrown;
      error = thrown;
    }
    if (caller.aborted) throw cancelled();
    const delayMs = policy.waitMs({ error, askedMs: undefined }, false);
    onReconnect?.({ error, failures: policy.failures, delayMs });
    await sleep(runtime, delayMs, caller);
  }
}

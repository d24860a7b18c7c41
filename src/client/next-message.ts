import { Code } from "@connectrpc/connect";
import { errorFromStatus } from "./error-from-status.ts";
import { CancelledError, clientFacts, type OpenbellError, UnavailableError } from "./errors.ts";
import type { ClientRuntime } from "./runtime.ts";

/** How a message is waited for. */
export interface MessageWait {
  readonly runtime: ClientRuntime;
  /** How long it may take, in milliseconds. */
  readonly stallMs: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/**
 * The next message of a stream, undefined after its last one, or why there is none. A stream that
 * says nothing for too long has ended.
 */
export function nextMessage<Message>(
  messages: AsyncIterator<Message>,
  { runtime, stallMs, signal }: MessageWait,
): Promise<Message | undefined | OpenbellError> {
  return new Promise((resolve) => {
    const settle = (outcome: Message | undefined | OpenbellError) => {
      cancel();
      signal.removeEventListener("abort", interrupt);
      resolve(outcome);
    };
    const cancel = runtime.schedule(stallMs, () =>
      settle(unavailable(`the server sent nothing for ${stallMs} ms`)),
    );
    const interrupt = () => settle(cancelled());
    if (signal.aborted) interrupt();
    else signal.addEventListener("abort", interrupt, { once: true });
    messages.next().then(
      (result) => settle(result.done ? undefined : result.value),
      (thrown: unknown) => settle(errorFromStatus(thrown, { signal })),
    );
  });
}

/** The error of a stream that is not there any more. */
export function unavailable(message: string): UnavailableError {
  return new UnavailableError(clientFacts(Code.Unavailable, message));
}

/** The error of a stream that the caller ended. */
export function cancelled(): CancelledError {
  return new CancelledError(clientFacts(Code.Canceled, "the caller ended the stream"));
}

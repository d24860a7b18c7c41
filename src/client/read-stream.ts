import { OpenbellError } from "./errors.ts";
import { cancelled, type MessageWait, nextMessage } from "./next-message.ts";

/**
 * The messages of one stream, to its end. Throws an OpenbellError where it breaks, says nothing for
 * too long, or the caller ends it; opens nothing for a caller that is gone. Who leaves the loop
 * lets go of the stream.
 */
export async function* readStream<Message>(
  open: (signal: AbortSignal) => AsyncIterable<Message>,
  { runtime, stallMs, signal: caller }: MessageWait,
): AsyncGenerator<Message, void, undefined> {
  if (caller.aborted) throw cancelled();
  const abort = new AbortController();
  const signal = AbortSignal.any([caller, abort.signal]);
  try {
    const messages = open(signal)[Symbol.asyncIterator]();
    for (;;) {
      const next = await nextMessage(messages, { runtime, stallMs, signal });
      if (next === undefined) return;
      if (next instanceof OpenbellError) throw next;
      yield next;
    }
  } finally {
    abort.abort();
  }
}

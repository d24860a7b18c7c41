import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { CancelledError, UnavailableError } from "../../../src/client/errors.ts";
import { nextMessage } from "../../../src/client/next-message.ts";
import { ManualRuntime } from "./manual-runtime.ts";

/** A stream that does not even notice that nobody wants it any more. */
const deaf = { next: () => new Promise<IteratorResult<string>>(() => {}) };

function waiting(signal: AbortSignal, messages: AsyncIterator<string> = deaf) {
  const runtime = new ManualRuntime();
  return { runtime, next: nextMessage(messages, { runtime, stallMs: 1_000, signal }) };
}

test("a caller who leaves waits no longer, and leaves no timer", async () => {
  const caller = new AbortController();
  const { runtime, next } = waiting(caller.signal);
  caller.abort();
  expect(await next).toBeInstanceOf(CancelledError);
  expect(runtime.pending).toBe(0);
});

test("a caller who has left does not wait", async () => {
  expect(await waiting(AbortSignal.abort()).next).toBeInstanceOf(CancelledError);
});

test("a stream that says nothing for too long has ended", async () => {
  const { runtime, next } = waiting(new AbortController().signal);
  runtime.advance(1_000);
  expect(await next).toBeInstanceOf(UnavailableError);
});

test("a wait that is over leaves nothing at the signal, which lives as long as its client", async () => {
  const { signal } = new AbortController();
  const messages = (async function* () {
    yield "a";
  })();
  await waiting(signal, messages).next;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("a message ends the wait and its timer; after the last one there is none", async () => {
  const { signal } = new AbortController();
  const messages = (async function* () {
    yield "a";
  })();
  const first = waiting(signal, messages);
  expect(await first.next).toBe("a");
  expect(first.runtime.pending).toBe(0);
  expect(await waiting(signal, messages).next).toBeUndefined();
});

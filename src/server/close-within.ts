/** How a transport comes to an end in a bounded time, whatever its services and clients do. */

/** What can be done to the calls and connections of a transport that takes no new ones. */
export interface ClosingParts {
  /** Resolves when the last connection is closed; a connection closes with its last call. */
  readonly closed: Promise<unknown>;
  /** Tells calls that stream to end themselves, with UNAVAILABLE (SERVER_STOPPING). */
  interruptStreams(): void;
  /** Ends every call with that status, whatever its service does. */
  endCalls(): void;
  /** Closes every connection, whatever is left to be written. */
  cutOff(): void;
}

/** The end of the grace, in which calls that were ended may still write their status. */
const lastWordsMs = 250;

/**
 * Interrupts streams at once and lets unary calls finish; what is left shortly before the grace is
 * over is ended with a status, and what is left then is cut off. Resolves when every connection is
 * closed.
 */
export async function closeWithin(graceMs: number, parts: ClosingParts): Promise<void> {
  const wordsMs = Math.min(lastWordsMs, graceMs);
  parts.interruptStreams();
  await settleWithin(parts.closed, graceMs - wordsMs);
  parts.endCalls();
  await settleWithin(parts.closed, wordsMs);
  parts.cutOff();
  await parts.closed;
}

/** Waits for the work, but not for longer than the timeout. */
export async function settleWithin(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([work, late]);
  clearTimeout(timer);
}

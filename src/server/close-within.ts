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

/**
 * What calls that were ended have to write their status, also when there is no grace: a client that
 * was told to go and then finds the connection closed takes half an answer for all of it, and
 * reports a server that sends no status. It is used up only by who does not read.
 */
const lastWordsMs = 250;

/**
 * Interrupts streams at once and lets unary calls finish; what is left shortly before the grace is
 * over is ended with a status, and what is left then is cut off. Resolves when every connection is
 * closed, which a grace shorter than `lastWordsMs` may outlast by the difference.
 */
export async function closeWithin(graceMs: number, parts: ClosingParts): Promise<void> {
  parts.interruptStreams();
  await settleWithin(parts.closed, Math.max(0, graceMs - lastWordsMs));
  parts.endCalls();
  await settleWithin(parts.closed, lastWordsMs);
  parts.cutOff();
  await parts.closed;
}

/** Waits for the work, but not for longer than the timeout. Resolves with whether it was done. */
export async function settleWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  const isDone = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}

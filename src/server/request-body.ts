/**
 * Reads bodies at a cost linear in their size, in whatever pieces they arrive. connect counts all
 * buffered pieces again for each new one: a body of 64 KiB in pieces of one byte kept its thread
 * busy for 25 s. It therefore gets whole messages only, each in one piece, within the limit.
 */
import type { ConnectError } from "@connectrpc/connect";
import { ByteBuffer } from "./byte-buffer.ts";
import { EnvelopeSplitter } from "./envelope-splitter.ts";
import {
  deadlineExceeded,
  malformedRequest,
  messageTooLarge,
  tooManyPendingBytes,
} from "./protocol-errors.ts";
import type { TransportLimits } from "./transport-limits.ts";

/** A body as it arrives. */
export type BodyPieces = AsyncIterable<Uint8Array>;

/** Counts the bytes of unfinished requests of all callers against one limit. */
export class PendingBytes {
  readonly #maxBytes: number;
  #held = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What is held now. */
  get held(): number {
    return this.#held;
  }

  /** Counts more bytes, or refuses the call that would bring them. */
  hold(bytes: number): void {
    if (this.#held + bytes > this.#maxBytes) throw tooManyPendingBytes(this.#maxBytes);
    this.#held += bytes;
  }

  /** Gives back what was held. */
  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/** What bounds a body. */
export interface BodyBounds extends Pick<TransportLimits, "readMaxBytes" | "bodyTimeoutMs"> {
  /** Shared by all calls. */
  readonly pending: PendingBytes;
  /** Aborted when bodies are waited for no longer, with what their callers are told. */
  readonly endSignal: AbortSignal;
  /** Whether the headers name a compression. */
  readonly mayBeCompressed: boolean;
}

/** The whole body of a call that has no envelopes. */
export async function readPlainBody(pieces: BodyPieces, bounds: BodyBounds): Promise<Uint8Array> {
  const body = new ByteBuffer();
  try {
    for await (const piece of untilLate(pieces, bounds, () => 0)) {
      if (body.length + piece.length > bounds.readMaxBytes) {
        throw messageTooLarge("the request", bounds.readMaxBytes);
      }
      bounds.pending.hold(piece.length);
      body.append(piece);
    }
    return body.view();
  } finally {
    bounds.pending.release(body.length);
  }
}

/** The one envelope that is the body of a call with a single request message. */
export async function readSingleEnvelope(
  pieces: BodyPieces,
  bounds: BodyBounds,
): Promise<Uint8Array> {
  let single: Uint8Array | undefined;
  for await (const envelope of readEnvelopes(pieces, bounds, () => 0)) {
    if (single !== undefined) throw malformedRequest("the method takes one message, but more came");
    single = envelope;
  }
  if (single === undefined) throw malformedRequest("the request has no message");
  return single;
}

/**
 * Every envelope of a stream, each in one piece. The caller may take its time between messages, but
 * not within one.
 */
export function readEnvelopeStream(pieces: BodyPieces, bounds: BodyBounds): BodyPieces {
  return readEnvelopes(pieces, bounds, (splitter) =>
    splitter.partialBytes > 0 ? splitter.completed : undefined,
  );
}

async function* readEnvelopes(
  pieces: BodyPieces,
  bounds: BodyBounds,
  findDue: (splitter: EnvelopeSplitter) => number | undefined,
): AsyncGenerator<Uint8Array> {
  const splitter = new EnvelopeSplitter(bounds.readMaxBytes, bounds.mayBeCompressed);
  let held = 0;
  const holdPartial = () => {
    const more = splitter.partialBytes - held;
    if (more > 0) bounds.pending.hold(more);
    else bounds.pending.release(-more);
    held += more;
  };
  try {
    const due = () => findDue(splitter);
    for await (const piece of untilLate(pieces, bounds, due)) {
      const envelopes = splitter.push(piece);
      holdPartial();
      yield* envelopes;
    }
    splitter.end();
  } finally {
    bounds.pending.release(held);
  }
}

/**
 * The pieces, until what is due has been due for `bodyTimeoutMs`, or the end. Before each wait
 * `findDue` says what that is (the number of a message, say), and undefined when nothing is; time
 * starts anew when it is something else.
 */
async function* untilLate(
  pieces: BodyPieces,
  { bodyTimeoutMs, endSignal }: BodyBounds,
  findDue: () => number | undefined,
): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const { promise: end, reject } = Promise.withResolvers<never>();
  end.catch(() => {});
  const onEnd = () => reject(endSignal.reason);
  endSignal.addEventListener("abort", onEnd);
  if (endSignal.aborted) onEnd();
  let wait: Wait | undefined;
  try {
    for (;;) {
      const due = findDue();
      if (wait?.due !== due) {
        clearTimeout(wait?.timer);
        wait = due === undefined ? undefined : startWait(due, bodyTimeoutMs);
      }
      const arrival = iterator.next();
      const next = await Promise.race(wait ? [arrival, end, wait.late] : [arrival, end]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    clearTimeout(wait?.timer);
    endSignal.removeEventListener("abort", onEnd);
    // Not awaited: after lateness a piece is still being waited for, and return() waits with it.
    iterator.return?.().catch(() => {});
  }
}

interface Wait {
  readonly due: number;
  readonly late: Promise<never>;
  readonly timer: NodeJS.Timeout;
}

function startWait(due: number, timeoutMs: number): Wait {
  const { promise: late, reject } = Promise.withResolvers<never>();
  // Whoever races against this may have finished; the rejection must have been seen all the same.
  late.catch(() => {});
  const tooSlow = () => reject(requestTooSlow(timeoutMs));
  return { due, late, timer: setTimeout(tooSlow, timeoutMs) };
}

function requestTooSlow(timeoutMs: number): ConnectError {
  return deadlineExceeded(`the request did not arrive within ${timeoutMs} ms`);
}

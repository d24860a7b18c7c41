import { ByteBuffer } from "./byte-buffer.ts";
import { malformedRequest, messageTooLarge } from "./protocol-errors.ts";

/** Flags in one byte, then the length of the message in four, before each message of a stream. */
const prefixBytes = 5;
const compressedFlag = 0b1;

/**
 * Cuts a stream of bytes into whole envelopes: prefix and message, as they arrived. A prefix that
 * announces too much is refused when it is seen, and memory is taken only for bytes that came.
 */
export class EnvelopeSplitter {
  readonly #messageMaxBytes: number;
  readonly #mayBeCompressed: boolean;
  readonly #partial = new ByteBuffer();
  /** Bytes of the envelope that is arriving, with its prefix; undefined until that is whole. */
  #expected: number | undefined;
  #completed = 0;

  /** `mayBeCompressed`: whether the call names a compression, so that a message may use it. */
  constructor(messageMaxBytes: number, mayBeCompressed: boolean) {
    this.#messageMaxBytes = messageMaxBytes;
    this.#mayBeCompressed = mayBeCompressed;
  }

  /** How many bytes wait for the rest of their envelope. */
  get partialBytes(): number {
    return this.#partial.length;
  }

  /** How many envelopes are complete. */
  get completed(): number {
    return this.#completed;
  }

  /** The envelopes that this piece completes, in order. Throws the status that refuses the call. */
  push(piece: Uint8Array): Uint8Array[] {
    const envelopes: Uint8Array[] = [];
    let rest = piece;
    while (rest.length > 0) {
      const whole = this.#findWhole(rest);
      if (whole !== undefined) {
        envelopes.push(whole);
        rest = rest.subarray(whole.length);
        continue;
      }
      const taken = rest.subarray(0, (this.#expected ?? prefixBytes) - this.#partial.length);
      this.#partial.append(taken);
      rest = rest.subarray(taken.length);
      if (this.#expected === undefined && this.#partial.length === prefixBytes) {
        this.#expected = this.#expectedBytes(this.#partial.view());
      }
      if (this.#partial.length === this.#expected) {
        envelopes.push(this.#partial.take());
        this.#expected = undefined;
      }
    }
    this.#completed += envelopes.length;
    return envelopes;
  }

  /** Throws the status that refuses the call if the stream ends within an envelope. */
  end(): void {
    if (this.#partial.length === 0) return;
    const expected = this.#expected === undefined ? "the 5 of its prefix" : this.#expected;
    throw malformedRequest(
      `the request ends within a message, after ${this.#partial.length} bytes of ${expected}`,
    );
  }

  /** The envelope at the start of a piece, uncopied, if all of it is there. */
  #findWhole(piece: Uint8Array): Uint8Array | undefined {
    if (this.#partial.length > 0 || piece.length < prefixBytes) return undefined;
    const expected = this.#expectedBytes(piece);
    if (piece.length === expected) return piece;
    return piece.length < expected ? undefined : piece.subarray(0, expected);
  }

  #expectedBytes(prefix: Uint8Array): number {
    const flags = prefix[0] ?? 0;
    if (flags !== 0 && flags !== compressedFlag) {
      throw malformedRequest(`a message has the flags ${flags}, but only 0 and 1 have a meaning`);
    }
    // gRPC would say INTERNAL here, which is kept for our own defects: the caller can mend this.
    if (flags === compressedFlag && !this.#mayBeCompressed) {
      throw malformedRequest(
        "a message says it is compressed, but the headers name no compression",
      );
    }
    let length = 0;
    for (let at = 1; at < prefixBytes; at += 1) length = length * 256 + (prefix[at] ?? 0);
    if (length > this.#messageMaxBytes) {
      throw messageTooLarge(`a message of ${length} bytes`, this.#messageMaxBytes);
    }
    return prefixBytes + length;
  }
}

/** Whether the message in an envelope is compressed. */
export function isCompressed(envelope: Uint8Array): boolean {
  return envelope[0] === compressedFlag;
}

/** The message in an envelope, uncopied. */
export function messageOf(envelope: Uint8Array): Uint8Array {
  return envelope.subarray(prefixBytes);
}

/** An envelope around a message; the message may go on in `restBytes` that follow it. */
export function envelopeOf(message: Uint8Array, compressed: boolean, restBytes = 0): Buffer {
  const envelope = Buffer.allocUnsafe(prefixBytes + message.length);
  envelope[0] = compressed ? compressedFlag : 0;
  envelope.writeUInt32BE(message.length + restBytes, 1);
  envelope.set(message, prefixBytes);
  return envelope;
}

const firstCapacity = 1024;
const empty = new Uint8Array(0);

/** Bytes that arrive in pieces. Appending all pieces costs what copying their bytes twice does. */
export class ByteBuffer {
  #bytes = empty;
  #length = 0;

  /** How many bytes are held. */
  get length(): number {
    return this.#length;
  }

  /** Copies a piece to the end. */
  append(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2, firstCapacity));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  /** A view of what is held, valid until the next call of a method. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** All bytes, which are the caller's from now on; the buffer is empty again. */
  take(): Uint8Array {
    const taken = this.view();
    this.#bytes = empty;
    this.#length = 0;
    return taken;
  }
}

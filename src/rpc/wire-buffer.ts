/** Binary messages written by hand, for answers that are made thousands of times a second. */
import type { DescMessage } from "@bufbuild/protobuf";
import type { WireType } from "@bufbuild/protobuf/wire";

/** Fields of whole numbers: the tag of each, then its value. */
export type NumberFields = readonly number[];

/** A tag of one byte. @throws Error for a field above 15, or one that is not there. */
export function tagOf(schema: DescMessage, name: string, wireType: WireType): number {
  const number = schema.fields.find((field) => field.name === name)?.number ?? 0;
  if (number < 1 || number > 15) throw new Error(`${schema.name}.${name} has no tag of one byte`);
  return (number << 3) | wireType;
}

/** Bytes of a safe integer as a varint; a negative one has all ten. */
export function varintBytes(value: number): number {
  if (value < 0) return 10;
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}

/** Bytes of a field with so many bytes in it, its tag and its length included. */
export function delimitedBytes(length: number): number {
  return 1 + varintBytes(length) + length;
}

/** Bytes of these fields; one that is 0 is left out. */
export function numberBytes(fields: NumberFields): number {
  let bytes = 0;
  for (let at = 1; at < fields.length; at += 2) {
    const value = fields[at] ?? 0;
    if (value !== 0) bytes += 1 + varintBytes(value);
  }
  return bytes;
}

/** What is shorter is copied byte by byte: the call of a copy would cost more. */
const copyMinBytes = 64;

/** Bytes of a size that is known before. */
export class WireBuffer {
  readonly bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** A safe integer. */
  varint(value: number): this {
    let rest = value;
    if (rest < 0) return this.#negative(BigInt(value));
    while (rest >= 0x80) {
      this.bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.#at++] = rest;
    return this;
  }

  /** Fields of whole numbers, but for those that are 0. */
  numbers(fields: NumberFields): this {
    for (let at = 1; at < fields.length; at += 2) {
      const value = fields[at] ?? 0;
      if (value !== 0) this.varint(fields[at - 1] ?? 0).varint(value);
    }
    return this;
  }

  /** Bytes as they are, from one up to another. */
  copy(source: Uint8Array, from = 0, to = source.length): this {
    const { bytes } = this;
    if (to - from >= copyMinBytes) bytes.set(source.subarray(from, to), this.#at);
    else {
      const shift = this.#at - from;
      for (let at = from; at < to; at += 1) bytes[shift + at] = source[at] ?? 0;
    }
    this.#at += to - from;
    return this;
  }

  /** As two's complement of 64 bits. */
  #negative(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    for (; rest >= 0x80n; rest >>= 7n) this.bytes[this.#at++] = Number(rest & 0x7fn) | 0x80;
    this.bytes[this.#at++] = Number(rest);
    return this;
  }
}

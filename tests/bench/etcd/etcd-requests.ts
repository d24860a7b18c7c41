/**
 * Requests to etcd's KV service, written by hand: fields of bytes are all they need. A message is
 * its fields one after the other; a field of bytes is its number and kind, the length, the bytes.
 */

/** Stores a value under a key: `KV/Put`, with the key in field 1 and the value in field 2. */
export function putRequest(key: Uint8Array, value: Uint8Array): Uint8Array {
  return Buffer.concat([bytesField(1, key), bytesField(2, value)]);
}

/** Reads one key: `KV/Range`, with the key in field 1. */
export function rangeRequest(key: Uint8Array): Uint8Array {
  return bytesField(1, key);
}

function bytesField(number: number, bytes: Uint8Array): Buffer {
  const lengthDelimited = 2;
  return Buffer.concat([Buffer.of((number << 3) | lengthDelimited), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) groups.push((rest & 0x7f) | 0x80);
  return Buffer.of(...groups, rest);
}

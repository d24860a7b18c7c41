/**
 * Orders two texts by code point: negative, zero or positive as the left one stands before, at or
 * after the right one. For well-formed texts this is the order of their UTF-8 bytes, in which
 * databases compare. JavaScript's own `<` differs: it puts U+1F600 before U+FF21.
 */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Moves surrogates, which stand for the code points from U+10000, behind all other units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

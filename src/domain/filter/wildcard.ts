/**
 * Whether a text fits a wildcard: it starts with the first piece, ends with the last, and holds the
 * others in between, in this order and without overlap.
 *
 * Taking the earliest place for each middle piece is never wrong, because it leaves the most text
 * to the pieces after it; so there is no way back to try, and no pattern is slow.
 */
export function fitsPieces(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  const last = pieces[pieces.length - 1] ?? "";
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
    if (at > end) return false;
  }
  return true;
}

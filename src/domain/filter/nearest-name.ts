const longestCompared = 64;

/**
 * The name a writer most likely meant: the one that the fewest edits separate from what was
 * written, letter case left aside. Undefined where none is near, which is one edit
 * for every three characters and at least one. Ties go to the earlier name.
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  if (written.length > longestCompared) return undefined;
  const wanted = written.toLowerCase();
  let nearest: string | undefined;
  let most = Math.max(1, Math.floor(written.length / 3));
  for (const name of names) {
    const edits = editsWithin(most, wanted, name.toLowerCase());
    if (edits === undefined) continue;
    nearest = name;
    most = edits - 1;
    if (most < 0) break;
  }
  return nearest;
}

/** `; did you mean "state"?`, or nothing where no name is near. The end of a message. */
export function didYouMean(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

/** Rows of the table that is filled below: made once, as it is filled for name after name. */
const rows = [0, 1, 2].map(() => new Uint8Array(2 * longestCompared));

/**
 * Distance of optimal string alignment: insertions, deletions, replacements and swaps of
 * neighbours, each counted as one, and no character in two of them. Undefined where it is more
 * than `most`; so of the table of all beginnings only the cells up to `most` from its diagonal are
 * filled, and no row after one in which all are more.
 */
function editsWithin(most: number, left: string, right: string): number | undefined {
  if (Math.abs(left.length - right.length) > most) return undefined;
  const tooMany = most + 1;
  let [twoAbove, above, current] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= right.length; column += 1) above[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    const [first, last] = [Math.max(1, row - most), Math.min(right.length, row + most)];
    current[first - 1] = first === 1 ? row : tooMany;
    if (last < right.length) current[last + 1] = tooMany;
    let fewest = first === 1 ? row : tooMany;
    for (let column = first; column <= last; column += 1) {
      const isSame = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
      let edits = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      edits = Math.min(edits, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && isSwap(left, row, right, column)) {
        edits = Math.min(edits, (twoAbove[column - 2] ?? 0) + 1);
      }
      current[column] = edits;
      fewest = Math.min(fewest, edits);
    }
    if (fewest > most) return undefined;
    [twoAbove, above, current] = [above, current, twoAbove];
  }
  const edits = above[right.length] ?? tooMany;
  return edits > most ? undefined : edits;
}

function isSwap(left: string, row: number, right: string, column: number): boolean {
  return (
    left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
    left.charCodeAt(row - 2) === right.charCodeAt(column - 1)
  );
}

const longestCompared = 64;

/**
 * The name a writer most likely meant: the one that the fewest single-character edits separate
 * from what was written, letter case left aside. Undefined where none is near, which is one edit
 * for every three characters and at least one. Ties go to the earlier name.
 */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  if (written.length > longestCompared) return undefined;
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    const edits = editDistance(written.toLowerCase(), name.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      nearest = name;
    }
  }
  return nearest;
}

/** `; did you mean "state"?`, or nothing where no name is near. The end of a message. */
export function didYouMean(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

/** Levenshtein's distance: insertions, deletions and replacements, each counted as one. */
function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const deleted = (above[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, deleted, inserted));
    }
    above = current;
  }
  return above[right.length] ?? 0;
}

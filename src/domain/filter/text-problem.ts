/** What is wrong in a text that a caller wrote, where, and what would be right there. */
export type TextProblem = {
  /**
   * Where: how many characters of the text stand before the problem. A character is a Unicode
   * code point, so that an offset means the same in every language. From 0 to the text's length;
   * the length itself means that the text ends too early.
   */
  readonly offset: number;
  /** What is wrong: one sentence without a full stop, complete without `expected`. */
  readonly message: string;
  /** What would be accepted at `offset`: literal spellings, or phrases such as "a value". */
  readonly expected: readonly string[];
};

/** Whether a text has more characters (code points) than so many. Quick on any text. */
export function isLongerThan(text: string, characters: number): boolean {
  // A code point takes one or two UTF-16 units: a text of megabytes is never split for this.
  if (text.length <= characters) return false;
  return text.length > 2 * characters || Array.from(text).length > characters;
}

const shownCharacters = 40;

/** A caller's text as it appears in a message: quoted, escaped and cut to 40 characters. */
export function shown(text: string): string {
  if (!isLongerThan(text, shownCharacters)) return JSON.stringify(text);
  const beginning = Array.from(text.slice(0, 2 * shownCharacters)).slice(0, shownCharacters);
  return JSON.stringify(`${beginning.join("")}…`);
}

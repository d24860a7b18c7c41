/**
 * A bar of so many columns for a fraction from 0 to 1, in steps of an eighth of a column.
 *
 * Written here because it is one pure function: the libraries for it bring a stream, a timer and
 * templates of their own, while here the feed says when to draw and a test compares text.
 */
export function renderBar(fraction: number, columns: number, isUnicode: boolean): string {
  const filled = Math.min(1, Math.max(0, fraction)) * columns;
  if (!isUnicode) {
    const full = Math.floor(filled);
    return `[${"#".repeat(full)}${"-".repeat(columns - full)}]`;
  }
  const full = Math.floor(filled);
  const eighth = Math.floor((filled - full) * 8);
  const part = full < columns ? (["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighth] ?? "") : "";
  const rest = columns - full - (part === "" ? 0 : 1);
  return `▕${"█".repeat(full)}${part}${" ".repeat(rest)}▏`;
}

/** Whether the terminal of this environment shows more than ASCII. */
export function hasUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  // Without a locale the terminals of today are UTF-8; a locale that names another charset counts.
  return locale === undefined || /utf-?8/i.test(locale);
}

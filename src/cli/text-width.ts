/** How text takes up space on a terminal. */
let segmenter: Intl.Segmenter | undefined;

/** Scripts and symbols that take two columns: CJK, Hangul, full-width forms and emoji. */
const wide = new RegExp(
  [
    "^[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f",
    "\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6",
    "\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]|\\p{Emoji_Presentation}",
  ].join(""),
  "u",
);

/** What readers see as characters. Most text has no need of the 20 ms that a segmenter takes. */
function segmentsOf(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** Columns that plain text takes on a terminal. Text must be {@link printable}. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmentsOf(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most so many columns; `…` stands for what was cut off. */
export function clip(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let clipped = "";
  let width = 1;
  for (const { segment } of segmentsOf(text)) {
    width += textWidth(segment);
    if (width > columns) break;
    clipped += segment;
  }
  return columns < 1 ? "" : `${clipped}…`;
}

/** The text in exactly so many columns, filled up with spaces. */
export function pad(text: string, columns: number, align: "left" | "right" = "left"): string {
  const filling = " ".repeat(Math.max(0, columns - textWidth(text)));
  return align === "left" ? text + filling : filling + text;
}

/**
 * Text from elsewhere, safe for a terminal: characters that would move the cursor, colour or turn
 * the direction of writing are shown as `�`, so that a display name cannot forge output.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "�");
}

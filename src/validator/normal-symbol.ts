const form = /^[A-Z0-9][A-Z0-9._-]{0,31}$/i;

/** What a symbol consists of, for messages. */
export const symbolForm = "1 to 32 letters, digits, '.', '_' or '-', the first a letter or a digit";

/**
 * The one spelling of a symbol: capitals, and no spaces around it, which are what is left of a
 * list that was split at its commas. Undefined for what cannot be a symbol.
 */
export function normalSymbol(asked: string): string | undefined {
  // A malformed text may be megabytes long, and letters outside of ASCII change their number when
  // they are capitalised ("ß"), so the form is judged first.
  const trimmed = asked.trim();
  return form.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/** More of a text than this says nothing more to a person. */
const longest = 100;

/** A text that somebody sent, for a message: in quotes, on one line, cut where it is long. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(cut);
}

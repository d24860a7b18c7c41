/** Text within a page: whatever a user wrote stays text. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML that is known to be such; everything else is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template. Lists are joined. */
export type HtmlPart = string | number | bigint | Html | readonly HtmlPart[];

/** A template of HTML: its own text as it is, everything put into it escaped unless it is Html. */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const pieces = texts.map((text, index) => {
    const part = parts[index];
    return part === undefined ? text : text + partText(part);
  });
  return new Html(pieces.join(""));
}

function partText(part: HtmlPart): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(partText).join("");
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** A value as JSON that can stand within a script element: nothing in it can end the element. */
export function jsonForScript(value: unknown): Html {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return new Html(text);
}

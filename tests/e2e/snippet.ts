/** The commands and programs that a page shows, as a reader would copy them. */
import { readFileSync } from "node:fs";

/** A fenced block of a page that can be run. */
export interface Snippet {
  /** From the root of the repository. */
  readonly page: string;
  /** Number of the line after the opening fence. */
  readonly line: number;
  readonly language: SnippetLanguage;
  /** The language and, after it, the program that a reader needs beside what the project brings. */
  readonly fence: string;
  readonly text: string;
}

/** The languages whose blocks are run. */
export type SnippetLanguage = "sh" | "ts" | "python";

const languages: readonly SnippetLanguage[] = ["sh", "ts", "python"];
const block = /^```(([a-z]+).*)\n([\s\S]*?)^```$/gm;

/** All blocks of a page that can be run, in its order. */
export function snippetsOf(root: URL, page: string): readonly Snippet[] {
  const content = readFileSync(new URL(page, root), "utf8");
  return [...content.matchAll(block)].flatMap((match) => {
    const [, fence = "", word = "", text = ""] = match;
    const language = languages.find((each) => each === word);
    const line = content.slice(0, match.index).split("\n").length + 1;
    return language === undefined ? [] : { page, line, language, fence, text };
  });
}

/** Parts of a document that a program writes, between two comments that readers do not see. */
import { readFileSync, writeFileSync } from "node:fs";

/** Replaces a block of a file. Throws when the file does not have exactly one of that name. */
export function writeBlock(file: string, name: string, content: string): void {
  writeFileSync(file, replaceBlock(readFileSync(file, "utf8"), name, content));
}

/** The text with another content between `<!-- NAME: begin -->` and `<!-- NAME: end -->`. */
export function replaceBlock(text: string, name: string, content: string): string {
  const [before, rest, ...more] = text.split(`<!-- ${name}: begin -->`);
  const [, after, ...others] = rest?.split(`<!-- ${name}: end -->`) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`there has to be one block between "${name}: begin" and "${name}: end"`);
  }
  return `${before}<!-- ${name}: begin -->\n\n${content}\n\n<!-- ${name}: end -->${after}`;
}

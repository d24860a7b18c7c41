// The documents that are made of the code: docs/states.md and docs/errors.md.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsDocument } from "./errors-document.mjs";
import { readEnumComments } from "./proto-comments.mjs";
import { statesDocument } from "./states-document.mjs";

/** Writes the documents below `out`. */
export function generate(out) {
  const comments = readEnumComments();
  mkdirSync(join(out, "docs"), { recursive: true });
  writeFileSync(join(out, "docs/states.md"), statesDocument(comments));
  writeFileSync(join(out, "docs/errors.md"), errorsDocument(comments));
  return ["docs/states.md", "docs/errors.md"];
}

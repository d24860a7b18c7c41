// The documents that are made of the code, whole or in part.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationTable } from "../../src/server/config-documentation.ts";
import { errorsDocument } from "./errors-document.mjs";
import { readEnumComments } from "./proto-comments.mjs";
import { statesDocument } from "./states-document.mjs";

/** Writes the documents below `out`. */
export function generate(out) {
  const comments = readEnumComments();
  mkdirSync(join(out, "docs"), { recursive: true });
  writeFileSync(join(out, "docs/states.md"), statesDocument(comments));
  writeFileSync(join(out, "docs/errors.md"), errorsDocument(comments));
  writeFileSync(join(out, "docs/configuration.md"), configurationDocument());
  return ["docs/states.md", "docs/errors.md", "docs/configuration.md"];
}

/** The page as it is, with the table of settings made anew. */
function configurationDocument() {
  const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  const table = /(<!-- settings[^>]*-->\n)[\s\S]*?(\n<!-- \/settings -->)/;
  if (!table.test(page)) throw new Error("docs/configuration.md has no place for its table");
  return page.replace(table, (_all, before, after) => `${before}${configurationTable()}${after}`);
}

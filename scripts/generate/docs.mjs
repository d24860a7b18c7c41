// The documents that are made of the code, whole or in part.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationTable } from "../../src/server/config-documentation.ts";
import { apiDocument } from "./api-document.mjs";
import { calendarsReference } from "./calendars-document.mjs";
import { errorsDocument } from "./errors-document.mjs";
import { fillProfilesDocument } from "./fill-profiles-document.mjs";
import { ordersDocument } from "./orders-document.mjs";
import { readEnumComments } from "./proto-comments.mjs";
import { statesDocument } from "./states-document.mjs";
import { statisticsReference } from "./statistics-document.mjs";

/** Writes the documents below `out`. */
export function generate(out) {
  const comments = readEnumComments();
  mkdirSync(join(out, "docs"), { recursive: true });
  writeFileSync(join(out, "docs/api.md"), apiDocument());
  writeFileSync(join(out, "docs/states.md"), statesDocument(comments));
  writeFileSync(join(out, "docs/errors.md"), errorsDocument(comments));
  writeFileSync(join(out, "docs/orders.md"), ordersDocument(comments));
  writeFileSync(join(out, "docs/fill-profiles.md"), fillProfilesDocument());
  writeFileSync(
    join(out, "docs/configuration.md"),
    filled("configuration.md", "settings", configurationTable()),
  );
  writeFileSync(
    join(out, "docs/calendars.md"),
    filled("calendars.md", "venues", calendarsReference()),
  );
  writeFileSync(
    join(out, "docs/statistics.md"),
    filled("statistics.md", "statistics", statisticsReference()),
  );
  return [
    "docs/api.md",
    "docs/states.md",
    "docs/errors.md",
    "docs/orders.md",
    "docs/fill-profiles.md",
    "docs/configuration.md",
    "docs/calendars.md",
    "docs/statistics.md",
  ];
}

/** A page as it is, with what is between its marks made anew. */
function filled(name, mark, content) {
  const page = readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
  const place = new RegExp(`(<!-- ${mark}[^>]*-->\\n)[\\s\\S]*?(\\n<!-- /${mark} -->)`);
  if (!place.test(page)) throw new Error(`docs/${name} has no place for its ${mark}`);
  return page.replace(place, (_all, before, after) => `${before}${content}${after}`);
}

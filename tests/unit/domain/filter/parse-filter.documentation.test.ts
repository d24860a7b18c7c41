/** Runs every example of `docs/filtering.md`. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operatorsOf } from "../../../../src/domain/filter/comparison.ts";
import { filterLimits, parseFilter } from "../../../../src/domain/filter/parse-filter.ts";
import { parseOrderBy } from "../../../../src/domain/order-by.ts";
import { fields } from "./session-filter.ts";

const path = new URL("../../../../docs/filtering.md", import.meta.url);
const manual = readFileSync(path, "utf8");
const blocks = Array.from(
  manual.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm),
  ([, language, body]) => ({
    language: language ?? "",
    lines: (body ?? "").trimEnd().split("\n"),
  }),
);

const ofLanguage = (language: string) => blocks.filter((block) => block.language === language);
const examples = (language: string) => ofLanguage(language).flatMap(({ lines }) => lines);

/** The text of an example of an error, and what the line under it says. */
const errors = (language: string) =>
  ofLanguage(language).map(({ lines: [text = "", under = ""] }) => {
    const [, caret = "", offset, message] = /^( *)\^ (\d+): (.*)$/.exec(under) ?? [];
    return { text, caret: caret.length, offset: Number(offset), message };
  });

test("every example has a language that is run here", () => {
  const run = ["filter", "filter-error", "order_by", "order_by-error", "ebnf"];
  expect(blocks.map(({ language }) => language).filter((name) => !run.includes(name))).toEqual([]);
  expect(manual.match(/^```/gm)?.length).toBe(2 * blocks.length);
  expect(examples("filter").length).toBeGreaterThan(20);
});

describe("filters", () => {
  test.each(examples("filter"))("%s", (text) => {
    expect(parseFilter(text, fields)).toMatchObject({ ok: true });
  });

  test.each(errors("filter-error"))("$text is refused", ({ text, caret, offset, message }) => {
    expect(parseFilter(text, fields)).toMatchObject({ ok: false, error: { offset, message } });
    expect(caret).toBe(offset);
  });
});

describe("orders", () => {
  test.each(examples("order_by"))("%s", (text) => {
    expect(parseOrderBy(text)).toMatchObject({ ok: true });
  });

  test.each(errors("order_by-error"))("$text is refused", ({ text, caret, offset, message }) => {
    expect(parseOrderBy(text)).toMatchObject({ ok: false, error: { offset, message } });
    expect(caret).toBe(offset);
  });
});

test("the limits are the ones that hold", () => {
  const { length, comparisons, depth } = filterLimits;
  expect(manual).toContain(`at most ${length} characters, ${comparisons} comparisons`);
  expect(manual).toContain(`parentheses ${depth} deep`);
});

test("the table of fields is the one that holds", () => {
  const rows = manual.split("\n").filter((line) => /^\| `[a-z_.KEY]+`.*\| `/.test(line));
  const documented = new Map(
    rows.flatMap((row) => {
      const [, names = "", , operators = ""] = row.split(/ *\| */);
      const quoted = (cell: string) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, text]) => text);
      return quoted(names).map((name): [string, unknown] => [name ?? "", quoted(operators)]);
    }),
  );
  const actual = new Map(
    fields.flatMap((field): [string, unknown][] => {
      const whole: [string, unknown] = [field.name, operatorsOf({ field })];
      if (field.type !== "labels") return [whole];
      return [["labels.KEY", operatorsOf({ field, key: "KEY" })], whole];
    }),
  );
  expect(documented).toEqual(actual);
});

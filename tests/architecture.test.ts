/** The rules of the architecture hold in this repository. What each says is in architecture/. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allows, exceptions } from "./architecture/exceptions.ts";
import { sourceFile } from "./architecture/modules.ts";
import { rules } from "./architecture/rules.ts";

const root = join(import.meta.dirname, "..");
const folders = ["src", "tests", "scripts", "bin"];

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => file.slice(root.length + 1).replaceAll("\\", "/"))
    .filter((path) => /\.(ts|mjs|js|sql|ya?ml)$/.test(path))
    .map((path) => sourceFile(path, readFileSync(join(root, path), "utf8"))),
);

test("there are files to look at", () => {
  expect(files.length).toBeGreaterThan(50);
});

describe("rules", () => {
  test.each(Object.entries(rules))("%s", (name, rule) => {
    const problems = rule(files).filter(
      (problem) => !exceptions.some((exception) => allows(exception, name, problem)),
    );
    expect(problems.map(({ path, line, message }) => `${path}:${line}: ${message}`)).toEqual([]);
  });
});

describe("exceptions", () => {
  test.each(exceptions)("$path needs its exception: $reason", (exception) => {
    const problems = rules[exception.rule]?.(files) ?? [];
    expect(problems.some((problem) => allows(exception, exception.rule, problem))).toBe(true);
  });
});

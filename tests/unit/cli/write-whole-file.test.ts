import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWholeFile } from "../../../src/cli/write-whole-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "openbell-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file that is there stays until it shall be replaced", async () => {
  const path = join(folder, "s.yaml");
  expect(await writeWholeFile(path, "one", { replace: false })).toBe(true);
  expect(await writeWholeFile(path, "two", { replace: false })).toBe(false);
  expect(await readFile(path, "utf8")).toBe("one");
  expect(await writeWholeFile(path, "two", { replace: true })).toBe(true);
  expect(await readFile(path, "utf8")).toBe("two");
  expect(await readdir(folder)).toEqual(["s.yaml"]);
});

test("a folder that is not there is an error, and nothing is left", async () => {
  for (const replace of [true, false]) {
    const path = join(folder, "none", "s.yaml");
    await expect(writeWholeFile(path, "one", { replace })).rejects.toThrow(/ENOENT/);
  }
  await expect(writeWholeFile(folder, "one", { replace: true })).rejects.toThrow(/EISDIR/);
  expect(await readdir(folder)).toEqual([]);
});

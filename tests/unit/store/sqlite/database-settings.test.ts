import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  applySettings,
  assertSettings,
  isOlder,
} from "../../../../src/store/sqlite/database-settings.ts";

describe("assertSettings", () => {
  let folder: string;
  let database: Database.Database;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-settings-"));
    database = new Database(path.join(folder, "test.db"));
    applySettings(database);
    database.exec("CREATE TABLE t (a INTEGER) STRICT");
  });

  afterEach(() => {
    database.close();
    fs.rmSync(folder, { recursive: true });
  });

  it("is content with the settings of a store", () => {
    assertSettings(database);
  });

  it.each([
    ["synchronous = OFF", "synchronous is 0 and must be 1"],
    ["foreign_keys = OFF", "foreign_keys is 0 and must be 1"],
    ["journal_mode = DELETE", "journal_mode is delete and must be wal"],
  ])("refuses %s", (pragma, sentence) => {
    database.pragma(pragma);
    expect(() => assertSettings(database)).toThrow(sentence);
    expect(() => assertSettings(database)).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
  });

  it("names everything that is wrong at once", () => {
    database.pragma("synchronous = OFF");
    database.pragma("foreign_keys = OFF");
    expect(() => assertSettings(database)).toThrow(/synchronous is 0.*; foreign_keys is 0/);
  });
});

describe("isOlder", () => {
  it.each([
    ["3.51.2", true],
    ["3.9.99", true],
    ["2.99.99", true],
    ["3.51", true],
    ["3.51.3", false],
    ["3.51.10", false],
    ["3.54.1", false],
    ["4.0.0", false],
    ["unknown", true],
  ])("judges %s", (version, older) => {
    expect(isOlder(version, [3, 51, 3])).toBe(older);
  });
});

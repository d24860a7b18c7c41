import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { explainSqliteError, openingProblem } from "../../../../src/store/sqlite/sqlite-error.ts";
import { StoreError } from "../../../../src/store/store-error.ts";

describe("explainSqliteError", () => {
  it.each([
    ["SQLITE_FULL", "FULL"],
    ["SQLITE_IOERR_FSYNC", "FAILED"],
    ["SQLITE_IOERR_WRITE", "FAILED"],
    ["SQLITE_CORRUPT", "FAILED"],
    ["SQLITE_READONLY", "FAILED"],
    ["SQLITE_BUSY", "FAILED"],
    ["SQLITE_NOMEM", "FAILED"],
    ["SQLITE_CONSTRAINT_UNIQUE", undefined],
    ["SQLITE_TOOBIG", undefined],
  ])("takes %s for %s", (code, wanted) => {
    const error = new Database.SqliteError("what SQLite says", code);
    const explained = explainSqliteError(error);
    expect(explained?.code).toBe(wanted);
    if (explained !== undefined) expect(explained.cause).toBe(error);
  });

  it("leaves other errors to their cause", () => {
    expect(explainSqliteError(new Error("a defect"))).toBeUndefined();
    const own = new StoreError("FULL", "no space");
    expect(explainSqliteError(own)).toBe(own);
  });
});

describe("openingProblem", () => {
  it.each([
    ["SQLITE_FULL", "the disk is full"],
    ["SQLITE_IOERR_READ", "the disk fails (SQLITE_IOERR_READ)"],
    ["SQLITE_CANTOPEN", "check owner, mode"],
    ["SQLITE_READONLY_DIRECTORY", "whether the disk is read-only"],
    ["SQLITE_BUSY", "SQLITE_BUSY"],
  ])("says what %s means for who has to mend it", (code, sentence) => {
    expect(openingProblem(code)).toContain(sentence);
  });
});

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { loadMigrations, migrate, schemaVersion } from "../../../../src/store/sqlite/migrate.ts";

const step = (version: number, sql: string) => ({ version, name: `${version}`, sql });
const first = step(1, "CREATE TABLE a (x INTEGER) STRICT; CREATE TABLE b (x INTEGER) STRICT");
const second = step(2, "ALTER TABLE a ADD COLUMN y INTEGER");

describe("migrate", () => {
  it("takes each step once", () => {
    const database = new Database(":memory:");
    migrate(database, [first]);
    expect(schemaVersion(database)).toBe(1);
    migrate(database, [first, second]);
    migrate(database, [first, second]);
    expect(schemaVersion(database)).toBe(2);
    expect(database.prepare("SELECT x, y FROM a").all()).toEqual([]);
  });

  it("undoes a step that breaks in the middle, and keeps those before it", () => {
    const database = new Database(":memory:");
    const broken = step(2, "CREATE TABLE c (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)");
    expect(() => migrate(database, [first, broken])).toThrow("nowhere");
    expect(schemaVersion(database)).toBe(1);
    expect(() => database.prepare("SELECT * FROM c")).toThrow("no such table");
    migrate(database, [first, second]);
    expect(schemaVersion(database)).toBe(2);
  });
});

describe("loadMigrations", () => {
  it("finds the steps of this version, densely numbered", () => {
    const migrations = loadMigrations();
    expect(migrations[0]?.name).toBe("0001-init.sql");
    expect(migrations.map(({ version }) => version)).toEqual(
      migrations.map((_, index) => index + 1),
    );
  });

  it("throws where one is missing or misnamed", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-migrations-"));
    const load = () => loadMigrations(pathToFileURL(`${folder}/`));
    fs.writeFileSync(path.join(folder, "0001-a.sql"), "SELECT 1");
    fs.writeFileSync(path.join(folder, "0003-c.sql"), "SELECT 1");
    expect(load).toThrow("0003-c.sql is not number 2");
    fs.renameSync(path.join(folder, "0003-c.sql"), path.join(folder, "002.sql"));
    expect(load).toThrow("002.sql");
    fs.rmSync(folder, { recursive: true });
  });
});

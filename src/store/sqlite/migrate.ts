import fs from "node:fs";
import type Database from "better-sqlite3";

/** A step from one version of the schema to the next. */
export interface Migration {
  /** The version afterwards; versions are dense, from 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * The steps that this version of the program knows, in order: the files `NNNN-name.sql` beside this
 * one. Throws when one is missing in between.
 */
export function loadMigrations(
  folder: URL = new URL("./migrations/", import.meta.url),
): readonly Migration[] {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.sort().map((name, index) => {
    const version = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (version !== index + 1) throw new Error(`migration ${name} is not number ${index + 1}`);
    return { version, name, sql: fs.readFileSync(new URL(name, folder), "utf8") };
  });
}

/** The version of a database's schema; 0 for one without any. */
export function schemaVersion(database: Database.Database): number {
  return Number(database.pragma("user_version", { simple: true }));
}

/** Takes the steps that a database has not taken, each in a transaction of its own. */
export function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  for (const { version, sql } of migrations.slice(schemaVersion(database))) {
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
    })();
  }
}

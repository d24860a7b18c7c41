import { join } from "node:path";
import Database from "better-sqlite3";
import { CatalogError } from "../catalog.ts";
import { makeDirectory } from "./durable-file.ts";

/**
 * Takes a catalog for one writer. Returns the way to let it go. Readers need no lock: what they
 * read is replaced by renames only.
 *
 * The lock is an exclusive transaction on an empty SQLite database, held open: a lock of the
 * operating system, which ends with the process however the process ends.
 *
 * @throws CatalogError while another process imports.
 */
export async function lockCatalog(catalogDir: string): Promise<() => void> {
  await makeDirectory(catalogDir);
  const file = join(catalogDir, "import.lock");
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
    const held = lock;
    return () => held.close();
  } catch (cause) {
    lock?.close();
    const isBusy = cause instanceof Error && "code" in cause && cause.code === "SQLITE_BUSY";
    const reason = isBusy
      ? "another import is writing to it: wait until that has ended"
      : `${file} cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new CatalogError([`the catalog ${catalogDir} cannot be changed: ${reason}`], { cause });
  }
}

import { randomBytes } from "node:crypto";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { DiskLog, type LogEntry } from "./disk-log.ts";

/** What servers left in their folder: what everybody was told is measured against this. */
export interface LeftOnDisk {
  readonly storeId: string;
  /** Every row of the log, by revision. */
  readonly entries: readonly LogEntry[];
  /** What is wrong with the log, as its rows say and as the store says of itself. */
  readonly problems: readonly string[];
}

/**
 * Reads a folder that no server uses. The log is read row by row, without the code that serves
 * readers: what that code leaves out or repeats must not be missing or double here as well.
 */
export async function readLeftOnDisk(folder: string): Promise<LeftOnDisk> {
  const log = new DiskLog(folder);
  const wrong = log.advance([]);
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  try {
    const problems = [...wrong, ...(await store.upkeep.verify())];
    return { storeId: store.storeId, entries: log.entries, problems };
  } finally {
    await store.close();
  }
}

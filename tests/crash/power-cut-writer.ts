/**
 * A process that writes to a store on a disk whose power is cut: `node power-cut-writer.ts FOLDER
 * MODE`. Eight writers acknowledge each commit by a line `SESSION REVISION TIME`, the
 * time in nanoseconds of the clock of `process.hrtime`. In the mode `synced` it is
 * the store as the server opens it. In the mode `unsynced` nobody waits for the disk: the mistake
 * that the test must catch. No option of the server leads there.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { systemClock } from "../../src/server/system-clock.ts";
import { createSessionStore } from "../../src/store/create-session-store.ts";
import { openDatabase, openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { SqliteBackend } from "../../src/store/sqlite/sqlite-backend.ts";
import type { SessionStore } from "../../src/store/store.ts";
import { commitOne, createAppend } from "../contract/store-fixtures.ts";

const writers = 8;
const [folder = "", mode = ""] = process.argv.slice(2);
const sources = { clock: systemClock, randomBytes: (size: number) => randomBytes(size) };
const store = mode === "unsynced" ? openUnsynced() : openSqliteStore({ ...sources, folder });
await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));

function openUnsynced(): SessionStore {
  fs.mkdirSync(folder, { recursive: true });
  const database = openDatabase(path.join(folder, "openbell.db"), sources);
  // A checkpoint syncs even then: without any, each moment is one at which something is lost.
  const backend = new (class extends SqliteBackend {
    override async sync(): Promise<void> {}
  })(database, Number.MAX_SAFE_INTEGER);
  return createSessionStore(backend, sources);
}

async function write(writer: number): Promise<never> {
  for (let round = 0; ; round += 1) {
    const session = await commitOne(store, createAppend(`ses_${writer}_${round}`));
    const time = process.hrtime.bigint();
    fs.writeSync(1, `${session.sessionId} ${session.status?.revision} ${time}\n`);
  }
}

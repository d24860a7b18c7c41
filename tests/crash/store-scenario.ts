/**
 * A process that uses a store from its making to its end, for tests that break its system calls:
 * `node store-scenario.ts FOLDER`. It writes `acknowledged SESSION EVENT_NUMBER REVISION` after each
 * commit, `closing` before and `closed` after it closes the store. When the storage fails it does as
 * the server does: it says why, closes the store and ends with 1.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Append } from "../../src/store/store.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { advanceAppend, append, commitOne, createAppend } from "../contract/store-fixtures.ts";

const [folder = ""] = process.argv.slice(2);
// Straight to the descriptor: what is written is with the parent, whatever happens next.
const say = (line: string) => fs.writeSync(1, `${line}\n`);

try {
  await run();
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const store = openSqliteStore({
    folder,
    clock: {
      nowNs: () => BigInt(Date.now()) * 1_000_000n,
      yieldTo: (task) => void setImmediate(task),
    },
    randomBytes: (size) => new Uint8Array(randomBytes(size)),
    // Few, so that there are several checkpoints, and write-ahead logs that begin anew.
    checkpointPages: 20,
  });
  const change = async (one: Append): Promise<Session> => {
    const session = await commitOne(store, one);
    const { eventNumber = 0n, revision = 0n } = session.status ?? {};
    say(`acknowledged ${session.sessionId} ${eventNumber} ${revision}`);
    return session;
  };
  const live = async (sessionId: string): Promise<void> => {
    const ready = await change(createAppend(sessionId));
    const running = await change(append(ready, { type: "Start" }));
    await change(advanceAppend(running, 2));
  };
  const failures: unknown[] = [];
  try {
    // As clients do, the next one tries although the one before was refused.
    for (const name of ["a", "b", "c"]) {
      await live(`ses_${name}`).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    say("closing");
  } finally {
    await store.close();
  }
  say("closed");
}

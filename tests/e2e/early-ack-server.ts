/**
 * A server that acknowledges before it commits: what the crash test has to catch. Everything but
 * its store is the real server.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { startServer } from "../../src/server/build-server.ts";
import { loadConfig } from "../../src/server/config.ts";
import {
  openSqliteStore,
  type SqliteStoreOptions,
} from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Batch, CommitResult, SessionStore } from "../../src/store/store.ts";

function openEarlyStore(options: SqliteStoreOptions): SessionStore {
  const store = openSqliteStore(options);
  const commit = async (batch: Batch): Promise<CommitResult> => {
    void sleep(1_000).then(() => store.commit(batch));
    return {
      outcome: "committed",
      revisions: batch.appends.map(() => 0n),
      sessions: batch.appends.map(({ session }) => session),
    };
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === "commit") return commit;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const loaded = loadConfig({ env: process.env, cwd: process.cwd(), readFile: () => "" });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const server = await startServer(loaded.config, pino({ level: "silent" }), {
  openStore: openEarlyStore,
});
process.stdout.write(`gRPC on ${server.grpcAddress}\nhttp://${server.httpAddress}\n`);

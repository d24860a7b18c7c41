/** Servers with a fault in their store, for checkers that have to find it; the rest is real. */
import { pino } from "pino";
import { startServer } from "../../src/server/build-server.ts";
import { loadConfig } from "../../src/server/config.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../../src/store/store.ts";

/** Makes a store faulty. */
export type StoreFault = (store: SessionStore) => SessionStore;

/** A store with some of its methods replaced. */
export function withMethods(store: SessionStore, methods: Partial<SessionStore>): SessionStore {
  return new Proxy(store, {
    get(target, name) {
      const owner = name in methods ? methods : target;
      const value: unknown = Reflect.get(owner, name);
      return typeof value === "function" ? value.bind(owner) : value;
    },
  });
}

/** Serves as the `openbell` command does, with the fault that the first argument names. */
export async function serveWithFault(faults: Readonly<Record<string, StoreFault>>): Promise<void> {
  const fault = faults[process.argv[2] ?? ""];
  if (fault === undefined) throw new Error(`name a fault: ${Object.keys(faults).join(", ")}`);
  const loaded = loadConfig({ env: process.env, cwd: process.cwd(), readFile: () => "" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const server = await startServer(loaded.config, pino({ level: "silent" }), {
    openStore: (options) => fault(openSqliteStore(options)),
  });
  process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
  process.stdout.write(`gRPC on ${server.grpcAddress}\nhttp://${server.httpAddress}\n`);
}

import { createSessionStore, type StoreSources } from "../create-session-store.ts";
import type { SessionStore } from "../store.ts";
import { MemoryBackend } from "./memory-backend.ts";

/** What a memory store is made with. */
export interface MemoryStoreOptions extends StoreSources {
  /**
   * Called before each commit of a transaction; what it throws is the failure of that commit. For
   * tests of those who use a store: a `StoreError` stands for itself, FULL and FAILED as on disk.
   */
  readonly beforeCommit?: () => void;
}

/**
 * A store that forgets everything when it is closed, for tests and for servers that are to leave
 * nothing behind. What it keeps are the same bytes that a store on disk keeps, so nobody can
 * change what was committed by changing a message that was handed over or read.
 */
export function createMemoryStore(options: MemoryStoreOptions): SessionStore {
  const storeId = Buffer.from(options.randomBytes(16)).toString("hex");
  return createSessionStore(new MemoryBackend(storeId, options.beforeCommit), options);
}

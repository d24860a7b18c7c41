import { createSessionStore, type StoreSources } from "../create-session-store.ts";
import type { SessionStore } from "../store.ts";
import { MemoryBackend, type MemoryBreaks } from "./memory-backend.ts";

/** What a memory store is made with. */
export interface MemoryStoreOptions extends StoreSources, MemoryBreaks {}

/**
 * A store that forgets everything when it is closed, for tests and for servers that are to leave
 * nothing behind. What it keeps are the same bytes that a store on disk keeps, so nobody can
 * change what was committed by changing a message that was handed over or read.
 */
export function createMemoryStore(options: MemoryStoreOptions): SessionStore {
  const storeId = Buffer.from(options.randomBytes(16)).toString("hex");
  return createSessionStore(new MemoryBackend(storeId, options), options);
}

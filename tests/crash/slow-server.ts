/**
 * Servers that are sound, but slow where the real one is so fast that hardly a kill or another call
 * ever comes in between. All but their store is the real server, and so is what they have to keep.
 * The argument says where: `reads-disk` has nothing of the log in memory, so that each reader reads
 * the disk; `slow-disk` begins each commit only after some milliseconds.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { SessionStore } from "../../src/store/store.ts";
import { serveWithFault, withMethods } from "./faulty-server.ts";

const commitDelayMs = 15;

function slowDisk(store: SessionStore): SessionStore {
  return withMethods(store, {
    async commit(batch) {
      // Timers of one length end in the order in which they began, and so do the commits.
      await sleep(commitDelayMs);
      return store.commit(batch);
    },
  });
}

await serveWithFault({
  "reads-disk": (store) => withMethods(store, { readTail: () => undefined }),
  "slow-disk": slowDisk,
});

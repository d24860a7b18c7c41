import { createMemoryStore } from "../../src/store/memory/create-memory-store.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { SyncSwitch } from "./store/store-under-test.ts";
import { storeContract } from "./store.contract.ts";
import { countingBytes } from "./store-fixtures.ts";

storeContract("memory store", async () => {
  let fault: "FULL" | "FAILED" | undefined;
  const syncs = new SyncSwitch();
  const store = createMemoryStore({
    clock: { yieldTo: (task) => void setImmediate(task) },
    randomBytes: countingBytes(),
    beforeCommit: () => {
      if (fault !== undefined) throw new StoreError(fault, "broken by the test");
    },
    sync: () => syncs.pass(),
  });
  return {
    store,
    syncs,
    failCommits: (code) => {
      fault = code;
    },
    dispose: () => store.close(),
  };
});

import { describe } from "vitest";
import { commitContract } from "./store/commit-contract.ts";
import { failureContract } from "./store/failure-contract.ts";
import { listContract } from "./store/list-contract.ts";
import { logContract } from "./store/log-contract.ts";
import { orderContract } from "./store/order-contract.ts";
import type { OpenStore } from "./store/store-under-test.ts";
import { syncContract } from "./store/sync-contract.ts";
import { tailContract } from "./store/tail-contract.ts";
import { upkeepContract } from "./store/upkeep-contract.ts";

/**
 * What every store must do, negative cases included. Called once for each kind of store, so that
 * what is tested against one of them holds for the others.
 */
export function storeContract(name: string, open: OpenStore): void {
  describe(name, () => {
    commitContract(open);
    failureContract(open);
    listContract(open);
    logContract(open);
    orderContract(open);
    syncContract(open);
    tailContract(open);
    upkeepContract(open);
  });
}

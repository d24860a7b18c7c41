import type { GroupCommit } from "./group-commit.ts";
import type { LogTail } from "./log-tail.ts";
import type { SessionStore } from "./store.ts";
import type { StoreBackend } from "./store-backend.ts";
import type { StoreGate } from "./store-gate.ts";
import { decodeOrder } from "./stored-messages.ts";
import type { WriteLane } from "./write-lane.ts";

/** What the methods of a store are made of. */
export interface StoreParts {
  readonly backend: StoreBackend;
  readonly gate: StoreGate;
  readonly lane: WriteLane;
  readonly commits: GroupCommit;
}

/** The methods of the port that serve callers what they ask for. */
type StoreReads = Pick<
  SessionStore,
  | "readSession"
  | "readSessionAt"
  | "listSessions"
  | "readSnapshot"
  | "readLog"
  | "readTail"
  | "readMark"
  | "readTrail"
  | "findRequest"
  | "readOrder"
  | "listOrders"
  | "readOrderIds"
  | "findDriven"
  | "countOpen"
>;

/**
 * Reads of what is on disk. The backend is read at once, and may show a transaction whose sync is
 * under way; then the answer waits for that.
 */
export function readsOf({ backend, gate, lane, commits }: StoreParts, tail: LogTail): StoreReads {
  return {
    readSession: (scope, id) => lane.read(() => backend.readSession(scope, id)),
    readSessionAt: (scope, id, revision) =>
      lane.read(() => backend.readSessionAt(scope, id, revision)),
    listSessions: (scope, query) => lane.read(() => backend.listSessions(scope, query)),
    readSnapshot: (scope, selection, afterId, limit) =>
      lane.read(() => ({
        ...backend.readSnapshot(scope, selection, afterId, limit),
        revision: commits.written,
      })),
    readLog: (scope, selection, after, limit) =>
      lane.read(() => {
        const to = commits.written;
        if (after >= to) return { records: [], scannedTo: after, caughtUp: true };
        const page = backend.readLog(scope, selection, { after, to }, limit);
        return { ...page, caughtUp: page.scannedTo === to };
      }),
    readTail: (scope, selection, after, limit) =>
      gate.read(() => tail.read(scope, selection, after, limit)),
    readMark: (revision) => lane.read(() => backend.readMark(revision)),
    readTrail: (revision) => lane.read(() => backend.readTrail(revision)),
    findRequest: async (scope, id) => {
      const found = gate.read(() => backend.findRequest(scope, id));
      // What leads to a new commit need not wait: that one goes to the disk after what was read.
      return found && lane.settle(found);
    },
    readOrder: (scope, id, name) =>
      lane.read(() => {
        const bytes = backend.readOrder(scope, id, name);
        return bytes && decodeOrder(bytes);
      }),
    listOrders: (scope, id, query) =>
      lane.read(() => backend.listOrders(scope, id, query).map(decodeOrder)),
    readOrderIds: (scope, id, after, limit) =>
      lane.read(() => backend.readOrderIds(scope, id, after, limit)),
    findDriven: (tokenHash) => lane.read(() => backend.findDriven(tokenHash)),
    countOpen: (scope) =>
      lane.read(() => ({ count: backend.countOpen(scope), revision: commits.written })),
  };
}

import type { Clock } from "../domain/clock.ts";
import type { DiskRoom } from "./disk-room.ts";
import { GroupCommit } from "./group-commit.ts";
import { LogTail, tailLimit } from "./log-tail.ts";
import { RoomyCommit } from "./roomy-commit.ts";
import type { Batch, SessionStore, StoreUpkeep } from "./store.ts";
import type { StoreBackend } from "./store-backend.ts";
import { StoreGate } from "./store-gate.ts";
import { decodeOrder } from "./stored-messages.ts";

/** What a store is given from outside. */
export interface StoreSources {
  /** `yieldTo` decides which batches share a commit: those handed over before it runs its task. */
  readonly clock: Pick<Clock, "yieldTo">;
  /** As many random bytes as asked for. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** The room on the disk, where there is one to mind. It closes with the store. */
  readonly room?: DiskRoom;
}

/** Request records removed in one transaction, so that commits in between wait only briefly. */
const pruneStep = 1_000;

/** The port over a kind of storage: group commit for writes, committed rows for reads. */
export function createSessionStore(backend: StoreBackend, sources: StoreSources): SessionStore {
  const gate = new StoreGate((error) => backend.explain(error));
  const { clock, randomBytes, room } = sources;
  const yieldTo = (task: () => void) => clock.yieldTo(task);
  const head = backend.findHeadRevision();
  const tail = new LogTail(head, backend.readNewest(tailLimit));
  const commits = new GroupCommit(backend, gate, { yieldTo, randomBytes, tail }, head);
  let compacted = backend.findCompacted();
  const onPurge = () => {
    tail.clear();
    compacted = backend.findCompacted();
  };
  const commit = (batch: Batch) => commits.commit(batch);
  const roomy = room && new RoomyCommit(commit, room);
  return {
    storeId: backend.storeId,
    failed: gate.failed,
    commit: roomy === undefined ? commit : (batch) => roomy.commit(batch),
    hasRoom: () => room === undefined || room.hasRoom(),
    subscribe: (listener) => commits.subscribe(listener),
    position: () => gate.read(() => ({ head: commits.head, compacted })),
    readSession: async (scope, id) => gate.read(() => backend.readSession(scope, id)),
    readSessionAt: async (scope, id, revision) =>
      gate.read(() => backend.readSessionAt(scope, id, revision)),
    listSessions: async (scope, query) => gate.read(() => backend.listSessions(scope, query)),
    readSnapshot: async (scope, selection, afterId, limit) =>
      gate.read(() => ({
        ...backend.readSnapshot(scope, selection, afterId, limit),
        revision: commits.head,
      })),
    readLog: async (scope, selection, after, limit) =>
      gate.read(() => {
        const to = commits.head;
        if (after >= to) return { records: [], scannedTo: after, caughtUp: true };
        const page = backend.readLog(scope, selection, { after, to }, limit);
        return { ...page, caughtUp: page.scannedTo === to };
      }),
    readTail: (scope, selection, after, limit) =>
      gate.read(() => tail.read(scope, selection, after, limit)),
    readMark: async (revision) => gate.read(() => backend.readMark(revision)),
    readTrail: async (revision) => gate.read(() => backend.readTrail(revision)),
    findRequest: async (scope, id) => gate.read(() => backend.findRequest(scope, id)),
    readOrder: async (scope, id, name) =>
      gate.read(() => {
        const bytes = backend.readOrder(scope, id, name);
        return bytes && decodeOrder(bytes);
      }),
    listOrders: async (scope, id, query) =>
      gate.read(() => backend.listOrders(scope, id, query).map(decodeOrder)),
    readOrderIds: async (scope, id, after, limit) =>
      gate.read(() => backend.readOrderIds(scope, id, after, limit)),
    findDriven: async (tokenHash) => gate.read(() => backend.findDriven(tokenHash)),
    countOpen: async (scope) => gate.read(() => backend.countOpen(scope)),
    upkeep: upkeepOf(backend, gate, commits, yieldTo, onPurge),
    close: async () => {
      if (gate.isClosed) return;
      commits.flush();
      gate.close();
      room?.close();
      backend.close(gate.hasFailed);
    },
  };
}

function upkeepOf(
  backend: StoreBackend,
  gate: StoreGate,
  commits: GroupCommit,
  yieldTo: (task: () => void) => void,
  onPurge: () => void,
): StoreUpkeep {
  const nextTurn = () => new Promise<void>((resolve) => yieldTo(resolve));
  return {
    sessionsInState: async (states, afterId, limit) =>
      gate.read(() => backend.sessionsInState(states, afterId, limit)),
    expiredSessions: async (atNs, limit) => gate.read(() => backend.expiredSessions(atNs, limit)),
    nextExpiryNs: async () => gate.read(() => backend.nextExpiryNs()),
    purgeSessions: async (atNs, limit) => {
      gate.assertWritable();
      let purged = 0;
      while (purged < limit && commits.write(() => backend.purgeSession(atNs, commits.head))) {
        onPurge();
        purged += 1;
        await nextTurn();
      }
      return purged;
    },
    pruneRequests: async (beforeNs, keep) => {
      let pruned = 0;
      for (;;) {
        const step = commits.write(() => backend.pruneRequests(beforeNs, keep, pruneStep));
        pruned += step;
        if (step < pruneStep) return pruned;
        await nextTurn();
      }
    },
    verify: async () => gate.read(() => backend.verify(commits.head)),
  };
}

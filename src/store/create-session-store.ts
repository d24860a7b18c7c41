import type { Clock } from "../domain/clock.ts";
import type { DiskAnswers } from "./disk-answers.ts";
import type { DiskRoom } from "./disk-room.ts";
import { DiskStall, type StallOptions } from "./disk-stall.ts";
import { GroupCommit } from "./group-commit.ts";
import { LogTail, tailLimit } from "./log-tail.ts";
import { RoomyCommit } from "./roomy-commit.ts";
import type { Batch, SessionStore } from "./store.ts";
import type { StoreBackend } from "./store-backend.ts";
import { StoreGate } from "./store-gate.ts";
import { readsOf, type StoreParts } from "./store-reads.ts";
import type { StoreUpkeep } from "./store-upkeep.ts";
import { WaitingBatches } from "./waiting-batches.ts";
import { WriteLane } from "./write-lane.ts";

/** What a store is given from outside. */
export interface StoreSources {
  /** `yieldTo` decides which batches share a commit: those handed over before it runs its task. */
  readonly clock: Pick<Clock, "yieldTo">;
  /** As many random bytes as asked for. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** The room on the disk, where there is one to mind. It closes with the store. */
  readonly room?: DiskRoom;
  /** When the disk counts as one that hangs. Absent: never, however long it takes. */
  readonly stall?: StallOptions;
}

/** Request records removed in one transaction, so that commits in between wait only briefly. */
const pruneStep = 1_000;

/** The port over a kind of storage: group commit for writes, and reads of what is on disk. */
export function createSessionStore(backend: StoreBackend, sources: StoreSources): SessionStore {
  const gate = new StoreGate((error) => backend.explain(error));
  const { clock, randomBytes, room } = sources;
  const yieldTo = (task: () => void) => clock.yieldTo(task);
  const head = backend.findHeadRevision();
  const tail = new LogTail(head, backend.readNewest(tailLimit));
  const stall = new DiskStall(sources.stall);
  const lane = new WriteLane(backend, gate, yieldTo, stall);
  const waiting = new WaitingBatches(stall);
  const group = { yieldTo, randomBytes, tail, lane, waiting };
  const commits = new GroupCommit(backend, gate, group, head);
  const parts = { backend, gate, lane, commits };
  let compacted = backend.findCompacted();
  const onPurge = (upTo: bigint) => {
    tail.clear();
    compacted = upTo;
  };
  const commit = (batch: Batch) => commits.commit(batch);
  const roomy = room && new RoomyCommit(commit, room);
  let closing: Promise<void> | undefined;
  const close = async () => {
    gate.close();
    void commits.flush();
    await lane.drain();
    room?.close();
    stall.close();
    backend.close(gate.hasFailed);
  };
  return {
    storeId: backend.storeId,
    failed: gate.failed,
    disk: answersOf(stall, waiting, commits),
    commit: roomy === undefined ? commit : (batch) => roomy.commit(batch),
    hasRoom: () => room === undefined || room.hasRoom(),
    subscribe: (listener) => commits.subscribe(listener),
    position: () => gate.read(() => ({ head: commits.head, compacted })),
    ...readsOf(parts, tail),
    upkeep: upkeepOf(parts, yieldTo, onPurge),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function answersOf(stall: DiskStall, waiting: WaitingBatches, commits: GroupCommit): DiskAnswers {
  return {
    get waitedMs() {
      return stall.waitedMs;
    },
    get isStalled() {
      return stall.isStalled;
    },
    get waiting() {
      return commits.undecided;
    },
    admit: () => waiting.admit(),
    refusal: () => stall.refusal(),
    subscribe: (listener) => stall.subscribe(listener),
  };
}

function upkeepOf(
  { backend, gate, lane, commits }: StoreParts,
  yieldTo: (task: () => void) => void,
  onPurge: (compacted: bigint) => void,
): StoreUpkeep {
  const nextTurn = () => new Promise<void>((resolve) => yieldTo(resolve));
  return {
    sessionsInState: (states, afterId, limit) =>
      lane.read(() => backend.sessionsInState(states, afterId, limit)),
    expiredSessions: (atNs, limit) => lane.read(() => backend.expiredSessions(atNs, limit)),
    nextExpiryNs: () => lane.read(() => backend.nextExpiryNs()),
    purgeSessions: async (atNs, limit) => {
      for (let purged = 0; ; purged += 1) {
        if (purged === limit) return purged;
        gate.assertWritable();
        const purge = () => ({
          isDone: backend.purgeSession(atNs, commits.head),
          compacted: backend.findCompacted(),
        });
        const { isDone } = await lane.write(purge, {
          synced: ({ compacted }) => onPurge(compacted),
        });
        if (!isDone) return purged;
        await nextTurn();
      }
    },
    pruneRequests: async (beforeNs, keep) => {
      for (let pruned = 0; ; ) {
        gate.assertWritable();
        const step = await lane.write(() => backend.pruneRequests(beforeNs, keep, pruneStep));
        pruned += step;
        if (step < pruneStep) return pruned;
        await nextTurn();
      }
    },
    verify: () => lane.read(() => backend.verify(commits.written)),
  };
}

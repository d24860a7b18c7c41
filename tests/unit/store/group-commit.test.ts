import { beforeEach, describe, expect, it } from "vitest";
import type { CommitStorage } from "../../../src/store/commit-storage.ts";
import { DiskStall } from "../../../src/store/disk-stall.ts";
import { GroupCommit } from "../../../src/store/group-commit.ts";
import { LogTail } from "../../../src/store/log-tail.ts";
import { MemoryBackend } from "../../../src/store/memory/memory-backend.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { StoreGate } from "../../../src/store/store-gate.ts";
import { WaitingBatches } from "../../../src/store/waiting-batches.ts";
import { WriteLane } from "../../../src/store/write-lane.ts";
import {
  batch,
  countingBytes,
  createAppend,
  everything,
  scope,
  unlimited,
} from "../../contract/store-fixtures.ts";

/** Memory that notes the steps of its transactions, and fails where it is told to. */
class NotingStorage extends MemoryBackend {
  readonly steps: string[] = [];
  failing: Partial<Record<string, Error>> = {};

  #note(step: string): void {
    this.steps.push(step);
    const failure = this.failing[step];
    if (failure !== undefined) throw failure;
  }

  override begin(): void {
    this.#note("begin");
    super.begin();
  }

  override savepoint(): void {
    this.#note("savepoint");
    super.savepoint();
  }

  override rollBackToSavepoint(): void {
    this.#note("rollBackToSavepoint");
    super.rollBackToSavepoint();
  }

  override commit(): void {
    this.#note("commit");
  }

  override addLogRow(row: Parameters<CommitStorage["addLogRow"]>[0]): void {
    super.addLogRow(row);
    this.#note(`addLogRow ${row.sessionId}`);
  }

  override async sync(): Promise<void> {
    this.#note("sync");
  }

  override isUntidy(): boolean {
    return true;
  }

  override tidy(): void {
    this.#note("tidy");
  }
}

describe("GroupCommit", () => {
  let storage: NotingStorage;
  let commits: GroupCommit;
  let tail: LogTail;
  let turns: (() => void)[];
  const runTurn = async () => {
    for (const task of turns.splice(0)) task();
    await new Promise(setImmediate);
  };

  beforeEach(() => {
    turns = [];
    storage = new NotingStorage("store", undefined);
    const gate = new StoreGate((error) => storage.explain(error));
    const yieldTo = (task: () => void) => void turns.push(task);
    tail = new LogTail(0n);
    const lane = new WriteLane(storage, gate, yieldTo);
    const waiting = new WaitingBatches(new DiskStall());
    const sources = { yieldTo, randomBytes: countingBytes(), tail, lane, waiting };
    commits = new GroupCommit(storage, gate, sources, 0n);
  });

  it("commits all batches of a turn in one transaction, the next in another", async () => {
    const first = [
      commits.commit(batch([createAppend("a")])),
      commits.commit(batch([createAppend("b")])),
    ];
    expect(storage.steps).toEqual([]);
    await runTurn();
    const next = commits.commit(batch([createAppend("c")]));
    await runTurn();
    await Promise.all([...first, next]);
    const ofTransactions = storage.steps.filter((step) => /^(begin|commit|sync)$/.test(step));
    const transaction = ["begin", "commit", "sync"];
    expect(ofTransactions).toEqual([...transaction, ...transaction]);
    expect(storage.log.map(({ sessionId }) => sessionId)).toEqual(["a", "b", "c"]);
  });

  it("waits for nobody: no turn without a batch, no transaction without one", async () => {
    await commits.flush();
    expect(storage.steps).toEqual([]);
    expect(turns).toEqual([]);
  });

  it("hands a group over once, however often it is flushed", async () => {
    const pending = commits.commit(batch([createAppend("a")]));
    await Promise.all([commits.flush(), commits.flush(), runTurn()]);
    expect(await pending).toMatchObject({ revisions: [1n] });
    expect(storage.steps.filter((step) => step === "begin")).toHaveLength(1);
  });

  it("undoes only the batch that breaks, and leaves no hole in the revisions", async () => {
    storage.failing = { "addLogRow b2": new Error("this batch is wrong") };
    const ends = Promise.allSettled([
      commits.commit(batch([createAppend("a")])),
      commits.commit(batch([createAppend("b1"), createAppend("b2")])),
      commits.commit(batch([createAppend("c")])),
    ]);
    await runTurn();
    expect(await ends).toMatchObject([
      { status: "fulfilled", value: { revisions: [1n] } },
      { status: "rejected", reason: { message: "this batch is wrong" } },
      { status: "fulfilled", value: { revisions: [2n] } },
    ]);
    expect(storage.sessions.has("b1")).toBe(false);
    expect(storage.verify(commits.head)).toEqual([]);
  });

  it.each(["begin", "savepoint", "addLogRow b", "commit"])(
    "undoes the whole turn when the storage fails at %s",
    async (step) => {
      storage.failing = { [step]: new StoreError("FULL", "no space") };
      const ends = Promise.allSettled([
        commits.commit(batch([createAppend("a")])),
        commits.commit(batch([createAppend("b")])),
      ]);
      await runTurn();
      const full = { status: "rejected", reason: { code: "FULL" } };
      expect(await ends).toMatchObject([full, full]);
      expect(storage.log).toEqual([]);
      storage.failing = {};
      const again = commits.commit(batch([createAppend("b")]));
      await runTurn();
      expect(await again).toMatchObject({ revisions: [1n] });
    },
  );

  it("rejects what was handed over before another turn failed", async () => {
    storage.failing = { commit: new StoreError("FAILED", "no sync") };
    const failed = commits.commit(batch([createAppend("a")]));
    void runTurn();
    await expect(failed).rejects.toMatchObject({ code: "FAILED", message: "no sync" });
    storage.failing = {};
    await expect(commits.commit(batch([createAppend("b")]))).rejects.toMatchObject({
      code: "FAILED",
      message: "The store accepts no changes since it failed: no sync",
    });
    expect(storage.steps.filter((step) => step === "begin")).toHaveLength(1);
  });

  it("acknowledges what is on disk although the checkpoint fails, and no more", async () => {
    storage.failing = { tidy: new StoreError("FAILED", "no checkpoint") };
    const acknowledged = commits.commit(batch([createAppend("a")]));
    await runTurn();
    expect(await acknowledged).toMatchObject({ outcome: "committed" });
    expect(storage.steps.at(-1)).toBe("sync");
    await runTurn();
    expect(storage.steps).toContain("tidy");
    await expect(commits.commit(batch([createAppend("b")]))).rejects.toMatchObject({
      code: "FAILED",
    });
  });

  it("calls a listener as often as it subscribed, until each of them stops", async () => {
    const heads: bigint[] = [];
    const listener = (head: bigint) => heads.push(head);
    const stop = commits.subscribe(listener);
    commits.subscribe(listener);
    const commit = async (id: string) => {
      const pending = commits.commit(batch([createAppend(id)]));
      await runTurn();
      await pending;
    };
    await commit("a");
    stop();
    stop();
    await commit("b");
    expect(heads).toEqual([1n, 1n, 2n]);
  });

  it("writes no more in one transaction than others can wait for", async () => {
    const pending = Array.from({ length: 600 }, (_, number) =>
      commits.commit(batch([createAppend(`s${number}`)])),
    );
    // Each of them tidies in a turn of its own.
    for (let turn = 0; turn < 4; turn += 1) await runTurn();
    const ends = await Promise.all(pending);
    expect(ends.map((end) => end.outcome === "committed" && end.revisions[0])).toEqual(
      pending.map((_, index) => BigInt(index + 1)),
    );
    const sizes: number[] = [];
    for (const step of storage.steps) {
      if (step === "begin") sizes.push(0);
      if (step === "savepoint") sizes.push((sizes.pop() ?? 0) + 1);
    }
    expect(sizes).toEqual([256, 256, 88]);
    expect(tail.read(scope, everything, 0n, unlimited)?.records).toHaveLength(600);
  });

  it("rejects each that waited, of however many transactions, when the storage has failed", async () => {
    storage.failing = { begin: new StoreError("FAILED", "no disk") };
    const pending = Array.from({ length: 600 }, (_, number) =>
      commits.commit(batch([createAppend(`s${number}`)])),
    );
    const ends = Promise.allSettled(pending);
    await runTurn();
    const failed = { status: "rejected", reason: { code: "FAILED" } };
    expect(await ends).toMatchObject(pending.map(() => failed));
    expect(storage.steps).toEqual(["begin"]);
  });

  it("lets all hear of a commit when a listener throws, and throws that in a turn of its own", async () => {
    const heads: bigint[] = [];
    commits.subscribe(() => {
      throw new Error("a listener is wrong");
    });
    commits.subscribe((head) => heads.push(head));
    const pending = commits.commit(batch([createAppend("a")]));
    await runTurn();
    expect(await pending).toMatchObject({ revisions: [1n] });
    expect(heads).toEqual([1n]);
    expect(turns.splice(0).filter((task) => throws(task))).toHaveLength(1);
  });
});

function throws(task: () => void): boolean {
  try {
    task();
    return false;
  } catch {
    return true;
  }
}

import { beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/store/store-error.ts";
import { StoreGate } from "../../../src/store/store-gate.ts";
import { WriteLane } from "../../../src/store/write-lane.ts";

/** Storage that notes what it is asked, and whose syncs end when they are told to. */
class SlowStorage {
  readonly steps: string[] = [];
  readonly #syncs: PromiseWithResolvers<void>[] = [];
  untidy = false;
  failing: string | undefined;

  note(step: string): void {
    this.steps.push(step);
    if (this.failing === step) throw new StoreError("FULL", `no ${step}`);
  }

  begin = () => this.note("begin");
  commit = () => this.note("commit");
  rollBack = () => this.note("rollBack");
  isUntidy = () => this.untidy;

  tidy = () => {
    this.untidy = false;
    this.note("tidy");
  };

  sync = (): Promise<void> => {
    this.note("sync");
    const sync = Promise.withResolvers<void>();
    this.#syncs.push(sync);
    return sync.promise;
  };

  async end(failure?: Error): Promise<void> {
    const sync = this.#syncs.shift();
    if (failure === undefined) sync?.resolve();
    else sync?.reject(failure);
    await new Promise(setImmediate);
  }
}

describe("WriteLane", () => {
  let storage: SlowStorage;
  let gate: StoreGate;
  let lane: WriteLane;
  let turns: (() => void)[];

  beforeEach(() => {
    turns = [];
    storage = new SlowStorage();
    gate = new StoreGate((error) => (error instanceof StoreError ? error : undefined));
    lane = new WriteLane(storage, gate, (task) => void turns.push(task));
  });

  /** Hands work over that notes its name at each step; gives how it ended. */
  const write = (name: string) =>
    lane
      .write(
        () => {
          storage.note(name);
          return name;
        },
        {
          committed: (result) => storage.note(`${result} committed`),
          synced: (result) => storage.note(`${result} synced`),
        },
      )
      .then(
        (result) => storage.note(`${result} answered`),
        (error: StoreError) => storage.note(`${name} ${error.code}`),
      );
  const settle = () => new Promise(setImmediate);

  it("begins a transaction when the one before is on disk and was told of", async () => {
    void write("a");
    void write("b");
    await settle();
    expect(storage.steps).toEqual(["begin", "a", "commit", "a committed", "sync"]);
    await storage.end();
    const [synced, ...rest] = storage.steps.slice(5);
    expect(synced).toBe("a synced");
    expect(rest.filter((step) => step !== "a answered")).toEqual([
      ...["begin", "b", "commit", "b committed", "sync"],
    ]);
    expect(rest).toContain("a answered");
    await storage.end();
    expect(storage.steps.slice(-2)).toEqual(["b synced", "b answered"]);
  });

  it("answers a read at once when all is on disk, and else with the sync", async () => {
    expect(await lane.read(() => 1)).toBe(1);
    void write("a");
    await settle();
    let found: number | undefined;
    const read = lane
      .read(() => 2)
      .then((value) => {
        found = value;
        storage.note("read");
      });
    await settle();
    expect(found).toBeUndefined();
    await storage.end();
    await read;
    expect(found).toBe(2);
    expect(storage.steps.indexOf("a synced")).toBeLessThan(storage.steps.indexOf("read"));
  });

  it("reads before it waits, so that a read does not wait for what comes later", async () => {
    void write("a");
    await settle();
    let value = "old";
    const read = lane.read(() => value);
    void write("b");
    value = "new";
    await storage.end();
    expect(await read).toBe("old");
    expect(storage.steps.at(-1)).not.toBe("b synced");
  });

  it.each(["begin", "a", "commit"])("goes on after a failure at %s", async (step) => {
    storage.failing = step;
    await write("a");
    expect(storage.steps).not.toContain("sync");
    expect(storage.steps.slice(-2)).toEqual(["rollBack", "a FULL"]);
    storage.failing = undefined;
    expect(await lane.read(() => 1)).toBe(1);
    const next = write("b");
    await settle();
    await storage.end();
    await next;
    expect(storage.steps.at(-1)).toBe("b answered");
  });

  it("undoes work that throws, and throws the same", async () => {
    const wrong = new Error("the work is wrong");
    const broken = lane.write(() => {
      throw wrong;
    });
    await expect(broken).rejects.toBe(wrong);
    expect(storage.steps).toEqual(["begin", "rollBack"]);
    expect(gate.hasFailed).toBe(false);
  });

  it("ends with a sync that fails: no transaction begins, no read is answered", async () => {
    void write("a");
    void write("b");
    await settle();
    const read = lane.read(() => 1);
    const refused = expect(read).rejects.toMatchObject({ code: "FAILED", message: "no sync" });
    await storage.end(new StoreError("FAILED", "no sync"));
    await refused;
    expect(await gate.failed).toMatchObject({ message: "no sync" });
    await write("c");
    await expect(lane.read(() => 1)).rejects.toMatchObject({ message: "no sync" });
    expect(storage.steps.filter((step) => step === "begin" || step === "sync")).toEqual([
      ...["begin", "sync"],
    ]);
    expect(storage.steps.filter((step) => /FAILED/.test(step))).toEqual([
      ...["a FAILED", "b FAILED", "c FAILED"],
    ]);
    expect(storage.steps).not.toContain("a synced");
    await lane.drain();
  });

  it("tidies in a turn of its own, before the next transaction", async () => {
    storage.untidy = true;
    void write("a");
    void write("b");
    await settle();
    await storage.end();
    expect(storage.steps.at(-1)).toBe("a answered");
    expect(turns).toHaveLength(1);
    turns.pop()?.();
    await settle();
    const rest = storage.steps.slice(storage.steps.indexOf("a answered") + 1);
    expect(rest).toEqual(["tidy", "begin", "b", "commit", "b committed", "sync"]);
    await storage.end();
    expect(turns).toEqual([]);
  });

  it("is drained when all that was handed over has ended", async () => {
    void write("a");
    void write("b");
    let isDrained = false;
    const drained = lane.drain().then(() => {
      isDrained = true;
    });
    await settle();
    await storage.end();
    expect(isDrained).toBe(false);
    await storage.end();
    await drained;
    expect(storage.steps.at(-1)).toBe("b answered");
  });

  it("is not drained before what was handed over by what it waited for", async () => {
    const first = lane.write(() => void write("b"));
    const drained = lane.drain().then(() => storage.note("drained"));
    await settle();
    await storage.end();
    await first;
    expect(storage.steps).not.toContain("drained");
    await storage.end();
    await drained;
    expect(storage.steps.indexOf("b synced")).toBeLessThan(storage.steps.indexOf("drained"));
  });

  it("leaves it untidy when the store is closed meanwhile", async () => {
    storage.untidy = true;
    void write("a");
    await settle();
    gate.close();
    await storage.end();
    await lane.drain();
    expect(turns).toEqual([]);
    expect(storage.steps).not.toContain("tidy");
  });
});

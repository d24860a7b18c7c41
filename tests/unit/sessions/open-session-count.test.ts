import { describe, expect, test } from "vitest";
import { reasonName } from "../../../src/domain/rejection.ts";
import { OpenSessionCount } from "../../../src/sessions/open-session-count.ts";
import type { OpenCount } from "../../../src/store/store.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { otherOwner, scope } from "../../contract/store-fixtures.ts";

/** A store that counts `open` sessions, at revision `head`, when it is asked to answer. */
function countingStore(open: number, head = 0n) {
  const answers: (() => void)[] = [];
  const store = {
    open,
    countOpen: () => {
      const found = { count: store.open, revision: head };
      return new Promise<OpenCount>((resolve) => answers.push(() => resolve(found)));
    },
  };
  const answer = () => {
    for (const each of answers.splice(0)) each();
  };
  return { store: store as never, answer };
}

describe("OpenSessionCount", () => {
  test("lets exactly as many in as there is room for, however many ask at once", async () => {
    const { store, answer } = countingStore(2);
    const count = new OpenSessionCount(store, 5);
    const all = Array.from({ length: 20 }, () => count.reserve(scope));
    answer();
    const refused = (await Promise.all(all)).filter((each) => each !== undefined);
    expect(refused).toHaveLength(17);
    expect(refused.map((each) => each && reasonName(each.reason))).toContain(
      "SESSION_LIMIT_EXCEEDED",
    );
    expect(refused[0]?.metadata).toEqual({ limit: "5", open: "5" });
  });

  test("a place given back, or left by a session that ended, is free", async () => {
    const { store, answer } = countingStore(5);
    const count = new OpenSessionCount(store, 5);
    const first = count.check(scope);
    answer();
    expect(await first).toBeDefined();
    count.changed(scope, true, true, 9n);
    count.changed(scope, false, false, 10n);
    expect(await count.check(scope)).toBeDefined();
    count.changed(scope, true, false, 11n);
    expect(await count.reserve(scope)).toBeUndefined();
    expect(await count.reserve(scope)).toBeDefined();
    count.release(scope);
    expect(await count.check(scope)).toBeUndefined();
  });

  test("what the loaded count knows already is not counted twice", async () => {
    const { store, answer } = countingStore(5, 7n);
    const count = new OpenSessionCount(store, 5);
    const first = count.check(scope);
    count.changed(scope, true, false, 7n);
    answer();
    expect(await first).toBeDefined();
    count.changed(scope, true, false, 8n);
    expect(await count.check(scope)).toBeUndefined();
  });

  test("what ends while the count is loaded is counted, unless it was seen", async () => {
    const { store, answer } = countingStore(5, 7n);
    const count = new OpenSessionCount(store, 4);
    const first = count.check(scope);
    count.changed(scope, true, false, 7n);
    count.changed(scope, true, false, 8n);
    answer();
    expect((await first)?.metadata).toEqual({ limit: "4", open: "4" });
    count.changed(scope, true, false, 9n);
    expect(await count.check(scope)).toBeUndefined();
  });

  test("owners have places of their own, and zero is no limit", async () => {
    const { store, answer } = countingStore(1);
    const count = new OpenSessionCount(store, 1);
    const both = [count.reserve(scope), count.reserve(otherOwner)];
    answer();
    expect((await Promise.all(both)).every((each) => each !== undefined)).toBe(true);
    const free = new OpenSessionCount(store, 0);
    expect(await free.reserve(scope)).toBeUndefined();
    free.release(scope);
    expect(await free.check(scope)).toBeUndefined();
  });

  test("a count that could not be loaded is loaded again", async () => {
    let calls = 0;
    const store = {
      countOpen: async () => {
        calls += 1;
        if (calls === 1) throw new StoreError("FAILED", "a read failed");
        return { count: 0, revision: 0n };
      },
    };
    const count = new OpenSessionCount(store as never, 1);
    await expect(count.reserve(scope)).rejects.toThrow("a read failed");
    expect(await count.reserve(scope)).toBeUndefined();
  });
});

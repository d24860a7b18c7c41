import { describe, expect, it } from "vitest";
import { compareCursors, listCursor } from "../../../src/store/list-cursor.ts";
import { createAppend, orderBy, startNs } from "../../contract/store-fixtures.ts";

describe("listCursor", () => {
  it("holds the sort values in the order of the keys", () => {
    const { session } = createAppend("ses_a", { strategyId: "mean" });
    expect(listCursor(session, orderBy("strategy_id, update_time desc"))).toEqual([
      "mean",
      startNs,
      "ses_a",
    ]);
  });
});

describe("compareCursors", () => {
  const mixed = orderBy("create_time desc, session_id");

  it("goes key by key, each in its direction", () => {
    expect(compareCursors([2n, "b"], [1n, "a"], mixed)).toBeLessThan(0);
    expect(compareCursors([1n, "b"], [1n, "a"], mixed)).toBeGreaterThan(0);
    expect(compareCursors([1n, "a"], [1n, "a"], mixed)).toBe(0);
  });

  it("throws for positions of different orders", () => {
    expect(() => compareCursors(["a"], [1n], mixed)).toThrow("different orders");
  });
});

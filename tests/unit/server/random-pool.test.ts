import { expect, test } from "vitest";
import { createRandomPool } from "../../../src/server/random-pool.ts";

test("bytes have the size asked for and are never given out twice", () => {
  const take = createRandomPool();
  const seen = new Set<string>();
  for (let draw = 0; draw < 3_000; draw += 1) {
    const bytes = take(10);
    expect(bytes).toHaveLength(10);
    seen.add(Buffer.from(bytes).toString("hex"));
  }
  expect(seen.size).toBe(3_000);
});

test("draws beyond the size of the pool are whole", () => {
  const take = createRandomPool();
  take(1);
  const bytes = take(10_000);
  expect(bytes).toHaveLength(10_000);
  expect(new Set(bytes).size).toBeGreaterThan(200);
});

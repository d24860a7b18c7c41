import { expect, test } from "vitest";
import { tooMany } from "../../../src/sessions/feed-refusals.ts";
import { reconnectSpreadMs } from "../../../src/sessions/reconnect-spread.ts";

test("returns are spread over 2 s, and over 2 ms for each of more than a thousand", () => {
  expect([0, 1, 1_000, 1_001, 10_000].map(reconnectSpreadMs)).toEqual([
    2_000, 2_000, 2_000, 2_002, 20_000,
  ]);
});

test("those who are turned away are told different times, none of them at once", () => {
  expect([0, 0.25, 0.999_9].map((random) => tooMany(2, random).retryAfterMs)).toEqual([
    1_000, 1_500, 3_000,
  ]);
  expect(tooMany(10_000, 0.5).retryAfterMs).toBe(11_000);
  expect(tooMany(7, 0)).toMatchObject({ metadata: { limit: "7" } });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatInstant, NS_PER_DAY, NS_PER_SECOND } from "../../../src/domain/instant.ts";
import { seed } from "./filter/seed.ts";

test.each([
  [0n, "1970-01-01T00:00:00Z"],
  [-1n, "1969-12-31T23:59:59.999999999Z"],
  [946_909_800n * NS_PER_SECOND, "2000-01-03T14:30:00Z"],
  [946_909_800n * NS_PER_SECOND + 500_000_000n, "2000-01-03T14:30:00.500Z"],
  [946_909_800n * NS_PER_SECOND + 1_000n, "2000-01-03T14:30:00.000001Z"],
  [946_909_800n * NS_PER_SECOND + 1n, "2000-01-03T14:30:00.000000001Z"],
  [NS_PER_DAY * 11_016n - 1_000_000n, "2000-02-28T23:59:59.999Z"],
])("spells %s", (instant, text) => {
  expect(formatInstant(instant)).toBe(text);
});

test("agrees with the host to the millisecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_223_372_036_000, max: 9_223_372_036_000 }), (ms) => {
      const host = new Date(ms).toISOString().replace(".000Z", "Z");
      expect(formatInstant(BigInt(ms) * 1_000_000n)).toBe(host);
    }),
    { seed },
  );
});

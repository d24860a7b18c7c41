import { equals, isMessage } from "@bufbuild/protobuf";
import { TimestampSchema, timestampFromMs } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, timestampOf } from "../../../src/domain/timestamp.ts";
import { seed } from "./filter/seed.ts";

test.each([
  [0n, 0n, 0],
  [1n, 0n, 1],
  [-1n, -1n, 999_999_999],
  [-1_000_000_000n, -1n, 0],
  [-1_000_000_001n, -2n, 999_999_999],
  [1_583_157_600_000_000_001n, 1_583_157_600n, 1],
])("%s ns since 1970 are %s s and %i ns, never negative", (instant, seconds, nanos) => {
  const timestamp = timestampOf(instant);
  expect(isMessage(timestamp, TimestampSchema)).toBe(true);
  expect(timestamp).toMatchObject({ seconds, nanos });
});

test("is the timestamp of the runtime, and leads back to the instant", () => {
  const ms = fc.integer({ min: -8_000_000_000_000, max: 8_000_000_000_000 });
  fc.assert(
    fc.property(ms, (milliseconds) => {
      const instant = BigInt(milliseconds) * 1_000_000n;
      const timestamp = timestampOf(instant);
      expect(equals(TimestampSchema, timestamp, timestampFromMs(milliseconds))).toBe(true);
      expect(instantOf(timestamp)).toBe(instant);
    }),
    { seed },
  );
});

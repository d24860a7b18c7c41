import { expect, test } from "vitest";
import { RowInstants } from "../../../src/engine/row-instants.ts";

const second = 1_000_000_000n;
const known = new RowInstants(BigInt64Array.of(-second / 2n, second, second, 3n * second));

test("an instant as nanoseconds and as seconds", () => {
  expect([0, 1, 3].map((row) => known.at(row))).toEqual([-second / 2n, second, 3n * second]);
  expect([0, 1, 3].map((row) => known.seconds(row))).toEqual([-0.5, 1, 3]);
});

test("the first row at or after an instant, of those between two", () => {
  expect(known.firstFrom(second, 0, 4)).toBe(1);
  expect(known.firstFrom(second + 1n, 0, 4)).toBe(3);
  expect(known.firstFrom(second, 2, 4)).toBe(2);
  expect(known.firstFrom(9n * second, 0, 4)).toBe(4);
  expect(known.firstFrom(9n * second, 0, 2)).toBe(2);
});

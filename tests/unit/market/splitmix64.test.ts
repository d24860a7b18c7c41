import { expect, test } from "vitest";
import { SplitMix64 } from "../../../src/market/splitmix64.ts";

test("gives the published numbers of the seed 1234567", () => {
  // Rosetta Code, "Pseudo-random numbers/Splitmix64"; from the reference C implementation.
  const random = new SplitMix64(1_234_567n);
  expect(Array.from({ length: 5 }, () => random.next())).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test("takes the seed modulo 2^64", () => {
  expect(new SplitMix64(-1n).next()).toBe(new SplitMix64((1n << 64n) - 1n).next());
});

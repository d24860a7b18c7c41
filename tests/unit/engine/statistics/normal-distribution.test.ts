import { describe, expect, it } from "vitest";
import {
  normalProbability,
  normalQuantile,
} from "../../../../src/engine/statistics/normal-distribution.ts";

/** Values of published tables (M. Abramowitz and I. Stegun, tables 26.1 and 26.2). */
describe("the normal distribution", () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1, 0.158655253931457],
    [1.96, 0.97500210485178],
    [3, 0.99865010196837],
    [-5, 2.86651571879e-7],
    [5, 1 - 2.86651571879e-7],
  ])("has a probability up to %d of %d", (x, probability) => {
    expect(Math.abs(normalProbability(x) - probability)).toBeLessThan(1e-14);
  });

  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.01, -2.326347874040841],
    [0.05, -1.644853626951472],
  ])("has %d below %d", (probability, x) => {
    expect(normalQuantile(probability)).toBeCloseTo(x, 12);
  });

  it("ends at the infinities", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

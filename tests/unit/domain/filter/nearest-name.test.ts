import { expect, test } from "vitest";
import { didYouMean, nearestName } from "../../../../src/domain/filter/nearest-name.ts";

const names = ["RUNNING", "PAUSED", "STOPPED", "STOPPING"];

test.each([
  ["RUNNING", "RUNNING"],
  ["running", "RUNNING"],
  ["RUNING", "RUNNING"],
  ["RUNNNING", "RUNNING"],
  ["RUNNNNING", "RUNNING"],
  ["PAUSE", "PAUSED"],
  ["STOPPD", "STOPPED"],
  ["STOP", undefined],
  ["", undefined],
  ["ZZZZZZZ", undefined],
  ["RUNNING".repeat(100), undefined],
])("%s", (written, expected) => {
  expect(nearestName(written, names)).toBe(expected);
});

test("ties go to the earlier name", () => {
  expect(nearestName("bat", ["cat", "hat"])).toBe("cat");
});

test("no suggestion is no text", () => {
  expect(didYouMean("x", names)).toBe("");
  expect(didYouMean("PAUSD", names)).toBe('; did you mean "PAUSED"?');
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clockText,
  durationMessage,
  durationText,
  messageMs,
  parseDurationMs,
} from "../../../src/cli/duration-text.ts";

const seed = Number(process.env.FC_SEED ?? Date.now());

describe("durations", () => {
  test.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["1.5h", 5_400_000],
    ["2m", 120_000],
    ["1d", 86_400_000],
    ["0s", 0],
    ["5", undefined],
    ["-1s", undefined],
    ["1e3s", undefined],
    ["s", undefined],
    ["1 s", undefined],
    ["", undefined],
  ])("%j is %s ms", (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });

  test("messages keep milliseconds exactly", () => {
    fc.assert(
      fc.property(fc.nat(1e9), (ms) => {
        expect(messageMs(durationMessage(ms))).toBe(ms);
      }),
      { seed },
    );
  });

  test.each([
    [0, "0:00"],
    [2_001, "0:03"],
    [750_000, "12:30"],
    [3_723_000, "1:02:03"],
    [183_600_000, "2 d 03:00:00"],
  ])("%s ms on a clock: %s", (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });

  test.each([
    [250, "250 ms"],
    [3_200, "3.2 s"],
    [60_000, "1 min"],
    [310_000, "5 min 10 s"],
    [3_600_000, "1 h"],
    [273_600_000, "3 d 4 h"],
  ])("%s ms in words: %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

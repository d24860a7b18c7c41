import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRfc3339 } from "../../../../src/domain/filter/rfc3339.ts";
import { seed } from "./seed.ts";

const nsOf = (text: string) => {
  const parsed = parseRfc3339(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.instant;
};

describe("accepted", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0n],
    ["1970-01-01t00:00:00z", 0n],
    ["1970-01-01T00:00:00.000000001Z", 1n],
    ["1969-12-31T23:59:59.999999999Z", -1n],
    ["1969-12-31T23:59:59.5Z", -500_000_000n],
    ["1970-01-01T00:00:00-00:00", 0n],
    ["1970-01-01T05:30:00+05:30", 0n],
    ["1969-12-31T18:00:00-06:00", 0n],
    ["2000-02-29T00:00:00Z", 951_782_400_000_000_000n],
    ["1677-09-21T00:12:43.145224192Z", -(2n ** 63n)],
    ["2262-04-11T23:47:16.854775807Z", 2n ** 63n - 1n],
    ["2262-04-12T01:47:16.854775807+02:00", 2n ** 63n - 1n],
  ])("%s", (text, expected) => {
    expect(nsOf(text)).toBe(expected);
  });
});

describe("refused", () => {
  test.each([
    ["", "a time is written as in"],
    ["2026-01-05", "as in 2026-01-05T00:00:00Z"],
    ["2026-01-05 00:00:00Z", "a time is written as in"],
    ["2026-01-05T00:00:00", "a time is written as in"],
    ["2026-01-05T00:00Z", "a time is written as in"],
    ["2026-01-05T00:00:00.Z", "a time is written as in"],
    ["2026-01-05T00:00:00,5Z", "a time is written as in"],
    ["2026-01-05T00:00:00+0500", "a time is written as in"],
    ["2026-01-05T00:00:00Z ", "a time is written as in"],
    ["٢٠٢٦-01-05T00:00:00Z", "a time is written as in"],
    ["2026-00-05T00:00:00Z", "there is no date 2026-00-05"],
    ["2026-13-05T00:00:00Z", "there is no date 2026-13-05"],
    ["2026-01-00T00:00:00Z", "there is no date 2026-01-00"],
    ["2026-04-31T00:00:00Z", "there is no date 2026-04-31"],
    ["2026-02-29T00:00:00Z", "there is no date 2026-02-29"],
    ["1900-02-29T00:00:00Z", "there is no date 1900-02-29"],
    ["2026-01-05T24:00:00Z", "there is no time 24:00:00"],
    ["2026-01-05T00:60:00Z", "there is no time 00:60:00"],
    ["2016-12-31T23:59:60Z", "leap second"],
    ["2026-01-05T00:00:61Z", "there is no time 00:00:61"],
    ["2026-01-05T00:00:00.0000000001Z", "at most nine digits"],
    ["2026-01-05T00:00:00+24:00", "there is no offset +24:00"],
    ["2026-01-05T00:00:00-05:60", "there is no offset -05:60"],
    ["1677-09-21T00:12:43.145224191Z", "between 1677-09-21T00:12:43.145224192Z and 2262-04-11"],
    ["2262-04-11T23:47:16.854775808Z", "an instant lies between"],
    ["0001-01-01T00:00:00Z", "an instant lies between"],
    ["9999-12-31T23:59:59Z", "an instant lies between"],
  ])("%s", (text, message) => {
    expect(parseRfc3339(text)).toMatchObject({ ok: false });
    expect(parseRfc3339(text)).toMatchObject({ message: expect.stringContaining(message) });
  });
});

test("reads what the platform's own calendar writes, at any offset", () => {
  const range = { min: -9_223_372_000n, max: 9_223_372_000n };
  const nines = { min: 0, max: 999_999_999 };
  const minutes = { min: -1439, max: 1439 };
  fc.assert(
    fc.property(
      fc.bigInt(range),
      fc.integer(nines),
      fc.integer(minutes),
      (second, ns, offsetMinutes) => {
        const local = new Date((Number(second) + offsetMinutes * 60) * 1000).toISOString();
        const [hours, rest] = [Math.abs(offsetMinutes / 60) | 0, Math.abs(offsetMinutes % 60)];
        const digits = [hours, rest].map((value) => String(value).padStart(2, "0")).join(":");
        const offset = `${offsetMinutes < 0 ? "-" : "+"}${digits}`;
        const text = `${local.slice(0, 19)}.${String(ns).padStart(9, "0")}${offset}`;
        expect(nsOf(text)).toBe(second * 1_000_000_000n + BigInt(ns));
      },
    ),
    { seed, numRuns: 2000 },
  );
});

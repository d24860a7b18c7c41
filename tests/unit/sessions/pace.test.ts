import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { PaceSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { openTimeBetween, paceClock } from "../../../src/sessions/pace.ts";

const calendar = (id: string) => {
  const found = findCalendar(id);
  if (found === undefined) throw new Error(`no calendar ${id}`);
  return found;
};
const newYork = calendar("XNYS");
const always = calendar("24x7");
const at = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;
const pace = (kind: NonNullable<MessageInitShape<typeof PaceSchema>["kind"]>) =>
  create(PaceSchema, { kind });
const hours = (ns: bigint) => Number(ns) / 3.6e12;

describe("openTimeBetween", () => {
  test.each([
    ["within a session", "2019-07-01T14:00:00Z", "2019-07-01T15:30:00Z", 1.5],
    ["over a night", "2019-07-01T19:00:00Z", "2019-07-02T14:30:00Z", 2],
    ["over a weekend", "2019-07-05T19:00:00Z", "2019-07-08T14:30:00Z", 2],
    ["over a half-day and a holiday", "2019-07-02T20:00:00Z", "2019-07-05T13:30:00Z", 3.5],
    ["while it is closed", "2019-07-06T00:00:00Z", "2019-07-07T23:00:00Z", 0],
    ["over the change of the clocks", "2019-03-08T20:00:00Z", "2019-03-11T14:30:00Z", 2],
    ["nothing", "2019-07-01T14:00:00Z", "2019-07-01T14:00:00Z", 0],
    ["backwards", "2019-07-01T15:00:00Z", "2019-07-01T14:00:00Z", 0],
  ])("New York, %s", (_name, from, to, expected) => {
    expect(hours(openTimeBetween([newYork], at(from), at(to)))).toBe(expected);
  });

  test("of several venues, each moment in which any is open counts once", () => {
    const [from, to] = [at("2019-07-05T12:00:00Z"), at("2019-07-08T12:00:00Z")];
    expect(hours(openTimeBetween([newYork, always], from, to))).toBe(72);
    expect(hours(openTimeBetween([always, newYork], from, to))).toBe(72);
    expect(hours(openTimeBetween([newYork], from, to))).toBe(6.5);
  });
});

describe("paceClock", () => {
  const opens = at("2019-07-03T13:30:00Z");
  const slices = [at("2019-07-03T17:00:00Z"), at("2019-07-05T20:00:00Z")];

  test("as fast as it can: everything is due at once, and so it is by default", () => {
    for (const asked of [undefined, pace({ case: "asFast", value: true })]) {
      const due = paceClock(asked, [newYork], opens);
      expect(slices.map(due)).toEqual([0, 0]);
    }
  });

  test("a speed: open time over the speed, summed up", () => {
    const due = paceClock(pace({ case: "speed", value: 60 }), [newYork], opens);
    expect(slices.map(due)).toEqual([3.5 * 60_000, 10 * 60_000]);
  });

  test("a speed from the middle of a day on: only what is left of it", () => {
    const due = paceClock(
      pace({ case: "speed", value: 3_600 }),
      [newYork],
      at("2019-07-03T16:00:00Z"),
    );
    expect(slices.map(due)).toEqual([1_000, 7_500]);
  });

  test("an interval: one for each slice, whatever lies between them", () => {
    const value = { seconds: 1n, nanos: 500_000_000 };
    const due = paceClock(pace({ case: "intervalPerSlice", value }), [newYork], opens);
    expect(slices.map(due)).toEqual([1_500, 3_000]);
  });
});

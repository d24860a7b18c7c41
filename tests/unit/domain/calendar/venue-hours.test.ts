import { describe, expect, test } from "vitest";
import { minutesOf, VenueHours } from "../../../../src/domain/calendar/venue-hours.ts";
import { ALWAYS_OPEN } from "../../../../src/domain/calendar/venues/always-open.ts";
import { epochDayOf } from "../../../../src/domain/trading-date.ts";

const plain = { earlyClose: undefined, lateOpen: undefined, followsFullSession: true };
const day = epochDayOf(20240605);
const venue = {
  ...ALWAYS_OPEN,
  hours: { open: "09:00", break: ["12:00", "13:00"], close: "16:00" },
} as const;
const times = (change: object, special: object = {}, kind: "regular" | "extended" = "regular") =>
  new VenueHours({ ...venue, ...change }, kind).on(day, { ...plain, ...special });

test("times are minutes from the midnight of the session's date", () => {
  expect(minutesOf("09:30")).toBe(570);
  expect(minutesOf("24:00")).toBe(1_440);
  expect(minutesOf("-1d 17:00")).toBe(-420);
  expect(() => minutesOf("9:30")).toThrow('"9:30" is not a local time');
  expect(() => minutesOf("09:75")).toThrow("is not a local time");
});

describe("a special session", () => {
  const lunch = [720, 780];

  test.each([
    [{}, { open: 540, close: 960, break: lunch }],
    [{ earlyClose: "14:00" }, { open: 540, close: 840, break: lunch }],
    [{ earlyClose: "break" }, { open: 540, close: 720, break: undefined }],
    [{ earlyClose: "12:00" }, { open: 540, close: 720, break: undefined }],
    // An end within the break is that of the morning: there was nothing to end after it.
    [{ earlyClose: "12:30" }, { open: 540, close: 720, break: undefined }],
    [{ earlyClose: "13:00" }, { open: 540, close: 720, break: undefined }],
    [{ earlyClose: "11:00" }, { open: 540, close: 660, break: undefined }],
    [{ lateOpen: "10:00" }, { open: 600, close: 960, break: lunch }],
    [{ lateOpen: "12:00" }, { open: 780, close: 960, break: undefined }],
    [{ lateOpen: "13:30" }, { open: 810, close: 960, break: undefined }],
    [
      { lateOpen: "10:00", earlyClose: "15:00" },
      { open: 600, close: 900, break: lunch },
    ],
  ])("with %o", (special, expected) => {
    expect(times({}, special)).toMatchObject(expected);
  });
});

test("former hours hold up to their last date", () => {
  const formerHours = [
    { until: "2024-06-03", open: "08:00", close: "10:00" },
    { until: "2024-06-04", open: "08:00", close: "11:00" },
  ];
  const closes = [-2, -1, 0].map((shift) =>
    new VenueHours({ ...venue, formerHours } as never, "regular").on(day + shift, plain),
  );
  expect(closes.map(({ close }) => close)).toEqual([600, 660, 960]);
});

test("an evening counts after a full session only", () => {
  const hours = { evening: ["-1d 15:30", "-1d 16:30"], open: "-1d 17:00", close: "15:15" };
  expect(times({ hours })).toEqual({ open: -510, close: 915, break: [-450, -420] });
  expect(times({ hours }, { followsFullSession: false })).toMatchObject({
    open: -420,
    close: 915,
    break: undefined,
  });
});

test("extended hours hold from their first date, and end earlier on short days", () => {
  const extendedHours = [
    { since: "2024-06-05", open: "07:00", close: "20:00", closeAfterEarlyClose: "17:00" },
    { since: "2024-06-06", open: "04:00", close: "20:00", closeAfterEarlyClose: "17:00" },
  ];
  expect(times({ extendedHours })).toMatchObject({ open: 540, close: 960 });
  expect(times({ extendedHours }, {}, "extended")).toMatchObject({ open: 420, close: 1_200 });
  expect(times({ extendedHours }, { earlyClose: "14:00" }, "extended")).toMatchObject({
    open: 420,
    close: 1_020,
  });
  const later = extendedHours.slice(1);
  expect(times({ extendedHours: later }, {}, "extended")).toMatchObject({ open: 540, close: 960 });
});

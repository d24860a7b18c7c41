import { expect, test } from "vitest";
import { agoText } from "../../../src/cli/time-text.ts";

test("a time that is yet to come is now", () => {
  const time = { $typeName: "google.protobuf.Timestamp", seconds: 10n, nanos: 0 } as const;
  expect(agoText(time, 9_000)).toBe("now");
  expect(agoText(time, 70_000)).toBe("1 min ago");
  expect(agoText(undefined, 0)).toBe("");
});

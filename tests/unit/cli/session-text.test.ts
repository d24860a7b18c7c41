import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ProgressSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { percentText } from "../../../src/cli/session-text.ts";

test("the percentage reaches 100 only at the end", () => {
  const percent = (barrier: bigint, barrierTotal: bigint) =>
    percentText(create(ProgressSchema, { barrier, barrierTotal }));
  expect(percent(99_999n, 100_000n)).toBe("99 %");
  expect(percent(5n, 5n)).toBe("100 %");
  expect(percent(5n, 0n)).toBe("");
  expect(percentText(undefined)).toBe("");
});

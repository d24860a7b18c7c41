import { expect, test } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { onOneLine } from "../../../src/rpc/one-line.ts";

test("what was sent with line breaks is quoted without them; what programs read stays", () => {
  const refused = {
    reason: ErrorReason.VALIDATION_FAILED,
    message: "update_mask: `a\r\nb` is not\u2028a field",
    metadata: { path: "a\nb" },
    violations: [
      {
        ...{ field: "a\nb", reason: ErrorReason.INVALID_VALUE },
        ...{ message: "is\0bad", suggestion: "one\u0085line" },
      },
      { field: "c", reason: ErrorReason.FIELD_REQUIRED, message: "is missing" },
    ],
  };
  expect(onOneLine(refused)).toEqual({
    ...refused,
    message: "update_mask: `a b` is not a field",
    violations: [
      { ...refused.violations[0], message: "is bad", suggestion: "one line" },
      refused.violations[1],
    ],
  });
});

test("a refusal without violations has none", () => {
  const refused = { reason: ErrorReason.CONFLICT, message: "a\nb", metadata: {} };
  expect(onOneLine(refused)).toEqual({ ...refused, message: "a b" });
});

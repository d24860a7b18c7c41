import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type FieldViolation,
  fulfil,
  reasonName,
  refuse,
  rejectField,
  rejectFields,
} from "../../../src/domain/rejection.ts";

const noSymbol: FieldViolation = {
  field: "spec.symbols[0]",
  reason: ErrorReason.INVALID_SYMBOL,
  message: "`SPX` is not in the catalog",
  suggestion: "SP500",
};
const twice: FieldViolation = {
  field: "spec.symbols[2]",
  reason: ErrorReason.INVALID_SYMBOL,
  message: "`SP500` is given twice",
};
const poor: FieldViolation = {
  field: "spec.initial_capital",
  reason: ErrorReason.INSUFFICIENT_CAPITAL,
  message: "1 is too little",
  metadata: { minimum: "1000" },
};

describe("a refusal for bad fields", () => {
  test("of one reason has that reason and its facts", () => {
    expect(rejectField(poor)).toEqual({
      reason: ErrorReason.INSUFFICIENT_CAPITAL,
      message: "spec.initial_capital: 1 is too little",
      metadata: { minimum: "1000", fields: "spec.initial_capital" },
      violations: [poor],
    });
  });

  test("names every field and says what would be right", () => {
    expect(rejectFields([noSymbol, twice])).toEqual({
      reason: ErrorReason.INVALID_SYMBOL,
      message:
        "spec.symbols[0]: `SPX` is not in the catalog (expected SP500); " +
        "spec.symbols[2]: `SP500` is given twice",
      metadata: { fields: "spec.symbols[0],spec.symbols[2]" },
      violations: [noSymbol, twice],
    });
  });

  test("of several reasons is VALIDATION_FAILED", () => {
    expect(rejectFields([poor, noSymbol])).toEqual({
      reason: ErrorReason.VALIDATION_FAILED,
      message:
        "2 fields are bad: spec.initial_capital: 1 is too little; " +
        "spec.symbols[0]: `SPX` is not in the catalog (expected SP500)",
      metadata: { fields: "spec.initial_capital,spec.symbols[0]" },
      violations: [poor, noSymbol],
    });
  });

  test("needs a bad field", () => {
    expect(() => rejectFields([])).toThrow("needs a bad field");
  });
});

test("reasons are named as they are published", () => {
  expect(reasonName(ErrorReason.ETAG_MISMATCH)).toBe("ETAG_MISMATCH");
  expect(reasonName(9_999 as ErrorReason)).toBe("9999");
});

test("an outcome is a value or a refusal", () => {
  const rejection = rejectField(poor);
  expect(fulfil(7)).toEqual({ ok: true, value: 7 });
  expect(refuse(rejection)).toEqual({ ok: false, rejection });
});

import { expect, test } from "vitest";
import { SessionStateSchema, TradingStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName, enumNames, findEnumValue } from "../../../src/domain/enum-name.ts";

test("names have no prefix", () => {
  expect(enumName(SessionStateSchema, 1)).toBe("READY");
  expect(enumName(SessionStateSchema, 0)).toBe("UNSPECIFIED");
});

test.each([99, -1, 1.5])("the number %s has no name and is given in digits", (value) => {
  expect(enumName(SessionStateSchema, value)).toBe(String(value));
});

test("all names, without the zero value, in the order of the contract", () => {
  expect(enumNames(TradingStateSchema)).toEqual(["ACTIVE", "REDUCING", "HALTED"]);
});

test("values are found by either name", () => {
  expect(findEnumValue(SessionStateSchema, "PAUSED")).toBe(4);
  expect(findEnumValue(SessionStateSchema, "SESSION_STATE_PAUSED")).toBe(4);
});

test.each(["paused", "", "SESSION_STATE_", "constructor", "4"])("%j is no name", (name) => {
  expect(findEnumValue(SessionStateSchema, name)).toBeUndefined();
});

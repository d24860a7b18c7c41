import { expect, test } from "vitest";
import { SessionStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { isFinal } from "../../../src/client/is-final.ts";
import { finalStates } from "../../../src/domain/session/transitions.ts";

test("a state is final where the server makes no move from it", () => {
  const final = SessionStateSchema.values.map(({ number }) => number).filter(isFinal);
  expect(final.toSorted()).toEqual(finalStates.toSorted());
  expect(final).toHaveLength(3);
});

test("a state that is not known yet is not final", () => {
  expect(isFinal(99)).toBe(false);
});

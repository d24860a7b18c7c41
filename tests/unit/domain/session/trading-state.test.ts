import { expect, test } from "vitest";
import { SessionState, TradingState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { lifecycleCap } from "../../../../src/domain/session/trading-state.ts";

test.each([
  ["RUNNING", TradingState.ACTIVE],
  ["PAUSED", TradingState.REDUCING],
  ["READY", TradingState.HALTED],
  ["STARTING", TradingState.HALTED],
  ["SUSPENDED", TradingState.HALTED],
  ["STOPPING", TradingState.HALTED],
  ["STOPPED", TradingState.HALTED],
  ["COMPLETED", TradingState.HALTED],
  ["FAILED", TradingState.HALTED],
  ["RECOVERING", TradingState.HALTED],
  ["UNSPECIFIED", TradingState.HALTED],
] as const)("%s", (state, cap) => {
  expect(lifecycleCap(SessionState[state])).toBe(cap);
});

import { expect, test } from "vitest";
import { readScenarios } from "./read-scenarios.ts";
import { parseScenarios } from "./scenario.ts";

test("all scenarios can be read", () => {
  const names = readScenarios().map(({ name }) => name.replace(/\/.*/, ""));
  expect(new Set(names)).toEqual(
    new Set(["connect", "drive", "errors", "unary", "values", "watch"]),
  );
});

test("all that is wrong with a file is said at once, with its place", () => {
  const bad = {
    name: "Watch/Nothing",
    why: "A reason of some length.",
    sever: "grpc",
    calls: [
      { method: "SessionService/GetSesion", steps: [{ stall: true }] },
      { method: "SessionService/GetSession", steps: [{ stall: true, reset: "CANCEL" }] },
      { method: "SessionService/GetSession", steps: [{ pauseMs: 5 }] },
    ],
    action: { finalStates: [1], ticks: [] },
    result: { error: { message: "(" } },
  };
  const problems = [
    "0.name: Invalid string",
    "0.calls.0.method: Invalid option",
    "0.calls.1.steps.0: a step is exactly one thing",
    "0.calls.2.steps: the last step, and no other, is",
    "0.action: an action is exactly one thing",
    "0.result.error.message: no regular expression",
    'Unrecognized key: "sever"',
  ];
  for (const problem of problems) {
    expect(() => parseScenarios("bad.json", [bad])).toThrow(problem);
  }
});

test("a scenario that demands nothing is none", () => {
  const idle = { name: "watch/idle", why: "A reason of some length." };
  const scenario = { ...idle, action: { watch: { stopAfter: 1 } }, result: {} };
  expect(() => parseScenarios("idle.json", [scenario])).toThrow("nothing is demanded");
});

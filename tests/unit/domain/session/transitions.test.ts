import { describe, expect, test } from "vitest";
import {
  SessionState as S,
  SessionStateSchema,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import {
  allStates,
  finalStates,
  findTransition,
  initialState,
  isOpen,
  legalCommands,
  legalStates,
  openStates,
  transitions,
} from "../../../../src/domain/session/transitions.ts";

describe("states", () => {
  test("every state of the contract is either open or final", () => {
    const published = SessionStateSchema.values.map(({ number }) => number).filter((n) => n !== 0);
    expect([...allStates].sort()).toEqual([...published].sort());
    expect(new Set(allStates).size).toBe(allStates.length);
    for (const state of allStates) expect(isOpen(state)).toBe(!finalStates.includes(state));
    expect([...openStates, ...finalStates]).toEqual(allStates);
  });

  test("a session begins READY", () => {
    expect(initialState).toBe(S.READY);
  });
});

describe("rows", () => {
  test("no command has two rows for a state", () => {
    const pairs = transitions.flatMap((row) => row.from.map((from) => `${row.command} ${from}`));
    expect(pairs).toHaveLength(new Set(pairs).size);
  });

  test("nothing moves a session out of a final state", () => {
    const moves = transitions.filter(({ to }) => to !== "same").flatMap((row) => row.from);
    for (const state of finalStates) expect(moves).not.toContain(state);
  });

  test("every state but READY, STARTING and STOPPING is the target of a move", () => {
    const targets = new Set(transitions.map(({ to }) => to));
    const missing = allStates.filter((state) => !targets.has(state));
    expect(missing).toEqual([S.READY, S.STARTING, S.STOPPING]);
  });

  test("every open state has a way to a final one", () => {
    const ends = new Set<S>(finalStates);
    for (const _ of allStates) {
      for (const row of transitions) {
        if (row.to !== "same" && ends.has(row.to)) for (const from of row.from) ends.add(from);
      }
    }
    expect([...ends].sort()).toEqual([...allStates].sort());
  });
});

describe("questions", () => {
  test("findTransition", () => {
    expect(findTransition("Pause", S.RUNNING)?.to).toBe(S.PAUSED);
    expect(findTransition("Pause", S.PAUSED)).toBeUndefined();
    expect(findTransition("Create", S.READY)).toBeUndefined();
    expect(findTransition("Stop", 99 as S)).toBeUndefined();
  });

  test("legalStates", () => {
    expect(legalStates("Resume")).toEqual([S.PAUSED, S.SUSPENDED]);
    expect(legalStates("Delete")).toEqual([S.READY, S.STOPPED, S.COMPLETED, S.FAILED]);
    expect(legalStates("Create")).toEqual([]);
  });

  test("legalCommands are those of clients", () => {
    expect(legalCommands(S.READY)).toEqual([
      ...["Start", "Stop", "Update", "Delete", "SetTradingState"],
    ]);
    expect(legalCommands(S.RUNNING)).toEqual(["Pause", "Stop", "Update", "SetTradingState"]);
    expect(legalCommands(S.COMPLETED)).toEqual(["Update", "Delete"]);
  });
});

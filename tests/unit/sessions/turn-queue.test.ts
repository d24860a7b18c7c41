import { expect, test } from "vitest";
import { TurnQueue } from "../../../src/sessions/turn-queue.ts";

test("one task for each round, first come, first served", () => {
  const rounds: (() => void)[] = [];
  const queue = new TurnQueue({ yieldTo: (task) => rounds.push(task) });
  const ran: string[] = [];
  for (const name of ["a", "b", "c"]) queue.enqueue(() => ran.push(name));
  expect(rounds).toHaveLength(1);
  rounds.shift()?.();
  expect(ran).toEqual(["a"]);
  expect(rounds).toHaveLength(1);
  queue.enqueue(() => ran.push("d"));
  expect(rounds).toHaveLength(1);
  for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) round();
  expect(ran).toEqual(["a", "b", "c", "d"]);
});

test("a task that comes again waits behind the others, and a failure holds up nobody", () => {
  const rounds: (() => void)[] = [];
  const queue = new TurnQueue({ yieldTo: (task) => rounds.push(task) });
  const ran: string[] = [];
  queue.enqueue(() => {
    ran.push("first");
    queue.enqueue(() => ran.push("again"));
  });
  queue.enqueue(() => {
    throw new Error("defect");
  });
  queue.enqueue(() => ran.push("last"));
  rounds.shift()?.();
  expect(() => rounds.shift()?.()).toThrow("defect");
  for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) round();
  expect(ran).toEqual(["first", "last", "again"]);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeWithin } from "../../../src/server/close-within.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Closes within ten seconds; gives what was done, each with the time at which it was. */
function closing(closesAfter: "interruptStreams" | "endCalls" | "cutOff", graceMs = 10_000) {
  const startMs = performance.now();
  const done: string[] = [];
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const step = (name: string) => () => {
    done.push(`${name} ${performance.now() - startMs}`);
    if (name === closesAfter) resolve();
  };
  const all = closeWithin(graceMs, {
    closed,
    interruptStreams: step("interruptStreams"),
    endCalls: step("endCalls"),
    cutOff: step("cutOff"),
  });
  return { done, all, resolve };
}

describe("a transport that closes", () => {
  it("waits for calls that end by themselves, and no longer", async () => {
    const { done, all, resolve } = closing("cutOff");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(done).toEqual(["interruptStreams 0"]);
    resolve();
    await all;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends calls in time for their statuses, and cuts off the rest when the grace is over", async () => {
    const { done, all } = closing("cutOff");
    await vi.advanceTimersByTimeAsync(10_000);
    await all;
    expect(done).toEqual(["interruptStreams 0", "endCalls 9750", "cutOff 10000"]);
  });

  it("does not wait for the end of the grace once calls were ended", async () => {
    const { done, all } = closing("endCalls");
    await vi.advanceTimersByTimeAsync(9_750);
    await all;
    expect(done).toEqual(["interruptStreams 0", "endCalls 9750", "cutOff 9750"]);
  });

  it.each([0, 100, 250])("leaves time for statuses after a grace of %i ms", async (graceMs) => {
    const { done, all } = closing("cutOff", graceMs);
    await vi.runAllTimersAsync();
    await all;
    expect(done).toEqual(["interruptStreams 0", "endCalls 0", "cutOff 250"]);
  });
});

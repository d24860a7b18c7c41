import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { sleep, systemRuntime } from "../../../src/client/runtime.ts";
import { ManualRuntime } from "./manual-runtime.ts";

test("a sleep that is over leaves nothing at the signal, which lives as long as its client", async () => {
  const runtime = new ManualRuntime();
  const { signal } = new AbortController();
  const slept = sleep(runtime, 100, signal);
  runtime.advance(100);
  await slept;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("a sleep that is ended leaves no timer, which would keep the process alive", async () => {
  const runtime = new ManualRuntime();
  const caller = new AbortController();
  const slept = sleep(runtime, 60_000, caller.signal);
  caller.abort();
  await slept;
  expect(runtime.pending).toBe(0);
});

test("time that somebody sets is not the time of deadlines", () => {
  const before = systemRuntime.monotonicMs();
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  try {
    expect(systemRuntime.monotonicMs()).toBeGreaterThanOrEqual(before);
  } finally {
    vi.useRealTimers();
  }
});

test("who has left does not sleep", async () => {
  const runtime = new ManualRuntime();
  await sleep(runtime, 60_000, AbortSignal.abort());
  expect(runtime.waits).toEqual([]);
});

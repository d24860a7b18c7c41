import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GrpcCallClock } from "../../../src/server/grpc-call-clock.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const late: string[] = [];
  const clock: GrpcCallClock = new GrpcCallClock((wait) => late.push(wait));
  return { clock, late };
}

describe("a call's clock", () => {
  it("tells what was waited for in vain, each once, in time", () => {
    const { clock, late } = open();
    clock.start("deadline", 300);
    clock.start("body", 100);
    vi.advanceTimersByTime(99);
    expect(late).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(["body"]);
    vi.advanceTimersByTime(199);
    expect(late).toEqual(["body"]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(["body", "deadline"]);
    vi.advanceTimersByTime(10_000);
    expect(late).toEqual(["body", "deadline"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("forgets what has come", () => {
    const { clock, late } = open();
    clock.start("body", 100);
    clock.end("body");
    vi.advanceTimersByTime(1_000);
    expect(late).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("starts a wait anew", () => {
    const { clock, late } = open();
    clock.start("reader", 100);
    vi.advanceTimersByTime(60);
    clock.start("reader", 100);
    vi.advanceTimersByTime(99);
    expect(late).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(["reader"]);
  });

  it("waits longer than one timer of Node can", () => {
    const { clock, late } = open();
    const monthMs = 31 * 24 * 3_600_000;
    clock.start("deadline", monthMs);
    vi.advanceTimersByTime(monthMs - 1);
    expect(late).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(["deadline"]);
  });

  it("knows what is left", () => {
    const { clock } = open();
    expect(clock.leftMs("deadline")).toBeUndefined();
    clock.start("deadline", 500);
    vi.advanceTimersByTime(200);
    expect(clock.leftMs("deadline")).toBe(300);
  });

  it("ends with its call, also from within", () => {
    const late: string[] = [];
    const clock: GrpcCallClock = new GrpcCallClock((wait) => {
      late.push(wait);
      clock.stop();
    });
    clock.start("body", 10);
    clock.start("deadline", 20);
    vi.advanceTimersByTime(100);
    expect(late).toEqual(["body"]);
    clock.start("reader", 10);
    vi.advanceTimersByTime(100);
    expect(late).toEqual(["body"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

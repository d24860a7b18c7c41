import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HealthStatus } from "../../../src/rpc/health-status.ts";
import type { StoppableParts } from "../../../src/server/stop-server.ts";
import { stopServer } from "../../../src/server/stop-server.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server of which each part takes so many milliseconds to stop, and what it was told. */
function stoppable(
  takes: { haltMs?: number; upkeepMs?: number; transportsMs?: number; storeMs?: number } = {},
) {
  const told: string[] = [];
  const passed = (ms = 0) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const health = new HealthStatus();
  health.set("", 1);
  health.subscribe((_, status) => told.push(`health ${status}`));
  const parts = {
    health,
    transports: {
      drain: () => told.push("drain"),
      close: (graceMs: number) => {
        told.push(`close transports within ${graceMs}`);
        return passed(Math.min(takes.transportsMs ?? 0, graceMs));
      },
    },
    sessions: {
      halt: async () => {
        await passed(takes.haltMs);
        told.push("halted");
      },
      feed: {
        close: async (graceMs: number) => void told.push(`close feed within ${graceMs}`),
      },
      stop: () => passed(takes.upkeepMs),
    },
    store: {
      close: async () => {
        if (takes.storeMs !== undefined) await passed(takes.storeMs);
        told.push("store closed");
      },
    },
  };
  return { told, parts: parts as unknown as StoppableParts };
}

it("stops in the order that clients handle best, the store at last", async () => {
  const { told, parts } = stoppable({ haltMs: 300, transportsMs: 2_000 });
  const stopped = stopServer(parts, 10_000);
  await vi.advanceTimersByTimeAsync(2_299);
  expect(told).toEqual([
    ...["health 2", "drain", "halted"],
    ...["close feed within 9700", "close transports within 9700"],
  ]);
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  expect(told.at(-1)).toBe("store closed");
});

it("has one grace over all, whatever takes longer", async () => {
  const { told, parts } = stoppable({ haltMs: 4_000, transportsMs: 60_000, upkeepMs: 60_000 });
  const stopped = stopServer(parts, 10_000);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(told).not.toContain("store closed");
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  expect(told.at(-1)).toBe("store closed");
});

it("does not wait for a disk that does not answer, and says so", async () => {
  const never = Number.POSITIVE_INFINITY;
  const hung = { haltMs: 2 ** 31 - 1, upkeepMs: 2 ** 31 - 1, storeMs: 2 ** 31 - 1 };
  const { told, parts } = stoppable({ ...hung, transportsMs: never });
  let isClosed: boolean | undefined;
  void stopServer(parts, 10_000).then((closed) => {
    isClosed = closed;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toContain("close transports within 0");
  await vi.advanceTimersByTimeAsync(900);
  expect(isClosed).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  expect(isClosed).toBe(false);
});

it("gives a disk that answers time for what is still to be written, without any grace", async () => {
  const { told, parts } = stoppable({ haltMs: 400, storeMs: 400 });
  const stopped = stopServer(parts, 0);
  await vi.advanceTimersByTimeAsync(900);
  expect(await stopped).toBe(true);
  expect(told).toContain("halted");
  expect(told.at(-1)).toBe("store closed");
});

it("leaves no time for what comes after the grace", async () => {
  const { told, parts } = stoppable({ haltMs: 4_000 });
  const stopped = stopServer(parts, 1_000);
  await vi.runAllTimersAsync();
  await stopped;
  expect(told).toContain("close transports within 0");
});

/** Ways to repeat something, and what that took. */
import { setTimeout as pause } from "node:timers/promises";

/** What many repetitions took. */
export interface Timing {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Absent below a thousand calls: it would be the slowest one of them. */
  readonly p999Ms?: number;
}

/** When to stop: after a number of calls, or after a time. */
export type Extent = { readonly calls: number } | { readonly forMs: number };

/**
 * Makes calls of which `inFlight` wait at any time: each answer lets the next one go. Beforehand, a
 * tenth of that is done and not counted, for code to be compiled and caches to be filled; the
 * indexes go on from there.
 */
export async function closedLoop(
  extent: Extent,
  inFlight: number,
  call: (index: number) => Promise<unknown>,
): Promise<Timing> {
  const warmUp =
    "calls" in extent ? { calls: Math.ceil(extent.calls / 10) } : { forMs: extent.forMs / 10 };
  const { length } = await answer(warmUp, 0, inFlight, call);
  const rest = "calls" in extent ? { calls: extent.calls - length } : extent;
  const start = performance.now();
  const latencies = await answer(rest, length, inFlight, call);
  return timingOf(latencies, performance.now() - start);
}

async function answer(
  extent: Extent,
  first: number,
  inFlight: number,
  call: (index: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const latencies: number[] = [];
  const begin = performance.now();
  let made = 0;
  const goesOn = (): boolean =>
    "calls" in extent ? made < extent.calls : performance.now() - begin < extent.forMs;
  const worker = async (): Promise<void> => {
    while (goesOn()) {
      const index = first + made;
      made += 1;
      const start = performance.now();
      await call(index);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return latencies;
}

/**
 * Makes calls at an even rate, whether or not the ones before were answered, as users do who know
 * nothing of each other. A latency runs from the moment at which the call was due, so that what
 * made the caller late is in it (no coordinated omission). A tenth more is done first and not
 * counted.
 */
export async function openLoop(
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
  call: (index: number) => Promise<unknown>,
): Promise<Timing> {
  const counted = Math.round((perSecond * forMs) / 1_000);
  const warmUp = Math.ceil(counted / 10);
  const latencies: number[] = [];
  const start = performance.now();
  const dueMs = (index: number): number => start + (index * 1_000) / perSecond;
  const failed = Promise.withResolvers<never>();
  const make = async (index: number): Promise<void> => {
    await call(index);
    if (index >= warmUp) latencies.push(performance.now() - dueMs(index));
  };
  const makeAll = async (): Promise<void> => {
    const made: Promise<void>[] = [];
    for (let index = 0; index < warmUp + counted; index += 1) {
      // Timers are a millisecond late at times: whatever is due by then goes at once.
      const earlyMs = dueMs(index) - performance.now();
      if (earlyMs > 0) await pause(earlyMs);
      const one = make(index);
      one.catch(failed.reject);
      made.push(one);
    }
    await Promise.all(made);
  };
  await Promise.race([makeAll(), failed.promise]);
  return timingOf(latencies, performance.now() - dueMs(warmUp));
}

/** Repeats something that does not wait. The first tenth is not counted. */
export function repeated(count: number, task: (index: number) => unknown): Timing {
  const warmUp = Math.ceil(count / 10);
  for (let index = 0; index < warmUp; index += 1) task(index);
  const latencies: number[] = [];
  const start = performance.now();
  for (let index = warmUp; index < count; index += 1) {
    const before = performance.now();
    task(index);
    latencies.push(performance.now() - before);
  }
  return timingOf(latencies, performance.now() - start);
}

/** Sums latencies up. */
export function timingOf(latenciesMs: readonly number[], elapsedMs: number): Timing {
  const sorted = latenciesMs.toSorted((left, right) => left - right);
  const quantile = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
  return {
    perSecond: (latenciesMs.length * 1_000) / elapsedMs,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    ...(sorted.length < 1_000 ? {} : { p999Ms: quantile(0.999) }),
  };
}

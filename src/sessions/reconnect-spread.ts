/** Watchers that come back in a second, on average, after all of them were sent away. */
const returnsPerSecond = 500;
const leastMs = 2_000;

/**
 * The time over which so many watchers are asked to spread their return, in milliseconds: 2 s, and
 * for more than 1,000 of them 2 ms for each, which leaves room for other work beside their coming.
 */
export function reconnectSpreadMs(watchers: number): number {
  return Math.max(leastMs, (watchers * 1_000) / returnsPerSecond);
}

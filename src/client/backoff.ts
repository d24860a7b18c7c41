/** How long to wait between attempts. */
export interface Backoff {
  /** Upper end of the first wait, in milliseconds. */
  readonly initialMs: number;
  /** Upper end of every wait, in milliseconds. */
  readonly maximumMs: number;
}

/** Between the attempts of one call: short, because somebody waits and the deadline runs. */
export const callBackoff: Backoff = { initialMs: 100, maximumMs: 2_000 };

/** Between the streams of one watch: long enough not to press a server that is coming back. */
export const watchBackoff: Backoff = { initialMs: 200, maximumMs: 20_000 };

/**
 * The wait after so many failures in a row, in milliseconds: evenly drawn between 0 and a bound
 * that doubles with each failure ("full jitter"), so that clients that failed together do not come
 * back together. A wait that the server asked for comes on top.
 */
export function backoffMs(
  backoff: Backoff,
  failures: number,
  random: number,
  askedMs: number | undefined,
): number {
  const bound = Math.min(backoff.maximumMs, backoff.initialMs * 2 ** (failures - 1));
  return (askedMs ?? 0) + random * bound;
}

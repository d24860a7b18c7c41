/**
 * The UTC offsets of a time zone over a span, read once from the time-zone data that the runtime
 * carries (`Intl`), so that thousands of local times can be converted without asking it again.
 */
export class ZoneOffsets {
  readonly #changeSeconds: number[] = [];
  readonly #offsetSeconds: number[] = [];

  /**
   * Reads the offsets between two points in time, in seconds since 1970-01-01T00:00:00Z.
   * @throws RangeError when the runtime does not know the time zone.
   */
  constructor(timeZone: string, fromSecond: number, toSecond: number) {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    const offsetAt = (second: number) => parseOffset(format.format(second * 1_000));
    let known = fromSecond;
    this.#record(known, offsetAt(known));
    while (known < toSecond) {
      const probe = Math.min(known + PROBE_STEP_SECONDS, toSecond);
      const offset = offsetAt(probe);
      if (offset !== this.#offsetSeconds.at(-1)) {
        this.#record(findChange(offsetAt, known, probe), offset);
      }
      known = probe;
    }
  }

  /**
   * The point in time, in seconds since 1970, at which a wall clock in the zone shows a local time,
   * given as seconds from 1970-01-01 00:00 on that clock. A local time that occurs twice is the
   * first of the two; one that is skipped is moved forward by the length of the gap.
   */
  utcOfLocal(localSecond: number): number {
    const before = this.#offsetAt(localSecond - SECONDS_PER_DAY);
    const early = localSecond - before;
    if (this.#offsetAt(early) === before) return early;
    const late = localSecond - this.#offsetAt(localSecond + SECONDS_PER_DAY);
    return this.#offsetAt(late) === localSecond - late ? late : early;
  }

  #record(second: number, offset: number): void {
    this.#changeSeconds.push(second);
    this.#offsetSeconds.push(offset);
  }

  #offsetAt(second: number): number {
    let low = 0;
    let high = this.#changeSeconds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#changeSeconds[middle] ?? 0) <= second) low = middle;
      else high = middle - 1;
    }
    return this.#offsetSeconds[low] ?? 0;
  }
}

const SECONDS_PER_DAY = 86_400;
/**
 * Shorter than any time a zone has spent on one offset in this century (the shortest are the weeks
 * of Ramadan in Morocco), so that no pair of changes hides between two probes.
 */
const PROBE_STEP_SECONDS = 10 * SECONDS_PER_DAY;

/** The first second after `known` at which the offset is the one found at `probe`. */
function findChange(offsetAt: (second: number) => number, known: number, probe: number): number {
  const after = offsetAt(probe);
  let low = known;
  let high = probe;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** Reads the end of a formatted time: `GMT`, `GMT-05:00`, or `GMT-04:56:02` of old local times. */
function parseOffset(text: string): number {
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (match === null) throw new Error(`no UTC offset in the formatted time "${text}"`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -total : total;
}

/** The rows of a trap as the columns that an engine reads. */
import { NS_PER_DAY, NS_PER_MS } from "../../../src/domain/instant.ts";
import type { FeedBatch, FeedSeries } from "../../../src/engine/market-feed.ts";
import type { Track } from "./trap.ts";

const usualVolume = 1_000_000;

interface Row {
  readonly timeNs: bigint;
  readonly knownNs: bigint;
  readonly date: number;
  readonly prices: readonly number[];
  readonly quantities: readonly number[];
}

/** The tracks as series of a feed. Each call gives fresh ones. */
export function seriesOf(tracks: readonly Track[], year: number): readonly FeedSeries[] {
  const symbols = symbolsOf(tracks);
  return tracks.map((track) => ({
    symbol: symbols.indexOf(track.symbol),
    kind: track.kind,
    interval: track.kind.endsWith("bars") ? "1d" : "tick",
    batches: batchesOf(track, year),
  }));
}

/** The symbols of a tape, in its order. */
export function symbolsOf(tracks: readonly Track[]): readonly string[] {
  return [...new Set(tracks.map(({ symbol }) => symbol))];
}

/** When the last row of a track is known. */
export function endOf(track: Track, year: number): bigint {
  return track.rows.map((row) => readRow(track.kind, row, year)).at(-1)?.knownNs ?? 0n;
}

/** The instant of a date as `01-03` or `2021-01-03` and a time of day. */
export function instantAt(date: string, time: string, year: number): bigint {
  const isLater = time.startsWith("+");
  const clock = isLater ? time.slice(1) : time;
  const full = clock.length === 5 ? `${clock}:00` : clock;
  const milliseconds = Date.parse(`${fullDate(date, year)}T${full}Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`${date} ${time} is no instant`);
  return BigInt(milliseconds) * NS_PER_MS + (isLater ? NS_PER_DAY : 0n);
}

/** A date as `YYYY-MM-DD`. */
export function fullDate(date: string, year: number): string {
  return date.length === 5 ? `${year}-${date}` : date;
}

async function* batchesOf(track: Track, year: number): AsyncGenerator<FeedBatch> {
  const rows = track.rows.map((row) => readRow(track.kind, row, year));
  if (rows.length === 0) return;
  const column = (of: "prices" | "quantities") =>
    (rows[0]?.[of] ?? []).map((_, index) =>
      Float64Array.from(rows, (row) => row[of][index] ?? Number.NaN),
    );
  yield {
    kind: track.kind,
    length: rows.length,
    timeNs: BigInt64Array.from(rows, ({ timeNs }) => timeNs),
    knownNs: BigInt64Array.from(rows, ({ knownNs }) => knownNs),
    date: Int32Array.from(rows, ({ date }) => date),
    prices: column("prices"),
    quantities: column("quantities"),
    sides: new Int32Array(track.kind === "trades" ? rows.length : 0),
  };
}

function readRow(kind: Track["kind"], text: string, year: number): Row {
  const words = text.split(/\s+/).filter((word) => word !== "/");
  const dated = words.at(-1)?.startsWith("@") === true ? words.pop()?.slice(1) : undefined;
  const [day = "", ...rest] = words;
  const date = Number(fullDate(dated ?? day, year).replaceAll("-", ""));
  const isBar = kind.endsWith("bars");
  const hours = rest[0]?.includes(":") === true ? (rest.shift() ?? "") : "14:30-21:00";
  const [from = "", to = from] = hours.split("-");
  const numbers = rest.map(Number);
  if (numbers.some(Number.isNaN)) throw new Error(`"${text}" has a word that is no number`);
  const times = {
    timeNs: instantAt(day, from, year),
    knownNs: instantAt(day, isBar ? to : from, year),
    date,
  };
  return { ...times, ...valuesOf(kind, numbers) };
}

function valuesOf(
  kind: Track["kind"],
  numbers: readonly number[],
): Pick<Row, "prices" | "quantities"> {
  const count = { bars: 4, quote_bars: 8, trades: 1, quotes: 2 }[kind];
  const sizes = kind.startsWith("quote") ? 2 : 1;
  const quantities = numbers.slice(count);
  while (quantities.length < sizes) quantities.push(usualVolume);
  return { prices: numbers.slice(0, count), quantities };
}

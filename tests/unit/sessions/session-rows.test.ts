import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { FeedBatch } from "../../../src/engine/market-feed.ts";
import type { SeriesBatch } from "../../../src/market/series-catalog.ts";
import type { SeriesKey } from "../../../src/market/series-kind.ts";
import {
  type RowCatalog,
  type RowSelection,
  sessionRows,
  tradingOn,
} from "../../../src/sessions/session-rows.ts";
import { collect } from "../market/collect.ts";

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
const minuteNs = 60_000_000_000n;

function calendarOf(id: string, kind: "regular" | "extended" = "regular") {
  const calendar = findCalendar(id, kind);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

function ns(time: string): bigint {
  return BigInt(Date.parse(time)) * 1_000_000n;
}

/** A batch of minute bars that begin at these instants; their opens count them. */
function minuteBars(
  times: readonly bigint[],
  first: number,
  dates: readonly number[],
): SeriesBatch {
  const prices = [0, 1, 2, 3].map(() => Float64Array.from(times, (_, row) => first + row));
  return {
    kind: "bars",
    length: times.length,
    timeNs: BigInt64Array.from(times),
    knownNs: BigInt64Array.from(times, (time) => time + minuteNs),
    date: Int32Array.from(dates),
    prices,
    quantities: [Float64Array.from(times, () => 7)],
    sides: new Int32Array(),
  };
}

function catalogOf(batches: readonly SeriesBatch[]): RowCatalog {
  return {
    async *readSeries(_key, { fromNs = 0n, toNs = 0n } = {}) {
      for (const batch of batches) {
        expect(batch.timeNs[0]).toBeGreaterThanOrEqual(fromNs);
        expect(batch.timeNs[batch.length - 1]).toBeLessThan(toNs);
        yield batch;
      }
    },
  };
}

const key: SeriesKey = { symbol: "X", kind: "bars", interval: "1m" };

async function opens(
  batches: readonly SeriesBatch[],
  selection: RowSelection,
  asked: SeriesKey = key,
): Promise<readonly number[]> {
  const read = await collect<FeedBatch>(sessionRows(catalogOf(batches), asked, selection));
  for (const batch of read) {
    const columns = [batch.timeNs, batch.knownNs, batch.date, ...batch.prices, ...batch.quantities];
    for (const column of columns) expect(column).toHaveLength(batch.length);
    expect(batch.length).toBeGreaterThan(0);
  }
  return read.flatMap(({ prices }) => [...(prices[0] ?? [])]);
}

describe(`hours, FC_SEED=${seed}`, () => {
  test.each(["XNYS", "XTKS", "24x5", "CME_METALS"])(
    "of %s: what begins while it is open",
    async (id) => {
      const hours = calendarOf(id);
      const from = ns("2024-12-23T05:00:00Z");
      const minute = fc.integer({ min: 0, max: 60 * 24 * 10 });
      const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
      const property = fc.asyncProperty(
        fc.uniqueArray(minute, { minLength: 1, maxLength: 300 }),
        lengths,
        async (minutes, sizes) => {
          const times = minutes.sort((a, b) => a - b).map((each) => from + BigInt(each) * minuteNs);
          const batches: SeriesBatch[] = [];
          for (let at = 0; at < times.length; ) {
            const part = times.slice(at, at + (sizes[batches.length % sizes.length] ?? 1));
            batches.push(
              minuteBars(
                part,
                at,
                part.map(() => 20241224),
              ),
            );
            at += part.length;
          }
          const selection: RowSelection = {
            ...{ firstDate: 20241222, lastDate: 20250106, adjustment: "RAW", calendar: hours },
            stretches: tradingOn(hours, 20241222, 20250106),
          };
          const expected = times.flatMap((time, row) => (hours.isOpen(time) ? [row] : []));
          expect(await opens(batches, selection)).toEqual(expected);
          const all = await opens(batches, { ...selection, stretches: undefined });
          expect(all).toEqual(times.map((_, row) => row));
        },
      );
      await fc.assert(property, { seed, numRuns: 60 });
    },
  );

  test("regular ones end at a half day's early close, extended ones four hours later", async () => {
    // 2024-12-24 New York closes at 13:00 (18:00Z), and after-hours trading ends at 17:00 (22:00Z).
    const times = ["13:59", "14:29", "14:30", "17:59", "18:00", "21:59", "22:00"].map((time) =>
      ns(`2024-12-24T${time}:00Z`),
    );
    const bars = [
      minuteBars(
        times,
        0,
        times.map(() => 20241224),
      ),
    ];
    const selection = (kind: "regular" | "extended"): RowSelection => ({
      ...{ firstDate: 20241224, lastDate: 20241224, adjustment: "RAW" },
      calendar: calendarOf("XNYS"),
      stretches: tradingOn(calendarOf("XNYS", kind), 20241224, 20241224),
    });
    expect(await opens(bars, selection("regular"))).toEqual([2, 3]);
    expect(await opens(bars, selection("extended"))).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("dates", () => {
  const whole = { calendar: calendarOf("XNYS"), stretches: undefined, adjustment: "RAW" } as const;

  test("both ends are included, whatever the batches are", async () => {
    const dates = [20240102, 20240103, 20240104, 20240105];
    const times = dates.map(
      (_, day) => ns("2024-01-02T14:30:00Z") + BigInt(day) * 1_440n * minuteNs,
    );
    const selection = { ...whole, firstDate: 20240103, lastDate: 20240104 };
    expect(await opens([minuteBars(times.slice(1, 3), 1, dates.slice(1, 3))], selection)).toEqual([
      1, 2,
    ]);
    const wide = { ...selection, firstDate: 20240102, lastDate: 20240105 };
    expect(await opens([minuteBars(times, 0, dates)], wide)).toEqual([0, 1, 2, 3]);
  });

  test("daily bars of a date without a session are rows like others", async () => {
    // Election day of a market that was closed: the file has a row, so the session has it too.
    const bar = minuteBars([ns("2024-01-01T05:00:00Z")], 5, [20240101]);
    const daily = { ...key, interval: "1d" };
    const selection = {
      ...{ ...whole, firstDate: 20240101, lastDate: 20240103 },
      stretches: tradingOn(calendarOf("XNYS"), 20240101, 20240103),
    };
    expect(await opens([bar], selection, daily)).toEqual([5]);
  });

  test("a week in which trading goes on after the last date is not over", async () => {
    const week: SeriesBatch = {
      ...minuteBars([ns("2024-01-08T05:00:00Z")], 1, [20240108]),
      knownNs: BigInt64Array.of(ns("2024-01-15T05:00:00Z")),
    };
    const weekly = { ...key, interval: "1w" };
    const until = (lastDate: number) => ({ ...whole, firstDate: 20240102, lastDate });
    expect(await opens([week], until(20240111), weekly)).toEqual([]);
    // Friday: the next session begins after the weekend.
    expect(await opens([week], until(20240112), weekly)).toEqual([1]);
  });
});

import { existsSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { Schedule, SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { openMarketSource } from "../../../src/sessions/market-source.ts";
import { type Flags, importPaths, openCatalog } from "../market/import/import-text.ts";
import { temporaryDirectory } from "../market/temporary-directory.ts";

/** Real files with facts that were counted by others; a checkout alone has none of them. */
const folder = join(import.meta.dirname, "../../../../shared/data");

interface Asked {
  readonly file: string;
  readonly symbol: string;
  readonly data: "minutes" | "quotes" | "trades";
  readonly dates: readonly [string, string];
  readonly schedule?: Schedule;
}

/** The slices of a session over a file: how many, the first and the last, and their dates. */
async function slicesOf({ file, symbol, data, dates, schedule = Schedule.REGULAR }: Asked) {
  const directory = temporaryDirectory();
  const flags: Flags = data === "minutes" ? { interval: "1m" } : {};
  await importPaths(directory, symbol, [join(folder, `${file}.csv.gz`)], flags);
  const [startDate, endDate] = dates;
  const minutes = { case: "bars", value: { interval: { seconds: 60n } } } as const;
  const kind = data === "minutes" ? minutes : ({ case: data, value: {} } as const);
  const value = { startDate, endDate, data: [{ kind }] };
  const session = create(SessionSchema, {
    spec: { symbols: [symbol], schedule, modeSpec: { case: "simulation", value } },
  });
  const { feed } = openMarketSource(await openCatalog(directory), session, undefined);
  const times: string[] = [];
  const found = new Set<number>();
  let rows = 0;
  for (;;) {
    if (!feed.isReady) await feed.fill();
    const next = feed.peek();
    if (next === undefined) break;
    feed.take((_, batch, row) => {
      rows += 1;
      found.add(batch.date[row] ?? 0);
    });
    times.push(new Date(Number(next.timeNs / 1_000_000n)).toISOString().slice(0, 19));
  }
  return { rows, first: times[0], last: times.at(-1), dates: [...found] };
}

describe.skipIf(!existsSync(folder))("real files", () => {
  const half = { dates: ["2015-12-24", "2015-12-24"], data: "minutes" } as const;
  const goog = { file: "bars/us_equity_minute/GOOG_trade", symbol: "GOOG", ...half };

  test("a half day in New York ends at 13:00, and goes on after hours", async () => {
    // The last regular bar begins at 17:59Z, says the description of the file.
    expect(await slicesOf(goog)).toMatchObject({ last: "2015-12-24T18:00:00", dates: [20151224] });
    const extended = await slicesOf({ ...goog, schedule: Schedule.EXTENDED });
    expect(extended.last?.slice(0, 13)).not.toBe("2015-12-24T18:00");
    expect(extended.rows).toBeGreaterThan((await slicesOf(goog)).rows);
  });

  test("quotes of a Sunday evening are Monday's", async () => {
    const sunday = {
      file: "ticks/EURUSD_oanda_20140504_quotes",
      symbol: "EURUSD",
      data: "quotes",
      dates: ["2014-05-05", "2014-05-05"],
    } as const;
    expect(await slicesOf(sunday)).toMatchObject({
      rows: 1_164,
      first: "2014-05-04T21:00:00",
      dates: [20140505],
    });
    expect((await slicesOf({ ...sunday, dates: ["2014-05-04", "2014-05-04"] })).rows).toBe(0);
  });

  test("trades of a day of futures, with many at one instant, are all there in its order", async () => {
    // The trading day of the 7th ends at 17:00 New York, and the evening is that of the 8th.
    const gold = {
      file: "ticks/GCZ13_comex_20131007_trades",
      symbol: "GCZ13",
      data: "trades",
      dates: ["2013-10-07", "2013-10-08"],
    } as const;
    const all = await slicesOf({ ...gold, schedule: Schedule.CONTINUOUS });
    expect(all).toMatchObject({ rows: 39_702, dates: [20131007, 20131008] });
    expect(all.first).toBe("2013-10-07T00:00:00");
  });
});

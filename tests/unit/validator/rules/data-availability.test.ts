import { expect, test } from "vitest";
import {
  Adjustment,
  BarPrice,
  type DataSelection,
  Drive,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { brief, context, judged, simulated } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

const data = { first: 20000103, last: 20201231 };
const ns = (time: string) => BigInt(Date.parse(time)) * 1_000_000n;
const minutes = {
  ...({ kind: "bars", interval: "1m" } as const),
  ...{ firstNs: ns("2013-10-04T13:30:00Z"), lastNs: ns("2013-10-11T19:59:00Z") },
  ...{ endNs: ns("2013-10-11T20:00:00Z"), firstDate: 20131004, lastDate: 20131011 },
  // The whole of Tuesday, and the morning of Wednesday.
  holes: [{ fromNs: ns("2013-10-07T20:00:00Z"), toNs: ns("2013-10-09T16:00:00Z") }],
  ...{ rows: 2_000, bytes: 60_000 },
};
const hours = { ...minutes, interval: "1h", holes: [], rows: 36 };
const trades = {
  ...({ kind: "trades", interval: "tick" } as const),
  ...{ firstNs: ns("2013-10-07T08:00:30Z"), lastNs: ns("2013-10-07T23:26:07Z") },
  ...{ endNs: ns("2013-10-07T23:26:07Z"), rows: 24_293, bytes: 300_000 },
};
const catalog = new MemoryCatalog([
  { symbol: "IBM", data, others: [minutes, hours, trades] },
  { symbol: "SPY", data, others: [minutes, { ...minutes, kind: "quote_bars" }] },
  {
    symbol: "KO",
    others: [hours],
    actions: [{ type: "dividend", ex_date: "2013-10-08", value: "0.28" }],
  },
  { symbol: "NEW" },
]);

function bars(seconds: number, price: BarPrice = BarPrice.TRADE): DataSelection {
  const value = { interval: { seconds: BigInt(seconds) }, price };
  return { kind: { case: "bars", value } } as unknown as DataSelection;
}

const tick = { kind: { case: "trades", value: {} } } as unknown as DataSelection;
const week = ["2013-10-07", "2013-10-11"] as const;

function ofData(
  asked: DataSelection[],
  symbols = ["IBM"],
  [startDate, endDate]: readonly [string, string] = week,
  changes: object = {},
) {
  return judged(simulated({ startDate, endDate, data: asked, ...changes }, symbols), {
    ...context,
    catalog,
  });
}

const at = "spec.simulation.data";

test("data that is there can be asked for, alone and side by side", () => {
  expect(brief(ofData([bars(60)]).violations)).toEqual([]);
  expect(brief(ofData([bars(60), bars(86_400)], ["IBM", "SPY"]).violations)).toEqual([]);
  expect(brief(ofData([tick, bars(60)], ["IBM"], ["2013-10-07", "2013-10-07"]).violations)).toEqual(
    [],
  );
  // Daily bars of it are not needed.
  expect(brief(ofData([bars(3_600)], ["KO"]).violations)).toEqual([]);
});

test("data that is not there is named, with what is, and the length that is nearest", () => {
  const { violations, estimate } = ofData([bars(86_400), bars(300)]);
  expect(brief(violations)).toEqual([`${at}[1] INVALID_VALUE -> bars of 60s`]);
  expect(violations[0]?.message).toBe(
    "there are no bars 5m of IBM; the catalog has bars 1d, bars 1m, bars 1h, trades of IBM",
  );
  expect(estimate).toBeUndefined();
  expect(brief(ofData([bars(1_800)]).violations)).toEqual([
    `${at}[0] INVALID_VALUE -> bars of 3600s`,
  ]);
});

test("what is suggested is there of all symbols", () => {
  expect(brief(ofData([bars(1_800)], ["IBM", "SPY"]).violations)).toEqual([
    `${at}[0] INVALID_VALUE -> bars of 60s`,
  ]);
  expect(brief(ofData([tick], ["IBM", "SPY"], ["2013-10-07", "2013-10-07"]).violations)).toEqual([
    `${at}[0] INVALID_VALUE -> bars of 86400s or bars of 60s`,
  ]);
  expect(brief(ofData([bars(60)], ["NEW"]).violations)).toEqual([
    `${at}[0] INVALID_VALUE -> import it with \`openbell data import\`, or symbols that have it`,
  ]);
});

test("bid and ask are bars of their own", () => {
  expect(brief(ofData([bars(60, BarPrice.BID_ASK)], ["SPY"]).violations)).toEqual([]);
  expect(brief(ofData([bars(60, BarPrice.BID_ASK)], ["IBM"]).violations)).toEqual([
    `${at}[0] INVALID_VALUE -> bars of 86400s or bars of 60s or bars of 3600s or trades`,
  ]);
});

test("dates lie within the data that is asked for", () => {
  const late = ofData([bars(60)], ["IBM"], ["2013-10-07", "2013-10-14"]);
  expect(brief(late.violations)).toEqual([
    "spec.simulation.end_date INVALID_DATE_RANGE -> 2013-10-04 to 2013-10-11",
  ]);
  expect(brief(ofData([tick, bars(86_400)]).violations)).toEqual([
    "spec.simulation.end_date INVALID_DATE_RANGE -> 2013-10-07 to 2013-10-07",
  ]);
});

test("sessions without a row are missed, whether there are daily bars of them or not", () => {
  const { warnings } = ofData([bars(60), bars(86_400)]);
  expect(warnings.map(({ reason, message }) => `${reason}: ${message}`)).toContain(
    "DATA_HAS_GAPS: IBM has no bar on 1 trading day, first on 2013-10-08",
  );
  const closed = ofData([bars(60)], ["IBM"], ["2013-10-08", "2013-10-08"]);
  expect(brief(closed.violations)[0]).toMatch(/^spec.simulation.start_date INVALID_DATE_RANGE/);
});

test("a warm-up needs what it shows", () => {
  const changes = { drive: Drive.LOCKSTEP, warmup: { tradingDays: 2 } };
  const { violations } = ofData([bars(60)], ["IBM"], week, changes);
  expect(brief(violations)).toEqual([
    "spec.simulation.warmup.trading_days INSUFFICIENT_HISTORY -> 1, or a start from 2013-10-08",
  ]);
});

test("an estimate is of the rows that are asked for", () => {
  const { estimate } = ofData([bars(60)], ["IBM", "SPY"], ["2013-10-04", "2013-10-11"]);
  // 2,000 rows each, which end together.
  expect([estimate?.bars, estimate?.barriers, estimate?.bytes]).toEqual([4_000n, 2_000n, 120_000n]);
  const ticks = ofData([tick, bars(86_400)], ["IBM"], ["2013-10-07", "2013-10-07"]).estimate;
  expect([ticks?.bars, ticks?.barriers]).toEqual([24_294n, 24_294n]);
});

test("prices without dividends take a close to measure them by", () => {
  const changes = { adjustment: Adjustment.TOTAL_RETURN };
  expect(brief(ofData([bars(3_600)], ["KO"], week, changes).violations)).toEqual([
    "spec.simulation.adjustment INVALID_VALUE -> ADJUSTMENT_SPLIT, or daily bars of KO",
  ]);
  expect(brief(ofData([bars(3_600)], ["IBM"], week, changes).violations)).toEqual([]);
});

import { type Client, createClient, createRouterTransport } from "@connectrpc/connect";
import { expect, it } from "vitest";
import {
  MarketDataService,
  type ReadBarsResponse,
} from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { Adjustment, BarPrice } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import type {
  ReadOptions,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "../../../src/market/series-catalog.ts";
import { KIND_COLUMNS, type SeriesKey } from "../../../src/market/series-kind.ts";
import { createMarketDataService } from "../../../src/rpc/market-data-service.ts";
import { fixtureCatalog, metaBars } from "./market-fixture.ts";

const stepNs = 60_000_000_000n;
const startNs = 1_700_000_000_000_000_000n;
const sizes = [20_000, 1, 8_192];
const rowsInAll = 28_193;

/** Rows of a minute each; each column has numbers of its own. */
function batchOf(kind: "bars" | "quote_bars", first: number, length: number): SeriesBatch {
  const rows = Array.from({ length }, (_, index) => first + index);
  const { prices, quantities } = KIND_COLUMNS[kind];
  const column = (at: number) => Float64Array.from(rows, (row) => row + at / 16);
  return {
    kind,
    length,
    timeNs: BigInt64Array.from(rows, (row) => startNs + BigInt(row) * stepNs),
    knownNs: BigInt64Array.from(rows, (row) => startNs + BigInt(row + 1) * stepNs),
    date: Int32Array.from(rows, (row) => 20_240_000 + (row % 28)),
    prices: prices.map((_, at) => column(at)),
    quantities: quantities.map((_, at) => column(at + 8)),
    sides: new Int32Array(),
  };
}

const minuteBars: SeriesInfo = {
  ...metaBars,
  interval: "1m",
  rows: rowsInAll,
  firstNs: startNs,
  lastNs: startNs + BigInt(rowsInAll - 1) * stepNs,
};
const quoteBars: SeriesInfo = { ...minuteBars, kind: "quote_bars" };

function clientOf(changes: Partial<SeriesCatalog> = {}) {
  const asked: ReadOptions[] = [];
  const catalog = fixtureCatalog({
    listSeries: () => [metaBars, minuteBars, quoteBars],
    async *readSeries({ kind }: SeriesKey, options: ReadOptions = {}) {
      asked.push(options);
      const { fromNs = 0n, toNs = 0n } = options;
      let first = 0;
      for (const size of sizes) {
        const from = Math.max(first, Number((fromNs - startNs + stepNs - 1n) / stepNs));
        const to = Math.min(first + size, Number((toNs - startNs + stepNs - 1n) / stepNs));
        if (from < to) yield batchOf(kind as "bars", from, to - from);
        first += size;
      }
    },
    ...changes,
  });
  const parts = { catalog, limits: defaultLimits, random: () => 0, clampOf: async () => undefined };
  const transport = createRouterTransport(({ service }) =>
    service(MarketDataService, createMarketDataService(parts)),
  );
  return { client: createClient(MarketDataService, transport), asked };
}

async function read(
  client: Client<typeof MarketDataService>,
  request: Parameters<typeof client.readBars>[0],
): Promise<ReadBarsResponse[]> {
  const messages: ReadBarsResponse[] = [];
  for await (const message of client.readBars(request)) messages.push(message);
  return messages;
}

const opens = (messages: readonly ReadBarsResponse[]) =>
  messages.flatMap(({ columns }) => (columns.case === "bars" ? columns.value.open : []));
const minutes = { symbol: "fb", interval: "60s" };
const every = Array.from({ length: rowsInAll }, (_, row) => row);

it("delivers every bar once, in messages of bounded size", async () => {
  const messages = await read(clientOf().client, minutes);
  expect(opens(messages)).toEqual(every);
  for (const { columns } of messages) {
    if (columns.case !== "bars") throw new Error("not bars");
    const { value } = columns;
    const { length } = value.open;
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(8_192);
    for (const column of [value.openTime, value.closeTime, value.date, value.volume]) {
      expect(column).toHaveLength(length);
    }
  }
});

it("goes on after any message as if there had been no break", async () => {
  const { client } = clientOf();
  const whole = await read(client, minutes);
  for (const [index, { resumeToken }] of whole.entries()) {
    const rest = await read(client, { ...minutes, resumeToken });
    expect(opens(rest)).toEqual(opens(whole.slice(index + 1)));
  }
});

it("keeps to the range that was asked for, a token included", async () => {
  const { client, asked } = clientOf();
  const range = {
    ...minutes,
    startTime: timestampOf(startNs + 5n * stepNs),
    endTime: timestampOf(startNs + 20_003n * stepNs),
  };
  const messages = await read(client, range);
  expect(opens(messages)).toEqual(every.slice(5, 20_003));
  const resumeToken = messages[0]?.resumeToken ?? "";
  expect(opens(await read(client, { ...range, resumeToken }))).toEqual(every.slice(8_197, 20_003));
  expect(asked.every(({ adjustment }) => adjustment === "RAW")).toBe(true);
});

it("reads bid and ask, and adjusted prices", async () => {
  const { client, asked } = clientOf();
  const messages = await read(client, {
    ...minutes,
    price: BarPrice.BID_ASK,
    adjustment: Adjustment.TOTAL_RETURN,
  });
  expect(asked).toMatchObject([{ adjustment: "TOTAL_RETURN" }]);
  expect(messages[0]?.columns).toMatchObject({ case: "quoteBars" });
});

it("refuses a token when the data has changed", async () => {
  const [message] = await read(clientOf().client, minutes);
  const resumeToken = message?.resumeToken ?? "";
  const { client } = clientOf({ listSeries: () => [{ ...minuteBars, version: "def" }] });
  await expect(read(client, { ...minutes, resumeToken })).rejects.toThrow("has changed since");
});

it("refuses a token of adjusted prices when there is another split", async () => {
  const adjusted = { ...minutes, adjustment: Adjustment.SPLIT };
  const [message] = await read(clientOf().client, adjusted);
  const resumeToken = message?.resumeToken ?? "";
  const actions = () => [{ type: "split", ex_date: "2024-06-10", value: "10" }] as const;
  const { client } = clientOf({ actions });
  await expect(read(client, { ...adjusted, resumeToken })).rejects.toThrow("must stay the same");
  const raw = (await read(clientOf().client, minutes))[0]?.resumeToken ?? "";
  await expect(read(client, { ...minutes, resumeToken: raw })).resolves.toBeDefined();
});

it("refuses a token of total returns when the daily closes have changed", async () => {
  const adjusted = { ...minutes, adjustment: Adjustment.TOTAL_RETURN };
  const closes = (version: string) => ({ findSeries: () => ({ ...metaBars, version }) });
  const [message] = await read(clientOf(closes("one")).client, adjusted);
  const resumeToken = message?.resumeToken ?? "";
  const same = read(clientOf(closes("one")).client, { ...adjusted, resumeToken });
  await expect(same).resolves.toBeDefined();
  const other = read(clientOf(closes("two")).client, { ...adjusted, resumeToken });
  await expect(other).rejects.toThrow("must stay the same");
});

it("says which lengths there are", async () => {
  const { client } = clientOf();
  await expect(read(client, { symbol: "META", interval: "5m" })).rejects.toThrow(/META.*1d, 1m/);
  await expect(read(client, { symbol: "EURUSD" })).rejects.toThrow("there are no bars of 1d");
  await expect(read(client, { symbol: "META", interval: "7m" })).rejects.toThrow("divide a day");
});

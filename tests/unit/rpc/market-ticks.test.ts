import { createClient, createRouterTransport } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { AggressorSide } from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { Adjustment } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { writeActions } from "../../../src/market/parquet/actions-file.ts";
import { BATCH_ROWS } from "../../../src/market/row-batch.ts";
import { createMarketDataService } from "../../../src/rpc/market-data-service.ts";
import { importText, openCatalog } from "../market/import/import-text.ts";
import { temporaryDirectory } from "../market/temporary-directory.ts";

/** Tuesday, 2 January 2024, 10:00 in New York. */
const startMs = 1_704_207_600_000;
/** The rows from the first up to the second have one time; a batch of the catalog ends there. */
const crowd = [60_000, 75_000] as const;
const rowsInAll = 76_000;

/** When a row was, in milliseconds after the first. */
function offsetOf(row: number): number {
  const [first, end] = crowd;
  return row < first ? row : row < end ? first : row - end + first + 1;
}

async function clientOf(catalogDir: string) {
  const catalog = await openCatalog(catalogDir);
  const parts = { catalog, limits: defaultLimits, random: () => 0, clampOf: async () => undefined };
  const transport = createRouterTransport(({ service }) =>
    service(MarketDataService, createMarketDataService(parts)),
  );
  return createClient(MarketDataService, transport);
}

type Client = Awaited<ReturnType<typeof clientOf>>;
type TradesAsked = Parameters<Client["readTrades"]>[0];

/** The trades of a reading by message; the size of each is its number. */
async function trades(client: Client, request: TradesAsked) {
  const messages: { readonly ids: readonly number[]; readonly resumeToken: string }[] = [];
  for await (const { trades: columns, resumeToken } of client.readTrades(request)) {
    const ids = columns?.size ?? [];
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThanOrEqual(8_192);
    for (const column of [columns?.time, columns?.price, columns?.side]) {
      expect(column).toHaveLength(ids.length);
    }
    messages.push({ ids, resumeToken });
  }
  return messages;
}

/** Whether the messages hold the rows from one up to another, each once and in order. */
function expectRows(messages: Awaited<ReturnType<typeof trades>>, from: number, to: number): void {
  const ids = messages.flatMap((message) => message.ids);
  expect([ids[0] ?? to, ids.length]).toEqual([from, to - from]);
  expect(ids.findIndex((id, at) => id !== from + at)).toBe(-1);
}

async function crowdedTrades(): Promise<string> {
  const catalogDir = temporaryDirectory();
  const rows = Array.from({ length: rowsInAll }, (_, row) => {
    const side = ["buy", "sell", ""][row % 3];
    return `${startMs + offsetOf(row)},${100 + (row % 100) / 100},${row},${side}\n`;
  });
  const outcome = await importText(catalogDir, "BTCUSDT", `time,price,size,side\n${rows.join("")}`);
  expect(outcome.kind).toBe("imported");
  return catalogDir;
}

const symbol = "btc_usdt";

it("goes on after any message, also inside rows of one time that two batches share", async () => {
  expect(crowd[0]).toBeLessThan(BATCH_ROWS);
  expect(crowd[1]).toBeGreaterThan(BATCH_ROWS + 8_192);
  const client = await clientOf(await crowdedTrades());
  const whole = await trades(client, { symbol });
  expectRows(whole, 0, rowsInAll);
  let end = 0;
  for (const { ids, resumeToken } of whole) {
    end += ids.length;
    expectRows(await trades(client, { symbol, resumeToken }), end, rowsInAll);
  }
});

it("keeps to the range that was asked for, a token included", async () => {
  const client = await clientOf(await crowdedTrades());
  const time = (row: number) => timestampOf(BigInt(startMs + offsetOf(row)) * 1_000_000n);
  const range = { symbol, startTime: time(59_990), endTime: time(75_010) };
  const messages = await trades(client, range);
  expectRows(messages, 59_990, 75_010);
  const { ids = [], resumeToken = "" } = messages[0] ?? {};
  expectRows(await trades(client, { ...range, resumeToken }), 59_990 + ids.length, 75_010);
  expectRows(await trades(client, { symbol, endTime: time(60_000) }), 0, 60_000);
  expectRows(await trades(client, { symbol, startTime: time(60_000) }), 60_000, rowsInAll);
  expect(await trades(client, { symbol, startTime: timestampOf(2n ** 62n) })).toEqual([]);
  await expect(trades(client, { symbol, resumeToken })).rejects.toThrow("must stay the same");
});

it("reads times, prices, sizes and sides as they were imported", async () => {
  const catalogDir = temporaryDirectory();
  const text =
    "time,price,size,side\n" +
    "2024-01-02T15:00:00.000000001Z,42000.5,0.25,buy\n" +
    "2024-01-02T15:00:00.000000001Z,42000.4,1,sell\n" +
    "2024-01-02T15:00:01Z,42000.6,3,\n";
  await importText(catalogDir, "BTCUSDT", text);
  for await (const { trades } of (await clientOf(catalogDir)).readTrades({ symbol })) {
    expect(trades).toMatchObject({
      time: [1_704_207_600_000_000_001n, 1_704_207_600_000_000_001n, 1_704_207_601_000_000_000n],
      price: [42_000.5, 42_000.4, 42_000.6],
      size: [0.25, 1, 3],
      side: [AggressorSide.BUYER, AggressorSide.SELLER, AggressorSide.UNSPECIFIED],
    });
  }
  expect.assertions(1);
});

it("divides prices by later splits and multiplies sizes, of trades and of quotes", async () => {
  const catalogDir = temporaryDirectory();
  const times = ["2020-08-28T15:00:00Z", "2020-08-31T15:00:00Z"];
  const tradeRows = times.map((time) => `${time},400,10\n`).join("");
  await importText(catalogDir, "AAPL", `time,price,size\n${tradeRows}`);
  const quoteRows = times.map((time) => `${time},400,402,10,20\n`).join("");
  const head = "time,bid,ask,bid_size,ask_size\n";
  await importText(catalogDir, "AAPL", head + quoteRows, { kind: "quotes" });
  await writeActions(catalogDir, "AAPL", [{ type: "split", ex_date: "2020-08-31", value: "4" }]);
  const client = await clientOf(catalogDir);
  const request = { symbol: "AAPL", adjustment: Adjustment.SPLIT };
  for await (const { trades } of client.readTrades(request)) {
    expect(trades).toMatchObject({ price: [100, 400], size: [40, 10] });
  }
  for await (const { quotes } of client.readQuotes(request)) {
    expect(quotes?.bid).toEqual([100, 400]);
    expect(quotes?.ask).toEqual([100.5, 402]);
    expect(quotes?.bidQuantity).toEqual([40, 10]);
    expect(quotes?.askQuantity).toEqual([80, 20]);
  }
  for await (const { quotes } of client.readQuotes({ symbol: "AAPL" })) {
    expect(quotes).toMatchObject({ bid: [400, 400], bidQuantity: [10, 10] });
  }
  expect.assertions(6);
});

it("refuses a token of the other kind, and one of data that has changed", async () => {
  const catalogDir = temporaryDirectory();
  const rows = (price: number) => `time,price,size\n2024-01-02T15:00:00Z,${price},1\n`;
  await importText(catalogDir, "AAPL", rows(100));
  const quoteText = "time,bid,ask\n2024-01-02T15:00:00Z,100,101\n";
  await importText(catalogDir, "AAPL", quoteText, { kind: "quotes" });
  const client = await clientOf(catalogDir);
  const request = { symbol: "AAPL" };
  const [{ resumeToken } = { resumeToken: "" }] = await trades(client, request);
  expect(await trades(client, { ...request, resumeToken })).toEqual([]);
  const quotes = client.readQuotes({ ...request, resumeToken })[Symbol.asyncIterator]();
  await expect(quotes.next()).rejects.toThrow("must stay the same");
  await importText(catalogDir, "AAPL", rows(101));
  const changed = trades(await clientOf(catalogDir), { ...request, resumeToken });
  await expect(changed).rejects.toThrow("has changed since");
});

it("says what it has none of", async () => {
  const client = await clientOf(temporaryDirectory());
  await expect(trades(client, { symbol: "AAPL" })).rejects.toThrow("there are no trades of AAPL");
  const quotes = client.readQuotes({ symbol: "AAPL" })[Symbol.asyncIterator]();
  await expect(quotes.next()).rejects.toThrow("there are no quotes of AAPL");
});

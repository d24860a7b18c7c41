/** Market data read through a whole server: over connections that break, and by too many. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectHttp2, constants } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { QuotaFailureSchema, RetryInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import { ReadBarsRequestSchema } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { createOpenbellClient, type OpenbellClientOptions } from "../../src/client/client.ts";
import { OpenbellError, ResumeError } from "../../src/client/errors.ts";
import { systemRuntime } from "../../src/client/runtime.ts";
import { type RunningServer, startServer } from "../../src/server/build-server.ts";
import { loadConfig } from "../../src/server/config.ts";
import { type Flags, importPaths } from "../unit/market/import/import-text.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";

const symbol = "BTCUSD";
/** More than one row group, so more than one batch of the catalog. */
const rowCount = 70_000;
/** Two messages and a part of a third: half a mebibyte each, and much less where Connect packs it. */
const cutBytes = { grpc: 1_400_000, connect: 150_000 };
const startMs = Date.UTC(2024, 0, 1);
const folder = mkdtempSync(join(tmpdir(), "openbell-reading-"));
let server: RunningServer;

/** Rows of a file: bars of a minute, or ticks of which three share each time. */
function textOf(head: string, stepMs: number, cells: (row: number) => string): string {
  const lines = Array.from({ length: rowCount }, (_, row) => {
    const atMs = startMs + (stepMs < 60_000 ? Math.floor(row / 3) * stepMs : row * stepMs);
    return `${new Date(atMs).toISOString()},${cells(row)}`;
  });
  return [head, ...lines, ""].join("\n");
}

async function importRows(text: string, flags: Flags): Promise<void> {
  const file = join(folder, "rows.csv");
  writeFileSync(file, text);
  const outcome = await importPaths(join(folder, "market"), symbol, [file], flags);
  expect(outcome.kind).toBe("imported");
}

function importBars(price: number): Promise<void> {
  const cells = (row: number) => `${price},${price + 2},${price - 2},${price + 1},${row}`;
  return importRows(textOf("time,open,high,low,close,volume", 60_000, cells), { interval: "1m" });
}

beforeAll(async () => {
  await importBars(100);
  const trades = textOf("time,price,size,side", 1_000, (row) => `100,${row + 1},buy`);
  const quotes = textOf("time,bid,ask,bid_size,ask_size", 1_000, (row) => `99,101,${row + 1},1`);
  await importRows(trades, { kind: "trades" });
  await importRows(quotes, { kind: "quotes" });
  const loaded = loadConfig({
    env: {
      OPENBELL_DATA_DIR: folder,
      OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
      OPENBELL_HTTP_ADDRESS: "127.0.0.1:0",
      OPENBELL_SHUTDOWN_GRACE: "0s",
      OPENBELL_LIMITS_MARKET_READS_PER_OWNER: "2",
    },
    cwd: folder,
    readFile: () => "",
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  server = await startServer(loaded.config, { error: () => {}, warn: () => {} });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const addressOf = (protocol: "grpc" | "connect") =>
  (protocol === "grpc" ? server.grpcAddress : server.httpAddress) ?? "";

/** A client that waits no longer than it must. */
function clientOf(options: OpenbellClientOptions) {
  const client = createOpenbellClient({
    runtime: { ...systemRuntime, random: () => 0 },
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

async function cutting(protocol: "grpc" | "connect", onCut?: () => Promise<unknown>) {
  const proxy = await startCuttingProxy(addressOf(protocol), cutBytes[protocol], onCut);
  onTestFinished(() => proxy.close());
  return { proxy, ...clientOf({ address: proxy.url, protocol }) };
}

const everyRow = Array.from({ length: rowCount }, (_, row) => row);

describe.each(["grpc", "connect"] as const)("over %s connections that break", (protocol) => {
  test("every bar comes once, in order", async () => {
    const { market, proxy } = await cutting(protocol);
    const seen: number[] = [];
    for await (const { columns } of market.bars({ symbol, interval: "1m" })) {
      seen.push(...(columns.value as { volume: number[] }).volume);
    }
    expect(seen).toEqual(everyRow);
    expect(proxy.connections()).toBeGreaterThan(2);
  });

  test("every tick comes once, in order, also of those that share a time", async () => {
    const { market, proxy } = await cutting(protocol);
    const ticks = everyRow.map((row) => row + 1);
    const trades: number[] = [];
    for await (const batch of market.trades({ symbol })) trades.push(...(batch.trades?.size ?? []));
    expect(trades).toEqual(ticks);
    const quotes: number[] = [];
    for await (const batch of market.quotes({ symbol })) {
      quotes.push(...(batch.quotes?.bidQuantity ?? []));
    }
    expect(quotes).toEqual(ticks);
    expect(proxy.connections()).toBeGreaterThan(2);
  });
});

/** Calls ReadBars and takes nothing of what comes. */
async function neverRead(address: string) {
  const session = connectHttp2(`http://${address}`);
  onTestFinished(() => session.destroy());
  const message = toBinary(
    ReadBarsRequestSchema,
    create(ReadBarsRequestSchema, { symbol, interval: "1m" }),
  );
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  const stream = session.request({
    ":method": "POST",
    ":path": "/openbell.v1.MarketDataService/ReadBars",
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => {});
  stream.end(Buffer.concat([prefix, message]));
  await new Promise((resolve) => stream.once("response", resolve));
  return stream;
}

describe("more readers than there may be", () => {
  test.each(["grpc", "connect"] as const)("are refused until one has left: %s", async (port) => {
    const slow = [await neverRead(addressOf(port)), await neverRead(addressOf(port))];
    const { market } = clientOf({ address: addressOf("grpc") });
    const firstBars = () => market.bars({ symbol, interval: "1m" }).next();
    const error = await firstBars().catch((thrown: unknown) => thrown);
    if (!(error instanceof OpenbellError)) throw new Error("the third reader was not refused");
    expect(error).toMatchObject({
      ...{ code: Code.ResourceExhausted, reason: "READ_LIMIT_EXCEEDED", metadata: { limit: "2" } },
    });
    const { cause } = error as { cause?: { findDetails(desc: unknown): unknown[] } };
    expect(cause?.findDetails(QuotaFailureSchema)).toHaveLength(1);
    expect(cause?.findDetails(RetryInfoSchema)).toHaveLength(1);
    // A request that could never be read is told so first.
    await expect(market.bars({ symbol: "NOPE" }).next()).rejects.toMatchObject({
      reason: "INVALID_SYMBOL",
    });
    for (const stream of slow) stream.close(constants.NGHTTP2_CANCEL);
    await expect.poll(() => firstBars().then(({ done }) => done)).toBe(false);
  });
});

// The last one: it leaves other data behind.
test("data that changes while a connection is broken ends the reading with an error", async () => {
  let isChanged = false;
  const change = async () => {
    if (isChanged) return;
    isChanged = true;
    await importBars(200);
    await server.reloadMarket();
  };
  const { market } = await cutting("grpc", change);
  const opens: number[] = [];
  const reading = (async () => {
    for await (const { columns } of market.bars({ symbol, interval: "1m" })) {
      opens.push(...(columns.value as { open: number[] }).open);
    }
  })();
  await expect(reading).rejects.toBeInstanceOf(ResumeError);
  // What came is all of the data as it was.
  expect(new Set(opens)).toEqual(new Set([100]));
  expect(opens.length).toBeLessThan(rowCount);
});

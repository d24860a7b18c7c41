/** What every reading of rows does, whatever it reads: its place, its end, and its batches. */
import { create } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { ReadBarsRequestSchema } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesBatch, SeriesCatalog } from "../../../src/market/series-catalog.ts";
import { readBars } from "../../../src/rpc/market-bars.ts";
import { marketViews } from "../../../src/rpc/market-view.ts";
import { OpenReadings } from "../../../src/rpc/open-readings.ts";
import { fixtureCatalog, metaBars } from "./market-fixture.ts";

const length = 20_000;
const column = new Float64Array(length);
const batch: SeriesBatch = {
  kind: "bars",
  length,
  timeNs: BigInt64Array.from(column, (_, row) => metaBars.firstNs + BigInt(row)),
  knownNs: new BigInt64Array(length),
  date: new Int32Array(length),
  prices: [column, column, column, column],
  quantities: [column],
  sides: new Int32Array(),
};

/** Readings of META where there is one place; `left` counts those that the catalog was left by. */
function onePlace(changes: Partial<SeriesCatalog> = {}) {
  let left = 0;
  const catalog = fixtureCatalog({
    async *readSeries() {
      try {
        yield batch;
      } finally {
        left += 1;
      }
    },
    ...changes,
  });
  const open = new OpenReadings({ marketReads: 1, marketReadsPerOwner: 0 }, () => 0);
  const parts = { catalog, view: marketViews(catalog), open };
  const abort = new AbortController();
  const context = {
    signal: abort.signal,
    requestMethod: "POST",
    requestHeader: new Headers(),
  } as HandlerContext;
  const request = create(ReadBarsRequestSchema, { symbol: "META" });
  const read = () => readBars(parts, request, context);
  return { read, abort, left: () => left };
}

const full = { rawMessage: expect.stringContaining("1 streams of market data are open") };

it("a reading has its place until it was read to its end", async () => {
  const { read } = onePlace();
  const first = read();
  // Nothing is taken before the first message is asked for.
  await read().return(undefined);
  await first.next();
  await expect(read().next()).rejects.toMatchObject(full);
  for await (const _ of first) await expect(read().next()).rejects.toMatchObject(full);
  expect((await read().next()).done).toBe(false);
});

it("a reading that is left gives its place back, and leaves the catalog", async () => {
  const { read, left } = onePlace();
  const first = read();
  await first.next();
  await first.return(undefined);
  expect(left()).toBe(1);
  expect((await read().next()).done).toBe(false);
});

it("a reading that fails gives its place back", async () => {
  const broken = new Error("the file is gone");
  const { read } = onePlace({
    // biome-ignore lint/correctness/useYield: fails before the first batch.
    async *readSeries() {
      throw broken;
    },
  });
  for (let count = 0; count < 2; count++) await expect(read().next()).rejects.toBe(broken);
});

it("a caller that is gone ends the reading in the middle of a batch", async () => {
  const { read, abort, left } = onePlace();
  const first = read();
  await first.next();
  const gone = new Error("gone");
  abort.abort(gone);
  await expect(first.next()).rejects.toBe(gone);
  expect(left()).toBe(1);
});

it("the catalog is looked at when the reading begins, not when it is called", async () => {
  let isThere = false;
  const { read } = onePlace({ listSeries: () => (isThere ? [metaBars] : []) });
  const first = read();
  isThere = true;
  expect((await first.next()).done).toBe(false);
});

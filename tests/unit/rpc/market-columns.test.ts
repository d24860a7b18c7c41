import { type DescMessage, fromBinary, toBinary, toJson } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import {
  ReadBarsResponseSchema,
  ReadQuotesResponseSchema,
  ReadTradesResponseSchema,
} from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesBatch } from "../../../src/market/series-catalog.ts";
import { KIND_COLUMNS, type SeriesKind, SIDE } from "../../../src/market/series-kind.ts";
import { packedRows, readableRows } from "../../../src/rpc/market-columns.ts";

const startNs = 1_700_000_000_000_000_000n;
const sides = [SIDE.buy, SIDE.sell, SIDE.unknown];

/** Fifty rows; each column has numbers of its own, so that no two can be exchanged. */
function batchOf(kind: SeriesKind): SeriesBatch {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const rows = Array.from({ length: 50 }, (_, row) => row);
  const column = (at: number) => Float64Array.from(rows, (row) => row + at / 16);
  const timeNs = BigInt64Array.from(rows, (row) => startNs + BigInt(row));
  const ends = BigInt64Array.from(rows, (row) => startNs + BigInt(row + 1_000));
  return {
    ...{ kind, length: rows.length, timeNs, knownNs: times.length === 2 ? ends : timeNs },
    date: Int32Array.from(hasDate ? rows : [], (row) => 20_240_100 + row),
    prices: prices.map((_, at) => column(at)),
    quantities: quantities.map((_, at) => column(at + 8)),
    sides: Int32Array.from(hasSide ? rows : [], (row) => sides[row % 3] ?? 0),
  };
}

const times = (row: number) =>
  Array.from({ length: 17 }, (_, at) => `${startNs + BigInt(row + at)}`);

const kinds: readonly (readonly [SeriesKind, string, DescMessage])[] = [
  ["bars", "bars", ReadBarsResponseSchema],
  ["quote_bars", "quoteBars", ReadBarsResponseSchema],
  ["trades", "trades", ReadTradesResponseSchema],
  ["quotes", "quotes", ReadQuotesResponseSchema],
];

it.each(kinds)("rows of %s are in %s, copied or not", (kind, member, schema) => {
  const batch = batchOf(kind);
  const readable = readableRows(kind, batch, [3, 20], "token");
  const bytes = toBinary(schema, packedRows(kind, batch, [3, 20], "token"));
  expect(fromBinary(schema, bytes)).toEqual(readable);
  const json = toJson(schema, readable) as Record<string, Record<string, unknown[]>>;
  expect(json.resumeToken).toBe("token");
  const { prices, quantities } = KIND_COLUMNS[kind];
  const camel = (name: string) =>
    name
      .replace(/^(bid|ask)_size$/, "$1_quantity")
      .replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const numbers = [...prices, ...Array(8 - prices.length).fill(""), ...quantities].flatMap(
    (name, at) => (name === "" ? [] : [[camel(name), at / 16] as const]),
  );
  const expected = Object.fromEntries(
    numbers.map(([name, part]) => [name, Array.from({ length: 17 }, (_, at) => at + 3 + part)]),
  );
  const bar = {
    openTime: times(3),
    closeTime: times(1_003),
    date: Array.from({ length: 17 }, (_, at) => 20_240_103 + at),
  };
  const names = ["BUYER", "SELLER", "UNSPECIFIED"].map((name) => `AGGRESSOR_SIDE_${name}`);
  const further: Readonly<Record<SeriesKind, object>> = {
    ...{ bars: bar, quote_bars: bar, quotes: { time: times(3) } },
    trades: { time: times(3), side: Array.from({ length: 17 }, (_, at) => names[at % 3]) },
  };
  expect(json[member]).toEqual({ ...expected, ...further[kind] });
});

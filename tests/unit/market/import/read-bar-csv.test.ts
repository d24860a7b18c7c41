import { expect, test } from "vitest";
import { readBarCsv } from "../../../../src/market/import/read-bar-csv.ts";

async function read(text: string) {
  return collect(readBarCsv(text.split("\n")));
}

import { collect } from "../collect.ts";

test("takes columns by name, in any order and case, and passes over others", async () => {
  const rows = await read(
    "\uFEFFVolume,Date,Adj,Open,High,Low,Close\r\n7,2024-01-02,x,1,4,0.5,2\n",
  );
  const prices = { open: "1", high: "4", low: "0.5", close: "2" };
  expect(rows).toEqual([{ line: 2, date: "2024-01-02", ...prices, volume: "7" }]);
});

test("numbers lines as an editor does and goes on after a bad one", async () => {
  const header = "date,open,high,low,close,volume";
  const rows = await read(
    `${header}\n\n2024-01-02,1,1,1,1,1\n2024-01-03,1,1\n2024-01-04,2,2,2,2,2\n`,
  );
  expect(rows.map((row) => row.line)).toEqual([3, 4, 5]);
  expect(rows[1]).toEqual({ line: 4, problem: "has 3 values where the header names 6" });
});

test("a header without the columns is the only problem", async () => {
  expect(await read("date,open,close\n2024-01-02,1,1\n")).toEqual([
    { line: 1, problem: 'the header "date,open,close" lacks the column high, low, volume' },
  ]);
  expect(await collect(readBarCsv([]))).toEqual([]);
});

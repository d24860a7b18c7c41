import { expect, test } from "vitest";
import type { CorporateAction } from "../../../src/market/corporate-action.ts";
import { writeActions } from "../../../src/market/parquet/actions-file.ts";
import type { Adjustment } from "../../../src/market/series-catalog.ts";
import { importText, openCatalog } from "./import/import-text.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** Four sessions of a share; the closes are those of a split of one into two on the third. */
const rows = ["2024-03-04,100", "2024-03-05,90", "2024-03-06,46", "2024-03-07,44"];

async function closes(
  actions: readonly CorporateAction[],
  adjustment: Adjustment,
  fromNs?: bigint,
): Promise<readonly number[]> {
  const directory = temporaryDirectory();
  const text = rows.map((row) => row.replace(/,(.*)/, ",$1,$1,$1,$1,10\n")).join("");
  await importText(directory, "AAPL", `date,open,high,low,close,volume\n${text}`);
  await writeActions(directory, "AAPL", actions);
  const catalog = await openCatalog(directory);
  const key = { symbol: "AAPL", kind: "bars", interval: "1d" } as const;
  const options = { adjustment, ...(fromNs === undefined ? {} : { fromNs }) };
  const all: number[] = [];
  for await (const { prices } of catalog.readSeries(key, options)) all.push(...(prices[3] ?? []));
  return all;
}

const split = { type: "split", ex_date: "2024-03-06", value: "2" } as const;
const dividend = (ex_date: string, value: string) =>
  ({ type: "dividend", ex_date, value }) as const;

test("a dividend on the day of a split is measured by the close before as it was divided", async () => {
  // The 90 before are 45 of the new shares, and 0.9 of them a fiftieth: 0.98 / 2 = 0.49.
  const found = await closes([split, dividend("2024-03-06", "0.9")], "TOTAL_RETURN");
  for (const [index, close] of [49, 44.1, 46, 44].entries()) {
    expect(found[index]).toBeCloseTo(close, 10);
  }
});

test("a dividend after a split is measured by a close that is of new shares already", async () => {
  // 0.46 of 46 is a hundredth: 0.99 / 2 = 0.495 before the split, 0.99 after it.
  const found = await closes([split, dividend("2024-03-07", "0.46")], "TOTAL_RETURN");
  for (const [index, close] of [49.5, 44.55, 45.54, 44].entries()) {
    expect(found[index]).toBeCloseTo(close, 10);
  }
});

test("dividends before the first row and after the last change nothing and are not measured", async () => {
  const outside = [
    ...[dividend("1999-05-04", "500"), dividend("2024-03-04", "500")],
    ...[dividend("2024-03-08", "500"), dividend("2025-05-06", "500")],
  ];
  expect(await closes(outside, "TOTAL_RETURN")).toEqual([100, 90, 46, 44]);
  await expect(closes([dividend("2024-03-05", "100")], "TOTAL_RETURN")).rejects.toThrow(
    "AAPL bars 1d: the dividend of 100 on 2024-03-05 needs a daily close above it",
  );
});

test("where reading begins does not matter", async () => {
  const actions = [split, dividend("2024-03-07", "0.46")];
  const fromNs = BigInt(Date.parse("2024-03-05T00:00:00Z")) * 1_000_000n;
  const whole = await closes(actions, "TOTAL_RETURN");
  expect(await closes(actions, "TOTAL_RETURN", fromNs)).toEqual(whole.slice(1));
  expect(await closes(actions, "SPLIT", fromNs)).toEqual([45, 46, 44]);
});

test.each([1, 2, 3])(
  "the first row of %d that shows a split is that of midnight",
  async (count) => {
    const directory = temporaryDirectory();
    const times = ["04:59", "05:00", "05:01"].map((clock) => `2024-03-06T${clock}:00Z`);
    const ticks = times.slice(0, count).map((time) => `${time},100,10\n`);
    await importText(directory, "AAPL", `time,price,size\n${ticks.join("")}`);
    await writeActions(directory, "AAPL", [split]);
    const catalog = await openCatalog(directory);
    const key = { symbol: "AAPL", kind: "trades", interval: "tick" } as const;
    for await (const { prices, quantities } of catalog.readSeries(key, { adjustment: "SPLIT" })) {
      expect([...(prices[0] ?? [])]).toEqual([50, 100, 100].slice(0, count));
      expect([...(quantities[0] ?? [])]).toEqual([20, 10, 10].slice(0, count));
    }
    expect.assertions(2);
  },
);

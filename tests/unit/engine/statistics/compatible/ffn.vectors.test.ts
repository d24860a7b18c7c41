/** The published test vectors of ffn, at its decimal places, where the shared folder is there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { simpleReturns } from "../../../../../src/engine/statistics/compatible/empyrical/series.ts";
import {
  compoundGrowth,
  drawdowns,
  rebased,
  yearFraction,
} from "../../../../../src/engine/statistics/compatible/ffn.ts";

const folder = join(import.meta.dirname, "../../../../../../shared/data");

interface Case {
  readonly what: string;
  readonly rows?: readonly [number, number | null];
  readonly expected: Readonly<Record<string, number>> | number;
  readonly places: number;
  readonly line: number;
}

type Prices = { readonly dates: readonly number[]; readonly prices: readonly number[] };

const answers: readonly [RegExp, (prices: Prices) => number | undefined][] = [
  [/^simple return, row (\d)$/, ({ prices }) => simpleReturns(prices)[Number(rowOf) - 1]],
  [/^price index base 100, row 9$/, ({ prices }) => rebased(prices)[9]],
  [/^drawdown, row 9$/, ({ prices }) => drawdowns(prices)[9]],
  [/^max drawdown$/, ({ prices }) => Math.min(...drawdowns(prices))],
  [/^CAGR/, ({ dates, prices }) => compoundGrowth(prices, dates[0] ?? 0, dates.at(-1) ?? 0)],
];
let rowOf = "";

const isThere = existsSync(folder);
const cases: readonly Case[] = isThere
  ? JSON.parse(readFileSync(join(folder, "oracles/ffn_vectors.json"), "utf8")).cases
  : [];

describe.skipIf(!isThere)("ffn's vectors", () => {
  it.each(cases)("$what, line $line", ({ what, rows, expected, places }) => {
    if (typeof expected === "number") {
      expect(yearFraction(20_040_310, 20_040_329)).toBeCloseTo(expected, places);
      return;
    }
    for (const [symbol, value] of Object.entries(expected)) {
      const answer = answers.find(([pattern]) => pattern.test(what));
      rowOf = /\d$/.exec(what)?.[0] ?? "";
      expect(answer?.[1](pricesOf(symbol, rows)), symbol).toBeCloseTo(value, places);
    }
  });
});

function pricesOf(symbol: string, rows: readonly [number, number | null] = [0, null]): Prices {
  const file = join(folder, "actions/ffn_prices_2004_2014.csv.gz");
  const [head = "", ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  const column = head.split(",").indexOf(symbol);
  const taken = lines.slice(rows[0], rows[1] ?? undefined).map((line) => line.split(","));
  return {
    dates: taken.map(([date = ""]) => Number(date.replaceAll("-", ""))),
    prices: taken.map((cells) => Number(cells[column])),
  };
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  InstrumentFileError,
  loadInstruments,
  parseInstruments,
} from "../../../src/market/load-instruments.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const good = `instruments:
  - symbol: ABC
    name: A B C
    asset_class: stock
    venue: XNYS
    calendar: XNYS
    currency: USD
    price_increment: "0.01"
    quantity_increment: "1"
    status: active
`;

function problemsOf(yaml: string): readonly string[] {
  try {
    parseInstruments(yaml, "markets.yaml");
  } catch (error) {
    if (error instanceof InstrumentFileError) return error.problems;
    throw error;
  }
  return [];
}

test("the instruments that come with it are honest about what they are", () => {
  const [sp500, synth, ...others] = loadInstruments();
  expect(others).toEqual([]);
  expect(sp500).toMatchObject({
    symbol: "SP500",
    name: "S&P 500 index (proxy; not tradable)",
    calendar: "XNYS",
    currency: "USD",
    price_increment: "0.01",
  });
  expect(synth).toMatchObject({
    symbol: "SYNTH",
    name: "Synthetic market (generated, not real prices)",
    asset_class: "synthetic",
    calendar: "XNYS",
  });
});

test("reads a file of one's own", () => {
  const file = join(temporaryDirectory(), "markets.yaml");
  writeFileSync(file, good);
  expect(loadInstruments(file)).toEqual([
    {
      symbol: "ABC",
      name: "A B C",
      asset_class: "stock",
      venue: "XNYS",
      calendar: "XNYS",
      currency: "USD",
      price_increment: "0.01",
      quantity_increment: "1",
      status: "active",
    },
  ]);
});

test("every problem is named at once, with its line", () => {
  const bad = good
    .replace("ABC", "../abc")
    .replace("asset_class: stock", "asset_class: stocks")
    .replace("calendar: XNYS", "calendar: XLUN")
    .replace("USD", "dollars")
    .replace('"0.01"', "0.01")
    .replace('quantity_increment: "1"', 'quantity_increment: "0"')
    .replace("status: active", "statuss: active");
  const problems = problemsOf(bad);
  expect(problems).toHaveLength(8);
  const expected = [
    /^line 2: instruments\[0\].symbol: expected capitals/,
    /^line 4: instruments\[0\].asset_class: /,
    /^line 6: instruments\[0\].calendar: expected one of the calendars XNYS, XNAS, .*24x7$/,
    /^line 7: instruments\[0\].currency: expected three capitals/,
    /^line 8: instruments\[0\].price_increment: .*string/,
    /^line 9: instruments\[0\].quantity_increment: expected a positive decimal in quotes/,
    /^line 2: instruments\[0\].status: /,
    /^line 2: instruments\[0\]: .*statuss/,
  ];
  for (const pattern of expected) {
    expect(problems.filter((problem) => pattern.test(problem))).toHaveLength(1);
  }
});

test("a symbol that occurs twice, a file that is no YAML, a file without instruments", () => {
  const twice = good + good.replace("instruments:\n", "");
  expect(problemsOf(twice)).toEqual(["line 11: instruments[1].symbol: ABC is already entry 0"]);
  expect(problemsOf("instruments: [")[0]).toMatch(/line 1/);
  expect(problemsOf("")[0]).toMatch(/^line 1: /);
  expect(problemsOf("instruments: []")[0]).toMatch(/^line 1: instruments: /);
  expect(() => parseInstruments("a: 1", "markets.yaml")).toThrow(/^markets.yaml cannot be used:\n/);
});

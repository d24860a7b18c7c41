import { expect, test } from "vitest";
import { InstrumentFileError, parseMarkets } from "../../../src/market/parse-markets.ts";

const good = `markets:
  - id: XNYS
    name: New York
    calendar: XNYS
    currency: USD
    price_increment: "0.01"
    quantity_increment: "1"
instruments:
  - symbol: ABC
    name: A B C
    asset_class: stock
    venue: XNYS
    status: active
`;

function problemsOf(yaml: string): readonly string[] {
  try {
    parseMarkets(yaml, "markets.yaml");
  } catch (error) {
    if (error instanceof InstrumentFileError) return error.problems;
    throw error;
  }
  return [];
}

test("every problem is named at once, with its path and line", () => {
  const bad = good
    .replace("calendar: XNYS", "calendar: XLUN")
    .replace("USD", "dollars")
    .replace('"0.01"', "0.01")
    .replace('quantity_increment: "1"', 'quantity_increment: "0"')
    .replace("ABC", "../abc")
    .replace("asset_class: stock", "asset_class: stocks")
    .replace("status: active", 'statuss: active\n    listed: "2012-02-30"');
  const problems = problemsOf(bad);
  const expected = [
    /^line 4: markets\[0\].calendar: expected one of the calendars XNYS, XNAS, .*24x7$/,
    /^line 5: markets\[0\].currency: expected capitals/,
    /^line 6: markets\[0\].price_increment: .*string/,
    /^line 7: markets\[0\].quantity_increment: expected a positive decimal in quotes/,
    /^line 9: instruments\[0\].symbol: expected capitals/,
    /^line 11: instruments\[0\].asset_class: /,
    /^line 9: instruments\[0\].status: /,
    /^line 14: instruments\[0\].listed: expected a date in quotes that exists/,
    /^line 13: instruments\[0\].statuss: Unrecognized key/,
  ];
  expect(problems).toHaveLength(expected.length);
  for (const pattern of expected) {
    expect(problems.filter((problem) => pattern.test(problem))).toHaveLength(1);
  }
});

test("names that contradict each other, markets that are not there", () => {
  const second = `  - symbol: DEF
    name: D E F
    asset_class: stock
    venue: XMRS
    status: delisted
    listed: "2010-01-04"
    delisted: "2009-01-05"
  - symbol: GHI
    name: G H I
    asset_class: stock
    venue: XNYS
    status: active
    aliases: [{ symbol: ABC }, { symbol: OLD, from: "2010-01-04", to: "2009-01-05" }]
  - symbol: ABC
    name: Twice
    asset_class: stock
    venue: XNYS
    status: active
`;
  expect(problemsOf(good + second)).toEqual([
    "line 17: instruments[1].venue: expected one of the markets (XNYS), got XMRS",
    "line 20: instruments[1].delisted: 2009-01-05 is before it was listed, 2010-01-04",
    "line 26: instruments[2].aliases[0].symbol: ABC stands for ABC at that time too",
    "line 26: instruments[2].aliases[1].to: 2009-01-05 is before 2010-01-04",
    "line 27: instruments[3].symbol: ABC is already entry 0",
  ]);
  expect(problemsOf("instruments: [")[0]).toMatch(/line 1/);
  expect(problemsOf("")[0]).toMatch(/^line 1: /);
  expect(problemsOf("instruments: []")[0]).toMatch(/^line 1: instruments: /);
});

test("a bad entry hides nothing of the others, nor does an unknown key", () => {
  const entries = `  - 5
  - { symbol: DEF, name: D, asset_class: stock, venue: XMRS, status: active }
  - { symbol: ABC, name: Twice, asset_class: stock, venue: XNYS, status: active }
colour: red
`;
  expect(problemsOf(good + entries)).toEqual([
    expect.stringMatching(/^line 17: colour: Unrecognized key/),
    expect.stringMatching(/^line 14: instruments\[1\]: .*expected object/),
    expect.stringMatching(/^line 15: instruments\[2\].venue: expected one of .*, got XMRS/),
    "line 16: instruments[3].symbol: ABC is already entry 0",
  ]);
  // Its instruments may be right: only the market is told of.
  expect(problemsOf(good.replace("calendar: XNYS", "calendar: XLUN"))).toHaveLength(1);
});

test("text that is no data is a problem too", () => {
  expect(problemsOf("instruments: *nowhere")[0]).toMatch(/Unresolved alias .*nowhere/);
  const ten = (name: string) => `[${Array(10).fill(`*${name}`).join(",")}]`;
  const bomb = `a: &a [1]\nb: &b ${ten("a")}\nc: &c ${ten("b")}\nd: &d ${ten("c")}\n`;
  expect(problemsOf(bomb)[0]).toMatch(/alias/);
});

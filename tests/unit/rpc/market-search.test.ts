import { expect, it } from "vitest";
import { searchKeysOf, searchQueryOf, searchRank } from "../../../src/rpc/market-search.ts";
import { instruments } from "./market-fixture.ts";

function found(text: string): readonly string[] {
  const query = searchQueryOf(text);
  return instruments
    .map((instrument) => ({ instrument, rank: searchRank(searchKeysOf(instrument), query) }))
    .filter(({ rank }) => rank !== undefined)
    .map(({ instrument, rank }) => `${instrument.symbol} ${rank}`);
}

it.each([
  ["zed", ["ZED 0", "OLD 0"]],
  ["eur/usd", ["EURUSD 0"]],
  ["eur usd", ["EURUSD 0"]],
  ["eur", ["EURUSD 1"]],
  ["brk b", ["BRK.B 0"]],
  ["platf", ["META 2"]],
  ["class hath", ["BRK.B 2"]],
  ["oreal", ["OR 2"]],
  ["L'ORÉAL", ["OR 3"]],
  ["shire", ["BRK.B 3"]],
  ["shire zed", []],
  ["nothing", []],
] as const)("%s finds %j", (text, expected) => {
  expect(found(text)).toEqual(expected);
});

it("no words find everything", () => {
  expect(found("  ")).toHaveLength(instruments.length);
});

it("signs alone find only what has them", () => {
  expect(found("/")).toEqual(["EURUSD 3"]);
});

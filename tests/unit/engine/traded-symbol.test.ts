import { expect, test } from "vitest";
import { createParts } from "../../../src/engine/simulation-parts.ts";
import { type Bar, dailyBars, setupOf } from "./simulation-trial.ts";

const bars: readonly Bar[] = [1, 2, 3].map((price) => [price, price, price, price, 100]);

test("holds nothing of a batch that has passed but a copy of its last row", () => {
  const [first, second] = [dailyBars(bars), dailyBars(bars, 3)];
  const feed = { series: [{ symbol: 0, kind: "bars", interval: "1d", batches: none() }] } as const;
  const { symbols, views } = createParts(setupOf([{ batch: first }], {}), feed);
  const [symbol, view] = [symbols[0], views[0]];
  if (symbol === undefined || view === undefined) throw new Error("there is one");
  view.show(first, 2);
  symbol.pass(first, 2);
  expect(view.batch).toBe(first);
  view.show(second, 0);
  symbol.pass(second, 0);
  expect(view.batch).toBe(second);
  const { batch, row } = symbol.previousRow ?? {};
  expect([batch?.length, batch?.prices[3]?.buffer.byteLength, row]).toEqual([1, 8, 0]);
  expect(batch?.prices.map((column) => column[0])).toEqual([3, 3, 3, 3]);
  expect(batch?.knownNs[0]).toBe(first.knownNs[2]);
  symbol.pass(first, 0);
  expect(view.batch).toBeUndefined();
});

async function* none() {}

import { expect, test } from "vitest";
import { formatDecimal } from "../../../src/domain/decimal.ts";
import { InstrumentFacts } from "../../../src/engine/instrument-facts.ts";
import { InstrumentUnits } from "../../../src/engine/instrument-units.ts";

const instrument = {
  symbol: "BTC",
  priceIncrement: "0.5",
  quantityIncrement: "0.001",
  minQuantity: "",
  minNotional: "",
  multiplier: "2",
};

test("what an instrument leaves out, and what can be counted", () => {
  const facts = new InstrumentFacts(instrument, new InstrumentUnits(instrument));
  const at = facts.at({ lastPrice: undefined, hasLaterSession: true });
  expect(at).toMatchObject({ minNotional: undefined, lastPrice: undefined, hasLaterSession: true });
  expect(formatDecimal(at.minQuantity)).toBe("0.001");
  // 2^53 - 1 lots of 0.001, and as many price units of 10^-7.
  expect(formatDecimal(at.quantityMax)).toBe("9007199254740.991");
  expect(formatDecimal(at.priceMax)).toBe("900719925.4740991");
});

test("the last price, in the instrument's own digits", () => {
  const whole = { ...instrument, minQuantity: "0.01", minNotional: "10" };
  const facts = new InstrumentFacts(whole, new InstrumentUnits(whole));
  const at = facts.at({ lastPrice: 1_000_000_005, hasLaterSession: false });
  expect(at.hasLaterSession).toBe(false);
  expect(
    [at.lastPrice, at.minQuantity, at.minNotional].map((fact) => fact && formatDecimal(fact)),
  ).toEqual(["100.0000005", "0.01", "10"]);
});

import { describe, expect, test } from "vitest";
import { formatMoney, parseMoney } from "../../../../src/domain/money.ts";
import {
  buyingPower,
  buyingPowerOf,
  buyingPowerUse,
} from "../../../../src/engine/risk/buying-power.ts";
import { nothingToReduce } from "../../../../src/engine/risk/nothing-to-reduce.ts";
import { shortSale } from "../../../../src/engine/risk/short-sale.ts";
import { at, open, proposal, proposed, short, type Trial } from "./risk-trial.ts";

const check = (trial: Trial) => short(buyingPower(proposal(trial)));
const poor = (buying_power: string, required: string) => [
  "INSUFFICIENT_BUYING_POWER",
  { buying_power, required },
];
const sell = { sign: -1 } as const;

describe("a cash account", () => {
  const cash = (trial: Trial) => check({ isCash: true, ...trial });

  test("pays value and commission: 100 × 100 + 1", () => {
    expect(cash({ cash: "10001", fee: "1" })).toBeUndefined();
    expect(cash({ cash: "10000.99", fee: "1" })).toEqual(poor("10000.99", "10001"));
  });

  test("pays at the limit", () => {
    const order = proposed({ limit: at("90") });
    expect(cash({ cash: "9000", order })).toBeUndefined();
  });

  test("reserves for open buys, with their commission; of a group for the dearest", () => {
    // 10 × 50 + 1, and of the group 10 × 80 + 1.
    const orders = [
      open({ leaves: 10, limit: at("50") }),
      open({ leaves: 10, limit: at("70"), group: "g" }),
      open({ leaves: 10, limit: at("80"), group: "g" }),
      open({ ...sell, leaves: 10 }),
      open({ leaves: 10, isExit: true }),
    ];
    expect(cash({ cash: "11303", fee: "1", orders })).toBeUndefined();
    expect(cash({ cash: "11302", fee: "1", orders })).toEqual(poor("10000", "10001"));
  });

  test("does not reserve twice for what is replaced", () => {
    const replaces = open({ limit: at("100") });
    const order = proposed({ replaces, limit: at("101") });
    expect(cash({ cash: "10100", orders: [replaces], order })).toBeUndefined();
  });

  test("pays nothing for a sale", () => {
    expect(cash({ cash: "0", order: proposed(sell), position: 100 })).toBeUndefined();
  });
});

describe("a margin account", () => {
  test("covers the margin of what it adds, and the commission", () => {
    // Half of 200 × 100 is 10,000; with 1 of commission 10,001.
    const order = proposed({ leaves: 200 });
    const half = { initialMargin: "0.5", order, fee: "1" };
    expect(check({ ...half, cash: "10001" })).toBeUndefined();
    // In buying power: 10,000 / 0.5 = 20,000 against 20,000 + 1 / 0.5.
    expect(check({ ...half, cash: "10000" })).toEqual(poor("20000", "20002"));
  });

  test("positions of all symbols, long and short, use it up", () => {
    // Equity 15,000 less 30 × 100 and 50 × 40 leaves 10,000.
    const held = { position: 30, second: [-50, "40"], cash: "0", equity: "15000" } as const;
    expect(check(held)).toBeUndefined();
    expect(check({ ...held, equity: "14999" })).toEqual(poor("9999", "10000"));
  });

  test("open orders that add to positions use it up, at the last price", () => {
    const orders = [open({ leaves: 10 }), open({ leaves: 30, isExit: true })];
    expect(check({ cash: "11000", orders })).toBeUndefined();
    expect(check({ cash: "10999", orders })).toEqual(poor("9999", "10000"));
  });

  test("a sale of what is held is free, and so is turning around", () => {
    const full = { position: 100, cash: "0", equity: "10000", fee: "5" };
    expect(check({ ...full, order: proposed(sell) })).toBeUndefined();
    expect(check({ ...full, order: proposed({ ...sell, leaves: 200 }) })).toBeUndefined();
    // One more than that is short 101: 100 more in value, and the commission.
    expect(check({ ...full, order: proposed({ ...sell, leaves: 201 }) })).toEqual(poor("0", "105"));
  });

  test("what is replaced does not use it up, and a fraction of a unit counts against it", () => {
    const replaces = open();
    const order = proposed({ leaves: 101, replaces });
    expect(check({ cash: "10100", orders: [replaces], order })).toBeUndefined();
    // 10,000 / 0.3 rounded down is less than 33,333.33… rounded up: 1 / 0.3 of commission.
    const third = { initialMargin: "0.3", cash: "3001", fee: "1" };
    expect(check(third)).toEqual(poor("10003.333333333333333333", "10003.333333333333333334"));
  });

  test("short costs as long does", () => {
    expect(check({ cash: "9999", order: proposed(sell) })).toEqual(poor("9999", "10000"));
  });

  test("nothing is left of a negative equity", () => {
    expect(check({ cash: "-5" })).toEqual(poor("0", "10000"));
  });
});

test("what closes, what is sized at its fill, and what has no price is not measured yet", () => {
  const trial = { cash: "0" };
  expect(check({ ...trial, order: proposed({ isExit: true, hasParent: true }) })).toBeUndefined();
  expect(check({ ...trial, order: proposed({ isSizedAtFill: true }) })).toBeUndefined();
  expect(check({ ...trial, last: undefined })).toBeUndefined();
  expect(buyingPowerUse(proposal({ ...trial, last: undefined }))).toBeUndefined();
});

test("the buying power of an account", () => {
  const account = proposal({ initialMargin: "0.25", cash: "0", equity: "1000" }).view.account;
  expect(formatMoney(buyingPowerOf(account, parseMoney("3000")))).toBe("1000");
  expect(formatMoney(buyingPowerOf(account, parseMoney("4001")))).toBe("0");
  const third = proposal({ initialMargin: "0.3", cash: "100" }).view.account;
  expect(formatMoney(buyingPowerOf(third, 0n))).toBe("333.333333333333333333");
  const cash = proposal({ isCash: true, cash: "7", equity: "50" }).view.account;
  expect(formatMoney(buyingPowerOf(cash, parseMoney("43")))).toBe("7");
});

describe("a short sale", () => {
  const sale = (trial: Trial) =>
    short(shortSale(proposal({ isCash: true, order: proposed(sell), ...trial })));
  const refused = (position_quantity: string) => ["SHORT_NOT_ALLOWED", { position_quantity }];

  test("is for margin accounts", () => {
    expect(sale({})).toEqual(refused("0"));
    expect(sale({ isCash: false })).toBeUndefined();
    expect(sale({ order: proposed() })).toBeUndefined();
  });

  test("is what open sales do not leave", () => {
    const orders = [open({ ...sell, leaves: 50 }), open({ ...sell, leaves: 50, isExit: true })];
    expect(sale({ position: 150, orders })).toBeUndefined();
    expect(sale({ position: 149, orders })).toEqual(refused("149"));
  });

  test("is not an exit, and may be a size that is not known", () => {
    const exit = proposed({ ...sell, isExit: true, hasParent: true });
    expect(sale({ order: exit })).toBeUndefined();
    const unsized = proposed({ ...sell, isSizedAtFill: true });
    expect(sale({ order: unsized, position: 1000 })).toEqual(refused("1000"));
  });
});

test("there is something to reduce", () => {
  const reduce = (trial: Trial) => short(nothingToReduce(proposal(trial)));
  const order = proposed({ ...sell, reduceOnly: true });
  expect(reduce({ order, position: 1 })).toBeUndefined();
  expect(reduce({ order: proposed(sell) })).toBeUndefined();
  expect(reduce({ order: { ...order, hasParent: true } })).toBeUndefined();
  expect(reduce({ order })).toEqual(["NOTHING_TO_REDUCE", { position_quantity: "0" }]);
  expect(reduce({ order, position: -5 })).toEqual([
    "NOTHING_TO_REDUCE",
    { position_quantity: "-5" },
  ]);
});

/** What an account can pay for, and what becomes of one that cannot. */
import { AccountType } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const flat = (price: number, ...dates: readonly string[]) =>
  dates.map((date) => `${date} ${price} ${price} ${price} ${price}`);
const at100 = flat(100, "01-02", "01-03");
const cash = { type: AccountType.CASH };
const half = { initialMargin: "0.5", maintenanceMargin: "0.25" };

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a short gains what the price falls",
    guards: "The sign of a short.",
    tape: [bars("X", ...at100, ...flat(90, "01-06"))],
    commands: ["1 place a sell 100 market", "2 place b buy 100 market"],
    // (100 − 90) × 100 = 1000.
    fills: [
      "a 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "b 01-06 14:30 buy 100 @ 90 NEXT_OPEN realized 1000",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 101000",
  },
  {
    name: "one order closes a long and opens a short",
    guards: "Profit realised on what was opened, or a position that stops at nothing.",
    tape: [bars("X", ...at100, ...flat(110, "01-06"), ...flat(104, "01-07"))],
    commands: ["1 place a buy 100 market", "2 place b sell 150 market", "3 place c buy 50 market"],
    // b: 100 × 10 = 1000, and 50 short at 110. c: (110 − 104) × 50 = 300.
    fills: [
      "a 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "b 01-06 14:30 sell 150 @ 110 NEXT_OPEN realized 1000",
      "c 01-07 14:30 buy 50 @ 104 NEXT_OPEN realized 300",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL", "c FILLED FILL"],
    end: "cash 101300",
  },
  {
    name: "first in, first out",
    guards: "Profit by average cost where the trades are told by first in, first out.",
    tape: [bars("X", ...at100, ...flat(110, "01-06"), ...flat(120, "01-07"))],
    commands: ["1 place a buy 100 market", "2 place b buy 100 market", "3 place c sell 100 market"],
    // The first 100 were bought at 100: (120 − 100) × 100 = 2000.
    fills: [
      "a 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "b 01-06 14:30 buy 100 @ 110 NEXT_OPEN",
      "c 01-07 14:30 sell 100 @ 120 NEXT_OPEN realized 2000",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL", "c FILLED FILL"],
    end: "cash 91000 X 100",
  },
  {
    name: "a cash account does not sell short",
    guards: "A short in an account that has none.",
    tape: [bars("X", ...at100, ...flat(100, "01-06"))],
    account: cash,
    commands: [
      "1 place a sell 10 market ! SHORT_NOT_ALLOWED",
      "1 place b buy 10 market",
      "2 place c sell 11 market ! SHORT_NOT_ALLOWED",
      "2 place d sell 10 market",
    ],
    fills: ["b 01-03 14:30 buy 10 @ 100 NEXT_OPEN", "d 01-06 14:30 sell 10 @ 100 NEXT_OPEN"],
    orders: ["b FILLED FILL", "d FILLED FILL"],
    end: "cash 100000",
  },
  {
    name: "two sales of one holding are one too many",
    guards: "Each sale looked at alone: together they are a short.",
    tape: [bars("X", ...at100, ...flat(100, "01-06"))],
    account: cash,
    commands: [
      "1 place b buy 10 market",
      "2 place c sell 10 limit 120 gtc",
      "2 place d sell 1 market ! SHORT_NOT_ALLOWED",
    ],
    fills: ["b 01-03 14:30 buy 10 @ 100 NEXT_OPEN"],
    orders: ["b FILLED FILL", "c CANCELED SESSION_ENDED"],
    end: "cash 99000 X 10",
  },
  {
    name: "what cash does not pay for is refused at once",
    guards: "A purchase on credit in a cash account.",
    tape: [bars("X", ...at100)],
    account: cash,
    commands: [
      "1 place a buy 1001 market ! INSUFFICIENT_BUYING_POWER",
      "1 place b buy 1000 market",
    ],
    // 1001 × 100 = 100100.
    fills: ["b 01-03 14:30 buy 1000 @ 100 NEXT_OPEN"],
    orders: ["b FILLED FILL"],
    end: "cash 0 X 1000",
  },
  {
    name: "commission is part of what has to be paid",
    guards: "Cash that goes below zero by the fee.",
    tape: [bars("X", ...at100)],
    account: cash,
    model: { commission: { model: { case: "percent", value: "0.001" } } },
    commands: ["1 place a buy 1000 market ! INSUFFICIENT_BUYING_POWER", "1 place b buy 999 market"],
    // 999 × 100 = 99900 and 99.9: 99999.9.
    fills: ["b 01-03 14:30 buy 999 @ 100 NEXT_OPEN fee 99.9"],
    orders: ["b FILLED FILL"],
    end: "cash 0.1 X 999",
  },
  {
    name: "what the close could pay and the open cannot is rejected",
    guards: "Cash below zero after a gap over night.",
    tape: [bars("X", ...flat(100, "01-02"), ...flat(101, "01-03"))],
    account: cash,
    commands: ["1 place b buy 1000 market"],
    // 1000 × 101 = 101000.
    fills: [],
    orders: ["b REJECTED INSUFFICIENT_BUYING_POWER"],
    end: "cash 100000",
  },
  {
    name: "the second order finds what the first has left",
    guards: "Each order measured against the whole account.",
    tape: [bars("X", ...at100)],
    account: cash,
    commands: [
      "1 place a buy 600 limit 100 gtc",
      "1 place b buy 500 market ! INSUFFICIENT_BUYING_POWER",
      "1 place c buy 400 limit 100 gtc",
    ],
    // 60000 are spoken for; 50000 are too much, 40000 are not. Nothing trades below 100.
    fills: [],
    orders: ["a CANCELED SESSION_ENDED", "c CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "half a margin buys twice the capital and not a share more",
    guards: "Leverage that is off by the price of one share.",
    tape: [bars("X", ...at100)],
    account: half,
    commands: [
      "1 place a buy 2001 market ! INSUFFICIENT_BUYING_POWER",
      "1 place b buy 2000 market",
    ],
    // 100000 / 0.5 = 200000. 100000 − 200000.
    fills: ["b 01-03 14:30 buy 2000 @ 100 NEXT_OPEN"],
    orders: ["b FILLED FILL"],
    end: "cash -100000 X 2000",
  },
  {
    name: "the money of a short sale buys nothing",
    guards: "Buying power that grows by selling short.",
    tape: [bars("X", ...at100, ...flat(100, "01-06")), bars("Y", ...at100, ...flat(100, "01-06"))],
    commands: [
      "1 place a sell 1000 X market",
      "2 place b buy 1 Y market ! INSUFFICIENT_BUYING_POWER",
    ],
    // Cash is 200000, but all of the equity of 100000 covers the short of 100000.
    fills: ["a 01-03 14:30 sell 1000 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 200000 X -1000",
  },
  {
    name: "what closes needs no buying power",
    guards: "An exit refused because the account is fully used.",
    tape: [bars("X", ...at100, ...flat(80, "01-06"))],
    commands: ["1 place a buy 1000 market", "2 place b sell 1000 market"],
    // (80 − 100) × 1000 = −20000.
    fills: [
      "a 01-03 14:30 buy 1000 @ 100 NEXT_OPEN",
      "b 01-06 14:30 sell 1000 @ 80 NEXT_OPEN realized -20000",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 80000",
  },
  {
    name: "below the maintenance margin all is closed at the next price",
    guards: "Equity far below zero with the position still open.",
    tape: [bars("X", ...at100, ...flat(66, "01-06"), ...flat(64, "01-07"), ...flat(90, "01-08"))],
    account: half,
    commands: ["1 place a buy 2000 market", "2 place r sell 2000 limit 150 gtc"],
    // At 66 the equity is 132000 − 100000 = 32000, a quarter of 132000 is 33000: called. Closed at
    // the open of 64: (64 − 100) × 2000 = −72000. −100000 + 128000 = 28000. What waits to sell
    // the same shares would be a short: it goes.
    fills: [
      "a 01-03 14:30 buy 2000 @ 100 NEXT_OPEN",
      "server 01-07 14:30 sell 2000 @ 64 MARGIN_CALL realized -72000",
    ],
    orders: ["a FILLED FILL", "r CANCELED MARGIN_CALL"],
    end: "cash 28000",
  },
  {
    name: "at the maintenance margin nothing is called",
    guards: "A margin call at the limit instead of below it.",
    tape: [bars("X", ...at100, ...flat(80, "01-06"), ...flat(90, "01-07"))],
    account: { initialMargin: "0.5", maintenanceMargin: "0.375" },
    commands: ["1 place a buy 2000 market"],
    // At 80 the equity is 160000 − 100000 = 60000, and 0.375 × 160000 = 60000.
    fills: ["a 01-03 14:30 buy 2000 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash -100000 X 2000",
  },
  {
    name: "a short is called when the price rises",
    guards: "Margin calls for longs only.",
    tape: [bars("X", ...at100, ...flat(121, "01-06"), ...flat(130, "01-07"))],
    account: half,
    commands: ["1 place a sell 2000 market"],
    // At 121: 300000 − 242000 = 58000 < 60500 = 0.25 × 242000. Closed at 130:
    // (100 − 130) × 2000 = −60000. 300000 − 260000 = 40000.
    fills: [
      "a 01-03 14:30 sell 2000 @ 100 NEXT_OPEN",
      "server 01-07 14:30 buy 2000 @ 130 MARGIN_CALL realized -60000",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 40000",
  },
  {
    name: "a share of the buying power is measured at the fill",
    guards: "A quantity computed from the close and paid at the open.",
    tape: [bars("X", ...flat(100, "01-02"), ...flat(102, "01-03"))],
    commands: ["1 place a buy x0.5 market"],
    // 50000 / 102 = 490.19…: 490 × 102 = 49980.
    fills: ["a 01-03 14:30 buy 490 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 50020 X 490",
  },
  {
    name: "all of the buying power leaves room for the commission",
    guards: "An order for everything that is rejected for its own fee.",
    tape: [bars("X", ...at100)],
    model: { commission: { model: { case: "percent", value: "0.001" } } },
    commands: ["1 place a buy x1 market"],
    // 100100 for 1000, 99999.9 for 999.
    fills: ["a 01-03 14:30 buy 999 @ 100 NEXT_OPEN fee 99.9"],
    orders: ["a FILLED FILL"],
    end: "cash 0.1 X 999",
  },
  {
    name: "a share of nothing is rejected",
    guards: "An order of no shares that counts as filled.",
    tape: [bars("X", ...flat(100, "01-02"), ...flat(60_000, "01-03"))],
    commands: ["1 place a buy x0.5 market"],
    // 50000 pays for no share of 60000.
    fills: [],
    orders: ["a REJECTED INSUFFICIENT_BUYING_POWER"],
    end: "cash 100000",
  },
];

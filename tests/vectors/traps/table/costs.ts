/** Commission and slippage. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { FillModelSchema } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

type Model = MessageInitShape<typeof FillModelSchema>;

const perShare = (minimum: string, maximumShare = "0"): Model => ({
  commission: { model: { case: "perUnit", value: { amount: "0.005", minimum, maximumShare } } },
});
const fixedSlippage = (value: string): Model => ({
  slippage: { model: { case: "fixed", value } },
});
/** Minutes of 01-02 at 100 with 1000 traded, so that 100 are to be had of each. */
const capped = bars(
  "X",
  "01-02 14:30-14:31 100 100 100 100 1000",
  "01-02 14:31-14:32 100 100 100 100 1000",
  "01-02 14:32-14:33 100 100 100 100 1000",
  "01-02 14:33-14:34 100 100 100 100 1000",
  "01-02 14:34-14:35 100 100 100 100 1000",
);
const at = (price: number) => {
  const row = `${price} ${price} ${price} ${price}`;
  return bars("X", `01-02 ${row}`, `01-03 ${row}`, `01-06 ${row}`);
};

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "the least commission is of the order, not of each fill",
    guards: "An order in five fills that pays the minimum five times.",
    tape: [capped],
    model: perShare("1"),
    commands: ["1 place a buy 150 market"],
    // 100 × 0.005 = 0.5, at least 1; for 150 it is 0.75, at least 1: nothing more is due.
    fills: [
      "a 01-02 14:31 buy 100 @ 100 NEXT_OPEN fee 1 capped",
      "a 01-02 14:32 buy 50 @ 100 LATER_OPEN",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 84999 X 150",
  },
  {
    name: "later fills complete what the minimum has paid",
    guards: "A minimum on top of the commission per share.",
    tape: [capped],
    model: perShare("1"),
    commands: ["1 place a buy 400 market"],
    // 0.5 → 1; 1.0 → nothing; 1.5 → 0.5; 2.0 → 0.5: 2 in all, 400 × 0.005.
    fills: [
      "a 01-02 14:31 buy 100 @ 100 NEXT_OPEN fee 1 capped",
      "a 01-02 14:32 buy 100 @ 100 LATER_OPEN capped",
      "a 01-02 14:33 buy 100 @ 100 LATER_OPEN fee 0.5 capped",
      "a 01-02 14:34 buy 100 @ 100 LATER_OPEN fee 0.5",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 59998 X 400",
  },
  {
    name: "the largest share bounds the commission",
    guards: "A commission that is a tenth of what was bought.",
    tape: [at(0.05)],
    model: perShare("1", "0.01"),
    commands: ["1 place a buy 1000 market"],
    // 1000 × 0.05 = 50; 5 by the share, at most 1 % of 50: 0.5, although the least is 1.
    fills: ["a 01-03 14:30 buy 1000 @ 0.05 NEXT_OPEN fee 0.5"],
    orders: ["a FILLED FILL"],
    end: "cash 99949.5 X 1000",
  },
  {
    name: "lean-equity puts the least above the largest share",
    guards: "A compatibility profile that follows the rules of another.",
    tape: [at(0.05)],
    model: { profile: "lean-equity" },
    commands: ["1 place a buy 1000 market"],
    // The same, but at least 1.
    fills: ["a 01-03 14:30 buy 1000 @ 0.05 NEXT_OPEN fee 1"],
    orders: ["a FILLED FILL"],
    end: "cash 99949 X 1000",
  },
  {
    name: "percent of the value, in and out",
    guards: "Commission on one side only, or on the profit.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 102 102 102 102", "01-06 110 110 110 110")],
    model: { commission: { model: { case: "percent", value: "0.001" } } },
    commands: ["1 place a buy 100 market", "2 place b sell 100 market"],
    // 10.2 and 11: 800 − 21.2 = 778.8. Realised is without commission.
    fills: [
      "a 01-03 14:30 buy 100 @ 102 NEXT_OPEN fee 10.2",
      "b 01-06 14:30 sell 100 @ 110 NEXT_OPEN fee 11 realized 800",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 100778.8",
  },
  {
    name: "a share that has no end is kept to the last digit of money",
    guards: "Fees rounded to cents on the way.",
    tape: [at(0.01)],
    model: { commission: { model: { case: "percent", value: "0.000333333333333333" } } },
    commands: ["1 place a buy 1 market"],
    // 0.01 × 0.000333333333333333 = 0.00000333333333333333, rounded at the 18th digit:
    // 0.000003333333333333.
    fills: ["a 01-03 14:30 buy 1 @ 0.01 NEXT_OPEN fee 0.000003333333333333"],
    orders: ["a FILLED FILL"],
    end: "cash 99999.989996666666666667 X 1",
  },
  {
    name: "a fixed amount once per order",
    guards: "A fixed amount with each fill of one order.",
    tape: [capped],
    model: {
      commission: { model: { case: "fixedPlusPercent", value: { fixed: "2", percent: "0.001" } } },
    },
    commands: ["1 place a buy 150 market"],
    // 2 + 10, then 5: 17.
    fills: [
      "a 01-02 14:31 buy 100 @ 100 NEXT_OPEN fee 12 capped",
      "a 01-02 14:32 buy 50 @ 100 LATER_OPEN fee 5",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 84983 X 150",
  },
  {
    name: "slippage is rounded against the order",
    guards: "Half a cent of slippage that is rounded away.",
    tape: [at(100)],
    model: fixedSlippage("0.005"),
    commands: ["1 place a buy 100 market", "2 place b sell 100 market"],
    // 100.005 is 100.01 to buy, 99.995 is 99.99 to sell: −0.02 × 100.
    fills: [
      "a 01-03 14:30 buy 100 @ 100.01 NEXT_OPEN slippage 0.01",
      "b 01-06 14:30 sell 100 @ 99.99 NEXT_OPEN slippage 0.01 realized -2",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 99998",
  },
  {
    name: "a spread is a share of the price",
    guards: "Slippage of cheap and dear shares in the same cents.",
    tape: [at(33.33)],
    model: { slippage: { model: { case: "spread", value: "0.0002" } } },
    commands: ["1 place a buy 100 market", "2 place b sell 100 market"],
    // 33.33 × 0.0002 = 0.006666: 33.336666 is 33.34, 33.323334 is 33.32.
    fills: [
      "a 01-03 14:30 buy 100 @ 33.34 NEXT_OPEN slippage 0.01",
      "b 01-06 14:30 sell 100 @ 33.32 NEXT_OPEN slippage 0.01 realized -2",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 99998",
  },
  {
    name: "a stop slips below its trigger",
    guards: "Slippage for market orders only.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 100 100 100", "01-06 100 100 90 91")],
    model: fixedSlippage("0.1"),
    commands: ["1 place a buy 100 market", "2 place s sell 100 stop 95 gtc"],
    // Bought at 100.1, sold at 94.9: −5.2 × 100.
    fills: [
      "a 01-03 14:30 buy 100 @ 100.1 NEXT_OPEN slippage 0.1",
      "s 01-06 21:00 sell 100 @ 94.9 STOP_TRIGGER slippage 0.1 realized -520",
    ],
    orders: ["a FILLED FILL", "s FILLED FILL"],
    end: "cash 99480",
  },
  {
    name: "a resting limit does not slip",
    guards: "Slippage for orders that give liquidity.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 100 98 99")],
    model: fixedSlippage("0.1"),
    commands: ["1 place a buy 100 limit 99 gtc"],
    fills: ["a 01-03 21:00 buy 100 @ 99 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 90100 X 100",
  },
  {
    name: "a sale never slips to nothing",
    guards: "Prices of zero or less.",
    tape: [at(0.02)],
    model: fixedSlippage("0.05"),
    commands: ["1 place a sell 100 market"],
    // 0.02 − 0.05 is below one increment: 0.01.
    fills: ["a 01-03 14:30 sell 100 @ 0.01 NEXT_OPEN slippage 0.01"],
    orders: ["a FILLED FILL"],
    end: "cash 100001 X -100",
  },
  {
    name: "slippage grows with the square of the share",
    guards: "An impact that does not know the volume.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 100 100 100 10000")],
    model: {
      volumeCap: "0.5",
      slippage: { model: { case: "volumeShare", value: { limit: "0.5", impact: "0.1" } } },
    },
    commands: ["1 place a buy 2000 market"],
    account: { initialMargin: "0.4" },
    // 2000 / 10000 = 0.2; 100 × 0.1 × 0.04 = 0.4: 100.4. 2000 × 100.4 = 200800.
    fills: ["a 01-03 14:30 buy 2000 @ 100.4 NEXT_OPEN slippage 0.4"],
    orders: ["a FILLED FILL"],
    end: "cash -100800 X 2000",
  },
  {
    name: "no more than its limit of the volume counts",
    guards: "An impact without bound.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 100 100 100 10000")],
    model: {
      volumeCap: "0.5",
      slippage: { model: { case: "volumeShare", value: { limit: "0.1", impact: "2" } } },
    },
    commands: ["1 place a buy 900 market", "1 place b sell 100 market"],
    // a: 0.09 squared is 0.0081, × 2 × 100 = 1.62. b: 0.01 squared is 0.0001: 0.02.
    // 900 × 101.62 = 91458; 100 × 99.98 = 9998. (99.98 − 101.62) × 100 = −164.
    fills: [
      "a 01-03 14:30 buy 900 @ 101.62 NEXT_OPEN slippage 1.62",
      "b 01-03 14:30 sell 100 @ 99.98 NEXT_OPEN slippage 0.02 realized -164",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 18540 X 800",
  },
];

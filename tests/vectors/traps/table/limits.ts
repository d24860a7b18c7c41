/** When a resting limit order is filled, and at what price. */
import { LimitFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, quoteBars, quotes, type Trap, trades } from "../trap.ts";

const first = "01-02 100 101 99.5 100";
const unfilled = { fills: [], orders: ["a CANCELED SESSION_ENDED"], end: "cash 100000" };

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a touched limit is not filled",
    guards: "A queue that is taken to be empty: the price came to the limit and left.",
    tape: [bars("X", first, "01-03 100 101 99 100")],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // The low is 99.00, the limit 99: no trade below it.
    ...unfilled,
  },
  {
    name: "a limit that is traded through by an increment is filled at the limit",
    guards: "A penetrated limit that is missed, or filled at the low.",
    tape: [bars("X", first, "01-03 100 101 98.99 100")],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // 98.99 ≤ 99 − 0.01. 10 × 99 = 990.
    fills: ["a 01-03 21:00 buy 10 @ 99 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 99010 X 10",
  },
  {
    name: "less than an increment is no penetration",
    guards: "Adjusted prices between two ticks that count as traded through.",
    tape: [bars("X", first, "01-03 100 101 98.995 100")],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // 98.995 > 98.99.
    ...unfilled,
  },
  {
    name: "lean-equity is penetrated by any amount",
    guards: "A compatibility profile that follows the rules of another.",
    tape: [bars("X", first, "01-03 100 101 98.995 100")],
    model: { profile: "lean-equity" },
    commands: ["1 place a buy 10 limit 99 gtc"],
    // 98.995 < 99. Fee: 0.05 is below the least of 1. 100000 − 990 − 1 = 99009.
    fills: ["a 01-03 21:00 buy 10 @ 99 LIMIT_PENETRATION fee 1"],
    orders: ["a FILLED FILL"],
    end: "cash 99009 X 10",
  },
  {
    name: "a touch fills where it was asked for",
    guards: "LIMIT_FILL_TOUCH that still asks for more.",
    tape: [bars("X", first, "01-03 100 101 99 100")],
    model: { limitFill: LimitFill.TOUCH },
    commands: ["1 place a buy 10 limit 99 gtc"],
    fills: ["a 01-03 21:00 buy 10 @ 99 LIMIT_TOUCH"],
    orders: ["a FILLED FILL"],
    end: "cash 99010 X 10",
  },
  {
    name: "a bar that opens beyond the limit improves it",
    guards: "A limit order filled at its limit though the market opened better.",
    tape: [bars("X", first, "01-03 97 101 96 100")],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // The open of 97 is below 99: 10 × 97 = 970.
    fills: ["a 01-03 14:30 buy 10 @ 97 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 99030 X 10",
  },
  {
    name: "a bar that opens at the limit only touches it",
    guards: "An open at the limit that fills without penetration.",
    tape: [bars("X", first, "01-03 99 101 99 100")],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // Open and low are 99.00.
    ...unfilled,
  },
  {
    name: "a sale is filled above its limit and not at it",
    guards: "The mirror image: a high that touches a sale's limit.",
    tape: [bars("X", first, "01-03 100 101 99 100", "01-06 100 101.01 99 100")],
    commands: ["1 place a sell 10 limit 101 gtc"],
    // 01-03: high 101.00, no. 01-06: high 101.01 ≥ 101 + 0.01. 10 × 101 = 1010.
    fills: ["a 01-06 21:00 sell 10 @ 101 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 101010 X -10",
  },
  {
    name: "a limit beyond the market is filled at the market",
    guards: "A marketable limit filled at the limit: nobody pays 105 for what costs 101.",
    tape: [bars("X", first, "01-03 101 110 100 105")],
    commands: ["1 place a buy 10 limit 105 gtc"],
    // 10 × 101 = 1010.
    fills: ["a 01-03 14:30 buy 10 @ 101 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 98990 X 10",
  },
  {
    name: "slippage stops at the limit",
    guards: "A limit order that slips beyond its own limit.",
    tape: [bars("X", first, "01-03 101 110 100 105")],
    model: { slippage: { model: { case: "fixed", value: "0.5" } } },
    commands: ["1 place a buy 10 limit 101.2 gtc"],
    // 101 + 0.5 = 101.5, bounded to 101.2; slippage 0.2. 10 × 101.2 = 1012.
    fills: ["a 01-03 14:30 buy 10 @ 101.2 LIMIT_IMPROVED slippage 0.2"],
    orders: ["a FILLED FILL"],
    end: "cash 98988 X 10",
  },
  {
    name: "a buy is not filled by the bid",
    guards: "Bars of bid and ask read as one price.",
    tape: [
      quoteBars(
        "X",
        "01-02 99.9 100 99.8 99.9 / 100.1 100.2 100 100.1",
        "01-03 99 99.5 98 99 / 99.4 99.9 99.1 99.4",
        "01-06 99 99.2 98 98.5 / 99.2 99.4 98.9 99",
      ),
    ],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // 01-03: the bid falls to 98, the ask only to 99.1. 01-06: the ask falls to 98.9.
    fills: ["a 01-06 21:00 buy 10 @ 99 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 99010 X 10",
  },
  {
    name: "market orders pay the ask and get the bid",
    guards: "Fills midway, which nobody gets.",
    tape: [
      quotes(
        "X",
        "01-02 14:30:01 99 101",
        "01-02 14:30:02 99.5 100.5",
        "01-02 14:30:03 99.7 100.3",
      ),
    ],
    commands: ["1 place a buy 10 market", "2 place b sell 10 market"],
    // Bought at the ask of the second quote, sold at the bid of the third:
    // (99.7 − 100.5) × 10 = −8.
    fills: [
      "a 01-02 14:30:02 buy 10 @ 100.5 QUOTE",
      "b 01-02 14:30:03 sell 10 @ 99.7 QUOTE realized -8",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 99992",
  },
  {
    name: "a trade at the limit proves nothing, one through it does",
    guards: "Queue position forgotten where the data is trades.",
    tape: [
      trades(
        "X",
        "01-02 14:30:01 100 500",
        "01-02 14:30:02 99.5 500",
        "01-02 14:30:03 99 500",
        "01-02 14:30:04 98.99 500",
      ),
    ],
    commands: ["1 place a buy 10 limit 99 gtc"],
    // 99.00 touches, 98.99 trades through: at the limit, 10 × 99.
    fills: ["a 01-02 14:30:04 buy 10 @ 99 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 99010 X 10",
  },
];
